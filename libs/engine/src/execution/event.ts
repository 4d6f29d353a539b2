import type { Key } from '@vanthu/model';
import type { ResourceBinding } from '../compile/process-model.js';
import type { Actor } from './command.js';
import type { JsonObject, JsonValue } from './json.js';

/** What happened, in order: the only output of the engine. A store projects events to rows. */
export type ProcessEvent =
  | { readonly type: 'InstanceStarted'; readonly instanceKey: Key; readonly startElementId: string; readonly businessKey: string | null; readonly orgUnitId: string | null; readonly parent: { readonly instanceKey: Key; readonly elementInstanceKey: Key; readonly rootInstanceKey: Key } | null; readonly actor: Actor; /** The ended instance that this one repeats. */ readonly restartOf?: { readonly instanceKey: Key; readonly reason: string } }
  | { readonly type: 'InstanceCompleted'; readonly variables: JsonObject }
  /** Ended by an error end event that nothing inside caught; only called instances end so (others get an incident). */
  | { readonly type: 'InstanceFailed'; readonly code: string; readonly message: string; readonly variables: JsonObject }
  | { readonly type: 'InstanceTerminated'; readonly reason: string; readonly actor: Actor }
  /** From now on none of its jobs is given, none of its timers fires. */
  | { readonly type: 'InstanceSuspended'; readonly reason: string; readonly actor: Actor }
  /** Its jobs are given again; timers that were moved follow as `TimerRescheduled`, the others fire when they are due. */
  | { readonly type: 'InstanceResumed'; readonly reason: string; readonly actor: Actor }
  | ElementEvent
  | { readonly type: 'SequenceFlowTaken'; readonly flowId: string; readonly scopeKey: Key }
  | { readonly type: 'VariableSet'; readonly scopeKey: Key; readonly name: string; readonly value: JsonValue }
  | JobEvent
  | UserTaskEvent
  | TimerEvent
  | SubscriptionEvent
  | CourseEvent
  | SignalEvent
  | { readonly type: 'IncidentRaised'; readonly incidentKey: Key; readonly elementInstanceKey: Key; readonly elementId: string; readonly incidentType: IncidentType; readonly message: string; readonly jobKey: Key | null }
  | { readonly type: 'IncidentResolved'; readonly incidentKey: Key; readonly actor: Actor }
  | { readonly type: 'DecisionEvaluated'; readonly elementInstanceKey: Key; readonly elementId: string; readonly decisionId: string; readonly decisionKey: Key; readonly output: JsonValue; readonly trace: JsonValue }
  | { readonly type: 'MessageThrown'; readonly elementInstanceKey: Key; readonly name: string; readonly correlationKey: string; readonly timeToLiveMs: number; readonly variables: JsonObject }
  | { readonly type: 'ChildStartRequested'; readonly elementInstanceKey: Key; readonly elementId: string; readonly calledProcessId: string; readonly binding: 'latest' | 'deployment' | 'versionTag'; readonly versionTag: string | null; readonly variables: JsonObject }
  /** An escalation that nothing in this called instance hears: for the parent as `ChildEscalated`. */
  | { readonly type: 'EscalationPassedOn'; readonly code: string; readonly variables: JsonObject }
  | { readonly type: 'ChildCancelRequested'; readonly elementInstanceKey: Key };

export interface ElementEvent {
  readonly type: 'ElementActivated' | 'ElementCompleted' | 'ElementTerminated';
  readonly elementInstanceKey: Key;
  readonly elementId: string;
  /** As BPMN names it: `userTask`, `exclusiveGateway`, `boundaryEvent` … */
  readonly elementType: string;
  /** Key of the element instance (or the process instance) around it. */
  readonly scopeKey: Key;
}

export type JobKind = 'serviceTask' | 'executionListener' | 'taskListener' | 'adHocSubProcess';

export type JobEvent =
  | { readonly type: 'JobCreated'; readonly jobKey: Key; readonly elementInstanceKey: Key; readonly elementId: string; readonly jobType: string; readonly retries: number; readonly headers: Readonly<Record<string, string>>; readonly kind: JobKind; /** Listeners: the event they listen to, e.g. `start` or `completing`. */ readonly listenerEvent?: string }
  | { readonly type: 'JobCompleted'; readonly jobKey: Key }
  | { readonly type: 'JobCanceled'; readonly jobKey: Key }
  | { readonly type: 'JobFailed'; readonly jobKey: Key; readonly retries: number; readonly retryAt: number; readonly message: string }
  | { readonly type: 'JobErrorThrown'; readonly jobKey: Key; readonly errorCode: string; readonly message: string }
  | { readonly type: 'JobRetriesUpdated'; readonly jobKey: Key; readonly retries: number }
  | { readonly type: 'JobLockUpdated'; readonly jobKey: Key; /** epoch ms */ readonly lockedUntil: number };

export interface UserTaskFacts {
  readonly name: string;
  readonly assignee: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  /** epoch ms */
  readonly dueAt: number | null;
  readonly followUpAt: number | null;
  readonly priority: number;
}

export type UserTaskEvent =
  | ({ readonly type: 'UserTaskCreated'; readonly taskKey: Key; readonly elementInstanceKey: Key; readonly elementId: string; readonly formId: string | null; /** How the form's version is found; absent: latest. */ readonly formBinding?: ResourceBinding; /** `formId` is an external reference, not the id of a deployed form. */ readonly isExternalForm?: true; readonly headers: Readonly<Record<string, string>> } & UserTaskFacts)
  | ({ readonly type: 'UserTaskUpdated'; readonly taskKey: Key; readonly actor: Actor } & UserTaskFacts)
  | { readonly type: 'UserTaskAssigned'; readonly taskKey: Key; readonly assignee: string | null; readonly actor: Actor }
  | { readonly type: 'UserTaskCompleted'; readonly taskKey: Key; readonly actor: Actor; readonly variables: JsonObject }
  | { readonly type: 'UserTaskCanceled'; readonly taskKey: Key };

export type TimerEvent =
  | { readonly type: 'TimerScheduled'; readonly timerKey: Key; readonly elementInstanceKey: Key; readonly elementId: string; /** epoch ms */ readonly dueAt: number }
  | { readonly type: 'TimerRescheduled'; readonly timerKey: Key; /** epoch ms */ readonly dueAt: number }
  | { readonly type: 'TimerFired'; readonly timerKey: Key }
  | { readonly type: 'TimerCanceled'; readonly timerKey: Key };

export type SubscriptionEvent =
  | { readonly type: 'MessageSubscriptionOpened'; readonly subscriptionKey: Key; readonly elementInstanceKey: Key; readonly elementId: string; readonly messageName: string; readonly correlationKey: string; readonly interrupting: boolean }
  | { readonly type: 'MessageSubscriptionClosed'; readonly subscriptionKey: Key }
  | { readonly type: 'MessageCorrelated'; readonly subscriptionKey: Key; readonly messageKey: Key };

export type SignalEvent =
  /** To be broadcast to every waiting instance, this one too, and to signal start events. */
  | { readonly type: 'SignalThrown'; readonly elementInstanceKey: Key; readonly signalName: string; readonly variables: JsonObject }
  | { readonly type: 'SignalSubscriptionOpened'; readonly subscriptionKey: Key; readonly elementInstanceKey: Key; readonly elementId: string; readonly signalName: string; readonly interrupting: boolean }
  | { readonly type: 'SignalSubscriptionClosed'; readonly subscriptionKey: Key };

/** Acts of people that change the course of an instance. */
export type CourseEvent =
  | { readonly type: 'TaskSentBack'; readonly taskKey: Key; readonly elementInstanceKey: Key; readonly elementId: string; readonly targetElementId: string; readonly reason: string; readonly actor: Actor }
  | { readonly type: 'TaskWithdrawn'; readonly elementId: string; readonly reason: string; readonly actor: Actor }
  | { readonly type: 'InstanceModified'; readonly activated: readonly string[]; readonly terminated: readonly Key[]; readonly reason: string; readonly actor: Actor }
  | { readonly type: 'InstanceMigrated'; readonly processId: string; readonly versionTag: string | null; readonly mapping: Readonly<Record<string, string>>; readonly reason: string; readonly actor: Actor }
  | { readonly type: 'LoopItemAdded'; readonly elementInstanceKey: Key; readonly elementId: string; readonly item: JsonValue; readonly reason: string; readonly actor: Actor }
  | { readonly type: 'AdHocActivated'; readonly elementInstanceKey: Key; readonly elementId: string; readonly activated: readonly string[]; readonly actor: Actor }
  | { readonly type: 'LoopItemRemoved'; readonly elementInstanceKey: Key; readonly elementId: string; /** Of an item that had not begun: its number. */ readonly position?: number; readonly reason: string; readonly actor: Actor };

/** Camunda 8's incident types, and ours for a join whose tokens cannot come. */
export type IncidentType =
  | 'IO_MAPPING_ERROR'
  | 'JOB_NO_RETRIES'
  | 'CONDITION_ERROR'
  | 'EXTRACT_VALUE_ERROR'
  | 'CALLED_ELEMENT_ERROR'
  | 'UNHANDLED_ERROR_EVENT'
  | 'MESSAGE_SIZE_EXCEEDED'
  | 'CALLED_DECISION_ERROR'
  | 'DECISION_EVALUATION_ERROR'
  | 'FORM_NOT_FOUND'
  | 'BUDGET_EXCEEDED'
  | 'JOIN_CANNOT_FIRE'
  | 'UNKNOWN';
