import type { Key } from '@vanthu/model';
import type { JsonObject } from './json.js';

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
  | FireTimer
  | SetVariables
  | ResolveIncident
  | CancelInstance
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
