import type { Key } from '@vanthu/model';
import type { Command } from '../execution/command.js';
import type { ProcessEvent } from '../execution/event.js';
import type { JsonObject } from '../execution/json.js';

/** Tenant id of what belongs to no unit: the base of a family. */
export const BASE_TENANT = '<default>';

export interface StoredDefinition {
  readonly key: Key;
  readonly deploymentKey: Key;
  readonly kind: 'process' | 'decision' | 'drg' | 'form';
  /** BPMN process id, DMN decision id, id of the DMN file's definitions (`drg`: its decision requirements graph) or form id. */
  readonly id: string;
  /** The unit whose variant it is, or BASE_TENANT. */
  readonly tenantId: string;
  readonly version: number;
  readonly versionTag: string | null;
  readonly name: string;
  readonly resourceName: string;
  /** BPMN or DMN XML, form JSON. */
  readonly content: string;
  /** epoch ms from which "latest" finds it */
  readonly effectiveFrom: number;
  readonly createdAt: number;
  /** epoch ms; instances of a deleted version go on, but nothing starts by it any more */
  readonly deletedAt: number | null;
}

export interface StoredInstance {
  readonly key: Key;
  readonly definitionKey: Key;
  readonly revision: number;
  /** `JSON` text of the state, as `snapshotOf` wrote it. */
  readonly snapshot: string;
}

/** The result of one command on one instance, to be written together with others in one transaction. */
export interface CommitMember {
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly processId: string;
  /** 0 for a new instance. The store refuses with `conflict` when another revision is stored. */
  readonly expectedRevision: number;
  /** null when the instance has ended: nothing but history stays. */
  readonly snapshot: string | null;
  readonly status: 'active' | 'completed' | 'terminated' | 'failed';
  readonly hasIncident: boolean;
  /** Afterwards: its jobs and timers are kept back. */
  readonly isSuspended: boolean;
  readonly events: readonly ProcessEvent[];
  /** Of the instance. */
  readonly orgUnitId: string | null;
  /** epoch ms of the command */
  readonly at: number;
  /** Commands to other instances and messages to publish, each of its own key, run after the commit and again after a crash. */
  readonly outbox: readonly OutboxCommand[];
  /** The outbox row this command came from, deleted in the same transaction; refused as `duplicate` when it is gone. */
  readonly consumedOutboxKey: Key | null;
  /** The kept message this command consumes: once per process id for good; again is refused as `duplicate`. */
  readonly consumedMessage: { readonly messageKey: Key; readonly processId: string } | null;
  /** Repeating the same key is answered with `duplicate` and changes nothing, e.g. `mail:<mailbox>:<uid>`. */
  readonly deduplicationKey: string | null;
  /** The timer start event that starts the instance: once for each time it is due; again is refused as `duplicate`. */
  readonly consumedStartTimer?: ConsumedStartTimer;
  /** After a migration: where everything that lives is in the new version. */
  readonly moved?: readonly MovedElement[];
}

export interface ConsumedStartTimer {
  readonly timerKey: Key;
  /** The time it was due at; another time in the database means that somebody else has fired it. */
  readonly dueAt: number;
  /** Null when that was the last time. */
  readonly next: { readonly dueAt: number; readonly remaining: number } | null;
}

/** A living element instance that a migration has moved, with what is open at it. */
export interface MovedElement {
  readonly elementInstanceKey: Key;
  readonly elementId: string;
  readonly jobKey: Key | null;
  readonly taskKey: Key | null;
  readonly incidentKey: Key | null;
  readonly timers: readonly { readonly key: Key; readonly elementId: string }[];
  readonly messageSubscriptions: readonly { readonly key: Key; readonly elementId: string }[];
  readonly signalSubscriptions: readonly { readonly key: Key; readonly elementId: string }[];
}

export type OutboxCommand = { readonly key: Key } & (
  | { readonly type: 'StartChild'; readonly calledProcessId: string; readonly binding: 'latest' | 'deployment' | 'versionTag'; readonly versionTag: string | null; readonly callerDefinitionKey: Key; readonly start: Extract<Command, { type: 'StartInstance' }> }
  | { readonly type: 'ToInstance'; readonly instanceKey: Key; readonly command: Command }
  | { readonly type: 'CancelChildrenOf'; readonly elementInstanceKey: Key }
  /** Its key is the message's own. */
  | { readonly type: 'PublishMessage'; readonly message: NewMessage }
  /** Replaced by one command for each instance it reaches or starts. Its key is the signal's own. */
  | { readonly type: 'BroadcastSignal'; readonly signal: NewSignal }
  | { readonly type: 'StartInstance'; readonly definitionKey: Key; readonly start: Extract<Command, { type: 'StartInstance' }> }
  /** Messages that are kept for whoever comes later are offered to the start events of a process that was just deployed. */
  | { readonly type: 'OfferMessages'; readonly definitionKey: Key }
);

export interface NewSignal {
  readonly key: Key;
  readonly name: string;
  readonly variables: JsonObject;
  /** Only instances of this unit are reached; null: all. */
  readonly onlyOrgUnitId: string | null;
  /** Whose variants start events are looked for in. */
  readonly orgUnitId: string | null;
  readonly at: number;
}

export interface NewMessage {
  readonly key: Key;
  readonly name: string;
  /** Empty: only start events are looked for. */
  readonly correlationKey: string;
  /** Refused as `duplicate` while a message of the same name, key and id is kept. */
  readonly messageId: string | null;
  /** epoch ms until which it is kept for a subscription to come */
  readonly expiresAt: number;
  readonly variables: JsonObject;
  readonly orgUnitId: string | null;
  readonly at: number;
}

/** How long the process that committed an outbox command has it for itself before a sweeper may take it. */
export const OUTBOX_GRACE_MS = 3_000;

export type CommitOutcome = 'committed' | 'conflict' | 'duplicate';

export interface TakeJobs {
  readonly types: readonly string[];
  readonly worker: string;
  readonly limit: number;
  /** how long the worker may hold them */
  readonly lockMs: number;
  readonly now: number;
  /** Only jobs of instances of these units (BASE_TENANT: of none); absent: all. */
  readonly tenantIds?: readonly string[];
}

export interface TakenJob {
  readonly key: Key;
  readonly type: string;
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  /** `serviceTask`, `executionListener` or `taskListener`. */
  readonly kind: string;
  /** Of listeners, e.g. `start` or `completing`. */
  readonly listenerEvent: string | null;
  /** The unit of its instance, or BASE_TENANT. */
  readonly tenantId: string;
  readonly retries: number;
  /** 1 at the first taking; also counts takings whose worker was lost. */
  readonly attempt: number;
  readonly headers: Readonly<Record<string, string>>;
  /** epoch ms */
  readonly deadline: number;
  readonly worker: string;
}

export interface HoldJobs {
  readonly keys: readonly Key[];
  readonly worker: string;
  /** epoch ms */
  readonly until: number;
}

export interface DueTimer {
  readonly key: Key;
  readonly instanceKey: Key;
  readonly dueAt: number;
}

export interface OpenSubscription {
  readonly key: Key;
  readonly instanceKey: Key;
  readonly processId: string;
  readonly messageName: string;
  readonly correlationKey: string;
}

/** A kept message and a subscription that waits for it: whoever should have brought them together was lost. */
export interface UnmatchedMessage {
  readonly subscriptionKey: Key;
  readonly instanceKey: Key;
  readonly processId: string;
  readonly message: NewMessage;
}

/** A message or signal start event of a deployed process. */
export interface StartSubscription {
  readonly definitionKey: Key;
  readonly processId: string;
  readonly tenantId: string;
  readonly elementId: string;
  readonly kind: 'message' | 'signal';
  /** Of the message or signal. */
  readonly eventName: string;
}

/** A timer start event of the newest version of a process. */
export interface StartTimer {
  readonly timerKey: Key;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly tenantId: string;
  readonly elementId: string;
  /** epoch ms */
  readonly dueAt: number;
  /** How often it will be due again after `dueAt`; -1 for ever. */
  readonly remaining: number;
  /** Between two times: a duration or a cron line; null when it is due once. */
  readonly interval: string | null;
}

/** What a deployment brings along beside its definitions, in the same transaction. */
export interface DeploymentParts {
  readonly starts: readonly StartSubscription[];
  /** Timers of processes that are effective at once take the place of those of the version before. */
  readonly timers: readonly StartTimer[];
  readonly outbox: readonly { readonly command: OutboxCommand; readonly availableAt: number }[];
}

export type OwnedKind = 'job' | 'userTask' | 'timer' | 'messageSubscription' | 'incident' | 'scope';

/** What is known of an instance for good. */
export interface InstanceRecord {
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly orgUnitId: string | null;
  readonly businessKey: string | null;
  readonly status: CommitMember['status'];
  readonly hasIncident: boolean;
}

export interface PurgeHistory {
  readonly processIds: readonly string[];
  /** epoch ms: instances that ended before go */
  readonly endedBefore: number;
  /** Instances that nobody called, each with all it called. */
  readonly limit: number;
}

/**
 * The runtime's database port. One contract suite runs on every implementation (memory, SQLite, MariaDB).
 * Nothing here reads a clock; times come in as epoch ms.
 */
export interface ProcessStore {
  /** How many `commit`s are worth being under way side by side; 1 where the database has one writer. */
  readonly commitsAtOnce: number;

  /** A number below 1024 that no process started lately has: it goes into the keys this process makes. */
  allocateNode(): Promise<number>;

  /** Refuses with `conflict` when one of the versions is stored already (two deployments at once). */
  saveDeployment(definitions: readonly StoredDefinition[], parts: DeploymentParts): Promise<'saved' | 'conflict'>;
  /** Marks it as deleted and takes its timers away; `rearmed` are those of the version that is the newest now. False when it is unknown or deleted already. */
  deleteDefinition(key: Key, now: number, rearmed: readonly StartTimer[]): Promise<boolean>;
  definition(key: Key): Promise<StoredDefinition | null>;
  /** The highest version of exactly this tenant, effective or not, deleted or not; what a new deployment is compared with. */
  newestDefinition(kind: StoredDefinition['kind'], id: string, tenantId: string): Promise<StoredDefinition | null>;
  /** The newest version below this one of the same id and tenant that is not deleted. */
  versionBefore(definition: StoredDefinition): Promise<StoredDefinition | null>;
  /** The newest effective version that is not deleted, in the first of `tenantIds` that has one. */
  latestDefinition(kind: StoredDefinition['kind'], id: string, tenantIds: readonly string[], now: number): Promise<StoredDefinition | null>;
  definitionByVersion(kind: StoredDefinition['kind'], id: string, version: number, tenantIds: readonly string[]): Promise<StoredDefinition | null>;
  definitionByVersionTag(kind: StoredDefinition['kind'], id: string, versionTag: string, tenantIds: readonly string[]): Promise<StoredDefinition | null>;
  definitionsOfDeployment(deploymentKey: Key): Promise<readonly StoredDefinition[]>;
  startSubscriptions(kind: StartSubscription['kind'], eventName: string): Promise<readonly StartSubscription[]>;
  startSubscriptionsOf(definitionKey: Key): Promise<readonly StartSubscription[]>;

  load(instanceKey: Key): Promise<StoredInstance | null>;
  /** One transaction for all; each member is committed, or refused alone without harm to the others. */
  commit(members: readonly CommitMember[]): Promise<readonly CommitOutcome[]>;

  /** The instance that was committed with this deduplication key. */
  deduplicated(deduplicationKey: string): Promise<Key | null>;

  takeJobs(request: TakeJobs): Promise<readonly TakenJob[]>;
  /** Moves the end of the lock of those jobs that this worker still holds; their keys. */
  holdJobs(request: HoldJobs): Promise<readonly Key[]>;
  /** Gives jobs back that the worker took and did not begin; others may take them at once. */
  releaseJobs(keys: readonly Key[], worker: string, now: number): Promise<void>;
  /** The instance an open job, task, timer, subscription, incident or living scope (the instance itself or an element instance) belongs to, else null. */
  instanceOf(kind: OwnedKind, key: Key): Promise<Key | null>;
  /** Called instances that still live. */
  childrenOf(elementInstanceKey: Key): Promise<readonly Key[]>;
  /** Takes due timers for `lockMs`; they come again when not fired by then. */
  takeDueTimers(now: number, limit: number, lockMs: number): Promise<readonly DueTimer[]>;
  takeDueStartTimers(now: number, limit: number, lockMs: number): Promise<readonly StartTimer[]>;
  /** A start timer that could not start anything goes on to its next time; null ends it. Nothing happens when it is not due at `dueAt` any more. */
  moveStartTimer(timerKey: Key, dueAt: number, next: ConsumedStartTimer['next']): Promise<void>;
  /** Of timers and start timers. */
  nextTimerDue(): Promise<number | null>;
  /** Which of these types have a job that may be taken. */
  waitingJobTypes(types: readonly string[], now: number): Promise<readonly string[]>;
  /** Whether a worker's lock on it has not run out yet. */
  isJobHeld(jobKey: Key, now: number): Promise<boolean>;
  /** When the next failed job may be retried or a lock runs out; null when nothing is waiting. */
  nextJobDue(types: readonly string[], now: number): Promise<number | null>;

  /**
   * Keeps the message (until it expires) and, in the same transaction, an outbox command to publish it; false when its messageId is
   * known already. A message of the same key is there already after a crash: true, and nothing changes.
   */
  saveMessage(message: NewMessage): Promise<boolean>;
  openSubscriptions(messageName: string, correlationKey: string): Promise<readonly OpenSubscription[]>;
  /** Those that one instance has open. */
  subscriptionsOf(instanceKey: Key): Promise<readonly OpenSubscription[]>;
  /** Kept messages, oldest first, not yet correlated to an instance of `processId`. */
  bufferedMessages(messageName: string, correlationKey: string, processId: string, now: number): Promise<readonly NewMessage[]>;
  /** Kept messages beside subscriptions opened at `openedSince` or later, of their name and key, whose process has not had them; oldest message first. */
  unmatchedMessages(now: number, openedSince: number, limit: number): Promise<readonly UnmatchedMessage[]>;
  /** Deletes messages that have expired by `now`, and what is remembered of their correlations. */
  purgeMessages(now: number, limit: number): Promise<number>;

  /** Kept messages of this name that no instance of the process has had, oldest first, later than `after`. */
  messagesForStart(messageName: string, processId: string, now: number, after: Key, limit: number): Promise<readonly NewMessage[]>;

  /** Instances that wait for the signal; of one unit, or of all (null). */
  signalTargets(signalName: string, orgUnitId: string | null): Promise<readonly Key[]>;
  /** In one transaction; `replaced` is deleted in it. False, and nothing is saved, when it is gone already. */
  saveOutbox(commands: readonly OutboxCommand[], at: number, replaced: Key | null): Promise<boolean>;

  /** Whether or not they have ended; unknown ones are left out. */
  instances(instanceKeys: readonly Key[]): Promise<readonly InstanceRecord[]>;
  /** What lies at the instance itself, also once it has ended. */
  storedVariables(instanceKey: Key): Promise<JsonObject>;
  /** Of every process that was ever deployed. */
  processIds(): Promise<readonly string[]>;
  /** Deletes everything of ended instances; how many it were. */
  purgeHistory(request: PurgeHistory): Promise<number>;

  takeOutbox(now: number, limit: number, lockMs: number): Promise<readonly OutboxCommand[]>;
  deleteOutbox(key: Key): Promise<void>;
  /** Deletes starts of children that this element asked for and that have not happened yet. */
  withdrawStarts(elementInstanceKey: Key): Promise<void>;
}
