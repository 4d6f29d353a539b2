import type { Key } from '@vanthu/model';
import type { Command } from '../execution/command.js';
import type { ProcessEvent } from '../execution/event.js';
import type { JsonObject } from '../execution/json.js';

/** Tenant id of what belongs to no unit: the base of a family. */
export const BASE_TENANT = '<default>';

export interface StoredDefinition {
  readonly key: Key;
  readonly deploymentKey: Key;
  readonly kind: 'process' | 'decision' | 'form';
  /** BPMN process id, DMN decision id or form id. */
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
  readonly events: readonly ProcessEvent[];
  /** epoch ms of the command */
  readonly at: number;
  /** Commands to other instances and messages to publish, run after the commit and again after a crash. */
  readonly outbox: readonly OutboxCommand[];
  /** The outbox row this command came from; deleted in the same transaction. */
  readonly consumedOutboxKey: Key | null;
  /** A buffered message this command consumed for good (start events, exactly once per process). */
  readonly consumedMessage: { readonly messageKey: Key; readonly processId: string } | null;
  /** Repeating the same key is answered with `duplicate` and changes nothing, e.g. `mail:<mailbox>:<uid>`. */
  readonly deduplicationKey: string | null;
}

export type OutboxCommand = { readonly key: Key } & (
  | { readonly type: 'StartChild'; readonly calledProcessId: string; readonly binding: 'latest' | 'deployment' | 'versionTag'; readonly versionTag: string | null; readonly callerDefinitionKey: Key; readonly start: Extract<Command, { type: 'StartInstance' }> }
  | { readonly type: 'ToInstance'; readonly instanceKey: Key; readonly command: Command }
  | { readonly type: 'CancelChildrenOf'; readonly elementInstanceKey: Key }
  | { readonly type: 'PublishMessage'; readonly message: NewMessage }
);

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

export type CommitOutcome = 'committed' | 'conflict' | 'duplicate';

export interface TakeJobs {
  readonly types: readonly string[];
  readonly worker: string;
  readonly limit: number;
  /** how long the worker may hold them */
  readonly lockMs: number;
  readonly now: number;
}

export interface TakenJob {
  readonly key: Key;
  readonly type: string;
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly retries: number;
  /** 1 at the first taking; also counts takings whose worker was lost. */
  readonly attempt: number;
  readonly headers: Readonly<Record<string, string>>;
  /** epoch ms */
  readonly deadline: number;
  readonly worker: string;
}

export interface DueTimer {
  readonly key: Key;
  readonly instanceKey: Key;
  readonly dueAt: number;
}

export interface OpenSubscription {
  readonly key: Key;
  readonly instanceKey: Key;
  readonly messageName: string;
  readonly correlationKey: string;
}

/** A message start event of a deployed process. */
export interface StartSubscription {
  readonly definitionKey: Key;
  readonly processId: string;
  readonly tenantId: string;
  readonly elementId: string;
  readonly messageName: string;
}

/**
 * The runtime's database port. One contract suite runs on every implementation (memory, SQLite, MariaDB).
 * Nothing here reads a clock; times come in as epoch ms.
 */
export interface ProcessStore {
  saveDeployment(definitions: readonly StoredDefinition[], starts: readonly StartSubscription[]): Promise<void>;
  definition(key: Key): Promise<StoredDefinition | null>;
  /** The newest effective version in the first of `tenantIds` that has one. */
  latestDefinition(kind: StoredDefinition['kind'], id: string, tenantIds: readonly string[], now: number): Promise<StoredDefinition | null>;
  definitionByVersionTag(id: string, versionTag: string, tenantIds: readonly string[]): Promise<StoredDefinition | null>;
  definitionsOfDeployment(deploymentKey: Key): Promise<readonly StoredDefinition[]>;
  startSubscriptions(messageName: string): Promise<readonly StartSubscription[]>;

  load(instanceKey: Key): Promise<StoredInstance | null>;
  /** One transaction for all; each member is committed, or refused alone without harm to the others. */
  commit(members: readonly CommitMember[]): Promise<readonly CommitOutcome[]>;

  takeJobs(request: TakeJobs): Promise<readonly TakenJob[]>;
  /** The instance an open job, task, timer, subscription or incident belongs to, else null. */
  instanceOf(kind: 'job' | 'userTask' | 'timer' | 'messageSubscription' | 'incident', key: Key): Promise<Key | null>;
  childrenOf(elementInstanceKey: Key): Promise<readonly Key[]>;
  /** Takes due timers for `lockMs`; they come again when not fired by then. */
  takeDueTimers(now: number, limit: number, lockMs: number): Promise<readonly DueTimer[]>;
  nextTimerDue(): Promise<number | null>;
  /** When the next failed job may be retried or a lock runs out; null when nothing is waiting. */
  nextJobDue(types: readonly string[], now: number): Promise<number | null>;

  /** Keeps the message (until it expires); false when its messageId is known already. */
  saveMessage(message: NewMessage): Promise<boolean>;
  openSubscriptions(messageName: string, correlationKey: string): Promise<readonly OpenSubscription[]>;
  /** Kept messages, oldest first, not yet correlated to an instance of `processId`. */
  bufferedMessages(messageName: string, correlationKey: string, processId: string, now: number): Promise<readonly NewMessage[]>;
  purgeMessages(now: number, limit: number): Promise<number>;

  takeOutbox(now: number, limit: number, lockMs: number): Promise<readonly OutboxCommand[]>;
  deleteOutbox(key: Key): Promise<void>;
}
