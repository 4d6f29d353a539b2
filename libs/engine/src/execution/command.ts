import type { Key } from '@vanthu/model';
import type { UserTaskFacts } from './event.js';
import type { JsonObject, JsonValue } from './json.js';

/** Who caused a command: a person's user name, or null for the system (worker, timer, message). */
export interface Actor {
  readonly username: string | null;
  /** The person on whose behalf it is done ("A thay mặt B"). */
  readonly actingFor?: string;
}

/** A request to one process instance. A refused command changes nothing. */
export type Command =
  | StartInstance
  | CompleteJob
  | FailJob
  | UpdateJob
  | ThrowJobError
  | CompleteUserTask
  | AssignUserTask
  | UpdateUserTask
  | CorrelateMessage
  | BroadcastSignal
  | FireTimer
  | SetVariables
  | ResolveIncident
  | CancelInstance
  | SuspendInstance
  | ResumeInstance
  | ModifyInstance
  | SendBackTask
  | WithdrawTask
  | AddLoopItem
  | RemoveLoopItem
  | ActivateAdHoc
  | ChildEscalated
  | ChildEnded;

export interface StartInstance {
  readonly type: 'StartInstance';
  readonly instanceKey: Key;
  readonly variables: JsonObject;
  /** The event to begin at, one of the model's `startEvents`; absent: the none start event. */
  readonly startElementId?: string;
  /** Instead of a start event: elements anywhere in the process, with variables of their own. Not together with `startElementId`. */
  readonly startInstructions?: readonly ElementStart[];
  /** Terminates the instance as soon as one of these elements has completed or terminated. */
  readonly terminateAfter?: readonly string[];
  /** The ended instance that this one repeats, and why. */
  readonly restartOf?: { readonly instanceKey: Key; readonly reason: string };
  readonly businessKey?: string;
  /** The organisational unit for which it runs; variants are resolved from here upwards. */
  readonly orgUnitId?: string;
  /** The waiting call activity, where one started it. */
  readonly parent?: { readonly instanceKey: Key; readonly elementInstanceKey: Key; readonly rootInstanceKey: Key };
  readonly actor: Actor;
}

/** An element to begin at; `variables` are local to it. */
export interface ElementStart {
  readonly elementId: string;
  readonly variables?: JsonObject;
}

export interface CompleteJob {
  readonly type: 'CompleteJob';
  readonly jobKey: Key;
  readonly variables: JsonObject;
  /** Of task listeners and ad-hoc subprocesses. */
  readonly result?: CompletionResult;
}

export type CompletionResult = ListenerResult | AdHocResult;

/** What the job of an ad-hoc subprocess decides: what runs next in it, and whether it is over. */
export interface AdHocResult {
  readonly type: 'adHocSubProcess';
  readonly activateElements: readonly ElementStart[];
  readonly isCompletionConditionFulfilled: boolean;
  readonly isCancelRemainingInstances: boolean;
}

/** What a task listener answers: it may deny the change (not the creation nor the cancelling), or correct the task. */
export interface ListenerResult {
  readonly type?: 'userTask';
  readonly denied?: boolean;
  readonly deniedReason?: string;
  readonly corrections?: Partial<UserTaskFacts>;
}

/** The worker failed. `retries` 0 raises an incident; else the job may be taken again at `retryAt`. */
export interface FailJob {
  readonly type: 'FailJob';
  readonly jobKey: Key;
  readonly retries: number;
  /** epoch ms */
  readonly retryAt: number;
  readonly message: string;
  readonly variables?: JsonObject;
}

/** Changes an open job: its retries, the end of the lock of the worker that holds it, or both. */
export interface UpdateJob {
  readonly type: 'UpdateJob';
  readonly jobKey: Key;
  /** 1 or more; does not resolve an incident. */
  readonly retries?: number;
  /** epoch ms */
  readonly lockedUntil?: number;
}

/** A modelled business error: caught by an error boundary or event subprocess, else an incident. */
export interface ThrowJobError {
  readonly type: 'ThrowJobError';
  readonly jobKey: Key;
  readonly errorCode: string;
  readonly message: string;
  readonly variables?: JsonObject;
}

export interface CompleteUserTask {
  readonly type: 'CompleteUserTask';
  readonly taskKey: Key;
  readonly variables: JsonObject;
  readonly actor: Actor;
}

/** Claim (`onlyIfFree`), assign or, with null, unassign. */
export interface AssignUserTask {
  readonly type: 'AssignUserTask';
  readonly taskKey: Key;
  readonly assignee: string | null;
  /** Refuse when somebody else holds it. */
  readonly onlyIfFree: boolean;
  readonly actor: Actor;
}

export interface UpdateUserTask {
  readonly type: 'UpdateUserTask';
  readonly taskKey: Key;
  readonly candidateUsers?: readonly string[];
  readonly candidateGroups?: readonly string[];
  /** epoch ms; null clears it */
  readonly dueAt?: number | null;
  readonly followUpAt?: number | null;
  readonly priority?: number;
  readonly actor: Actor;
}

export interface CorrelateMessage {
  readonly type: 'CorrelateMessage';
  readonly subscriptionKey: Key;
  readonly messageKey: Key;
  readonly variables: JsonObject;
}

/** Reaches every subscription of the instance to a signal of this name; none at all is no mistake. */
export interface BroadcastSignal {
  readonly type: 'BroadcastSignal';
  readonly signalName: string;
  readonly variables: JsonObject;
}

export interface FireTimer {
  readonly type: 'FireTimer';
  readonly timerKey: Key;
}

/** Sets variables at a scope (the instance itself or an element instance). */
export interface SetVariables {
  readonly type: 'SetVariables';
  readonly scopeKey: Key;
  readonly variables: JsonObject;
  /** true: exactly at this scope; false: each at the nearest scope upwards that has it, else the root. */
  readonly local: boolean;
  readonly actor: Actor;
}

/** Repeats the failed step. */
export interface ResolveIncident {
  readonly type: 'ResolveIncident';
  readonly incidentKey: Key;
  /** New retries of the job, where the incident was a job's; default 1. */
  readonly retries?: number;
  readonly actor: Actor;
}

export interface CancelInstance {
  readonly type: 'CancelInstance';
  readonly reason: string;
  readonly actor: Actor;
}

/**
 * Freezes the instance: until it is resumed nothing moves in it. Timers keep the time they had left (those of a date
 * keep their date). What workers, signals and called instances bring meanwhile takes effect when it is resumed;
 * what people ask for is refused with `SUSPENDED`. Called instances go on by themselves.
 */
export interface SuspendInstance {
  readonly type: 'SuspendInstance';
  readonly reason: string;
  readonly actor: Actor;
}

export interface ResumeInstance {
  readonly type: 'ResumeInstance';
  readonly reason: string;
  readonly actor: Actor;
}

/** Moves tokens: first activates, then terminates. A scope that is left empty ends, the instance too. */
export interface ModifyInstance {
  readonly type: 'ModifyInstance';
  readonly activate: readonly {
    readonly elementId: string;
    /** The scope instance to activate it in; needed where there are several. */
    readonly ancestorKey?: Key;
    /** Local to the activated element. */
    readonly variables?: JsonObject;
    /** Local to scopes around it, by element id, whether they live already or are made on the way; `''` is the instance itself. */
    readonly scopeVariables?: Readonly<Record<string, JsonObject>>;
  }[];
  /** Keys of element instances. */
  readonly terminate: readonly Key[];
  readonly reason: string;
  readonly actor: Actor;
}

/** Returns work to an earlier step. What came after that step ends; other branches go on, unless they came after it too. */
export interface SendBackTask {
  readonly type: 'SendBackTask';
  readonly taskKey: Key;
  readonly targetElementId: string;
  /** What happens to other branches of the scope; default `downstream`: those that began after the target end. */
  readonly branches?: 'downstream' | 'keep' | 'end';
  readonly reason: string;
  readonly actor: Actor;
}

/** Takes back one's own finished step, while all that followed it is user tasks that nobody holds. */
export interface WithdrawTask {
  readonly type: 'WithdrawTask';
  readonly elementId: string;
  readonly reason: string;
  readonly actor: Actor;
}

/** One more item for a running multi-instance, e.g. another approver. */
export interface AddLoopItem {
  readonly type: 'AddLoopItem';
  /** Key of the multi-instance body. */
  readonly bodyKey: Key;
  readonly item: JsonValue;
  readonly reason: string;
  readonly actor: Actor;
}

/** Ends one item of a running multi-instance without a result, or strikes one out that has not begun. */
export interface RemoveLoopItem {
  readonly type: 'RemoveLoopItem';
  /** Key of the item; with `position` that of the multi-instance body. */
  readonly elementInstanceKey: Key;
  /** Sequential: the number (1, 2, 3 …) of an item that has not begun yet. */
  readonly position?: number;
  readonly reason: string;
  readonly actor: Actor;
}

/** Runs more elements of an ad-hoc subprocess. */
export interface ActivateAdHoc {
  readonly type: 'ActivateAdHoc';
  /** Key of the ad-hoc subprocess. */
  readonly elementInstanceKey: Key;
  readonly elements: readonly ElementStart[];
  /** First ends what runs in it. */
  readonly cancelRemaining: boolean;
  readonly actor: Actor;
}

/** A called instance has thrown an escalation that nothing in it hears; sent to its parent. No effect when nobody hears it there either. */
export interface ChildEscalated {
  readonly type: 'ChildEscalated';
  readonly elementInstanceKey: Key;
  readonly childInstanceKey: Key;
  readonly code: string;
  readonly variables: JsonObject;
}

/** A called instance has ended; sent to its parent. */
export interface ChildEnded {
  readonly type: 'ChildEnded';
  readonly elementInstanceKey: Key;
  readonly childInstanceKey: Key;
  readonly outcome:
    | { readonly kind: 'completed'; readonly variables: JsonObject }
    | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly variables: JsonObject }
    | { readonly kind: 'terminated' }
    /** It could not be started at all, e.g. because no such process is deployed. */
    | { readonly kind: 'notStarted'; readonly message: string };
}

/** Why a command was refused, and what the caller can do. */
export interface Rejection {
  readonly kind: 'rejection';
  readonly code:
    | 'NOT_FOUND' // job, task, timer, subscription, incident or scope does not live (any more)
    | 'ALREADY_ASSIGNED'
    | 'INSTANCE_ENDED'
    | 'INSTANCE_EXISTS'
    | 'START_NOT_FOUND'
    | 'INVALID_ARGUMENT'
    | 'SUSPENDED' // the instance is suspended: nothing is done in it until it is resumed
    | 'NOT_SUSPENDED'
    | 'BUDGET_EXCEEDED';
  readonly reason: string;
}
