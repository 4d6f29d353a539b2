import type { Key } from '@vanthu/model';
import type { Actor, Command } from './command.js';
import type { UserTaskFacts, IncidentType, JobKind } from './event.js';
import type { JsonObject, JsonValue } from './json.js';
import type { VersionedMap } from './versioned-map.js';

/**
 * Where an element instance is in its life. An incident leaves it where it failed, and resolving goes on from there.
 * mapping → arming (subscriptions) → startListeners → entering (behaviour) → active → outputs → endListeners → leaving.
 */
export type Phase = 'mapping' | 'arming' | 'startListeners' | 'entering' | 'active' | 'outputs' | 'endListeners' | 'leaving';

export interface OpenJob {
  readonly key: Key;
  readonly kind: JobKind;
  readonly retries: number;
}

export interface OpenUserTask extends UserTaskFacts {
  readonly key: Key;
}

/** A change of a user task that waits for its task listeners. */
export interface TaskTransition {
  readonly event: 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';
  /** Index of the next listener of this event. */
  readonly listener: number;
  /** As the task will be. */
  readonly facts: UserTaskFacts;
  readonly actor: Actor;
  /** Completing: what the task gives. */
  readonly variables?: JsonObject;
}

export interface OpenTimer {
  readonly key: Key;
  /** Index of the event that is waited for. */
  readonly event: number;
  /** Which of the triggers of a multiple event it is; absent for the first. */
  readonly part?: number;
  /** epoch ms */
  readonly dueAt: number;
  /** Cycles: how often it will fire again after this time (-1 for ever), and the interval. */
  readonly repeat: { readonly remaining: number; readonly interval: string } | null;
}

export interface OpenSubscription {
  readonly key: Key;
  /** Of a signal that is waited for; absent for messages. */
  readonly signal?: string;
  readonly event: number;
  readonly part?: number;
}

/** A condition that is looked at again whenever variables have changed; it fires when it becomes true. */
export interface OpenCondition {
  readonly event: number;
  readonly part?: number;
  readonly wasTrue: boolean;
}

/** A completed activity that can be compensated, or a completed subprocess with such activities in it. */
export interface CompensationEntry {
  /** The scope it was completed in. */
  readonly scope: Key;
  readonly element: number;
  /** The compensating activity or event subprocess; -1 when `nested` are compensated instead. */
  readonly handler: number;
  /** Its own variables, as they were when it completed. */
  readonly variables: readonly (readonly [string, JsonValue])[];
  readonly nested: readonly CompensationEntry[];
}

export interface PlannedCompensation {
  readonly handler: number;
  /** What a compensating event subprocess may compensate in turn. */
  readonly nested?: readonly CompensationEntry[];
  readonly variables: readonly (readonly [string, JsonValue])[];
}

export interface OpenIncident {
  readonly key: Key;
  readonly type: IncidentType;
}

/** Counters and results of a multi-instance or loop body. */
export interface LoopState {
  readonly total: number;
  /** Items not yet started; only sequential bodies keep them. */
  readonly items: readonly JsonValue[];
  readonly started: number;
  readonly completed: number;
  readonly terminated: number;
  readonly outputs: readonly JsonValue[];
}

/** A way into a container: the elements on it, the last is the target; variables are local to that. */
export interface Entry {
  readonly path: readonly number[];
  readonly variables?: JsonObject | undefined;
  /** Variables of containers on the way. */
  readonly scopes?: readonly { readonly element: number; readonly variables: JsonObject }[];
}

export interface ElementInstance {
  readonly key: Key;
  /** Index in the model; 0 is the process. */
  readonly element: number;
  /** Key of the scope around it; empty for the process itself. */
  readonly scope: Key;
  phase: Phase;
  /** Containers: tokens in it, as live children and as queued activations. */
  live: number;
  /** Around the instances of a multi-instance activity. */
  loop?: LoopState;
  /** Instances inside a multi-instance body: 1, 2, 3 … */
  loopCounter?: number;
  /** Containers: an interrupting event subprocess has taken over. */
  isInterrupted?: boolean;
  /** Index of the next listener of the phase. */
  listener?: number;
  job?: OpenJob;
  task?: OpenUserTask;
  transition?: TaskTransition;
  /** Its canceling listeners have been asked: it may be terminated. */
  isCancelAnnounced?: boolean;
  timers?: readonly OpenTimer[];
  subscriptions?: readonly OpenSubscription[];
  conditions?: readonly OpenCondition[];
  /** Parallel multiple events: what has come so far. */
  caught?: readonly { readonly event: number; readonly part: number; readonly payload: JsonObject }[];
  incident?: OpenIncident;
  /** Throwing compensation events: what is still to be compensated, the next one first. */
  compensating?: readonly PlannedCompensation[];
  /** Compensating activities: the event that threw the compensation. */
  compensates?: Key;
  /** What a trigger brought along, until the event takes it over. */
  payload?: JsonObject;
  /** Its waiting has been done elsewhere, by the event-based gateway before it. */
  isTriggered?: boolean;
  /** Ad-hoc subprocesses that run one thing after the other: what is still to come. */
  awaiting?: readonly number[];
  /** Ad-hoc subprocesses: enough has been done, it ends with what still runs in it. */
  isFulfilled?: boolean;
  /** Containers that are not begun at their start but further in. */
  entries?: readonly Entry[];
  /** Event-based gateways: the flow that the trigger chose. */
  chosenFlow?: number;
}

/** Tokens that wait at a join: for each incoming flow how many. */
export interface JoinTokens {
  readonly scope: Key;
  readonly element: number;
  readonly counts: readonly number[];
  /** Complex gateways that have fired: which flows still have to bring a token before the next round. */
  readonly awaited?: readonly boolean[];
  /** The gateway instance that carries the incident of a join whose tokens cannot come. */
  readonly stuck?: Key;
}

/** A command that takes effect later. */
export interface DeferredCommand {
  readonly command: Command;
  /** The user tasks whose canceling listeners are asked first; empty: when the instance is resumed. */
  readonly awaits: readonly Key[];
}

export type VariableMap = ReadonlyMap<string, JsonValue>;

/**
 * All that lives of one instance; what has finished is not in it. Treat as opaque and immutable: read it through
 * `variablesAt`, save it through `snapshotOf`.
 */
export interface ProcessState {
  readonly key: Key;
  readonly orgUnitId: string | null;
  readonly businessKey: string | null;
  readonly parent: { readonly instanceKey: Key; readonly elementInstanceKey: Key; readonly rootInstanceKey: Key } | null;
  readonly elements: VersionedMap<Readonly<ElementInstance>>;
  readonly variables: VersionedMap<VariableMap>;
  /** By scope key and element index. */
  readonly joins: ReadonlyMap<string, JoinTokens>;
  /** In the order of completion. */
  readonly compensations: readonly CompensationEntry[];
  /** Open job, user task, timer, subscription or incident → its element instance. */
  readonly owners: VersionedMap<Key>;
  /** How many of the live elements have one. */
  readonly incidents: number;
  /** epoch ms; null while it runs */
  readonly suspendedAt: number | null;
  /** In the order they came. */
  readonly deferred: readonly DeferredCommand[];
  /** Elements after which the instance is terminated. */
  readonly terminateAfter: readonly number[];
}
