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
  | ModifyInstance
  | SendBackTask
  | WithdrawTask
  | AddLoopItem
  | RemoveLoopItem
  | ChildEnded;

export interface StartInstance {
  readonly type: 'StartInstance';
  readonly instanceKey: Key;
  readonly variables: JsonObject;
  /** The start event to begin at; absent: the none start event. */
  readonly startElementId?: string;
  readonly businessKey?: string;
  /** The organisational unit for which it runs; variants are resolved from here upwards. */
  readonly orgUnitId?: string;
  /** The waiting call activity, where one started it. */
  readonly parent?: { readonly instanceKey: Key; readonly elementInstanceKey: Key; readonly rootInstanceKey: Key };
  readonly actor: Actor;
}

export interface CompleteJob {
  readonly type: 'CompleteJob';
  readonly jobKey: Key;
  readonly variables: JsonObject;
  /** Of task listeners. */
  readonly result?: ListenerResult;
}

/** What a task listener answers: it may deny the change (not the creation), or correct the task. */
export interface ListenerResult {
  readonly denied?: boolean;
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

/** Moves tokens: first activates, then terminates. A scope that is left empty ends, the instance too. */
export interface ModifyInstance {
  readonly type: 'ModifyInstance';
  readonly activate: readonly {
    readonly elementId: string;
    /** The scope instance to activate it in; needed where there are several. */
    readonly ancestorKey?: Key;
    /** Local to the activated element. */
    readonly variables?: JsonObject;
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

/** Ends one item of a running multi-instance without a result. */
export interface RemoveLoopItem {
  readonly type: 'RemoveLoopItem';
  readonly elementInstanceKey: Key;
  readonly reason: string;
  readonly actor: Actor;
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
    | 'BUDGET_EXCEEDED';
  readonly reason: string;
}
