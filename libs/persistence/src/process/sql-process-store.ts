import type { Key } from '@vanthu/model';
import type {
  CommitMember, CommitOutcome, ConsumedStartTimer, DeploymentParts, DueTimer, HoldJobs, InstanceRecord, JsonObject, NewMessage, OpenSubscription, OutboxCommand, OwnedKind, ProcessStore, PurgeHistory, StartSubscription, StartTimer,
  StoredDefinition, StoredInstance, TakeJobs, TakenJob, UnmatchedMessage,
} from '@vanthu/engine';
import { timeOfKey } from '@vanthu/engine';
import type { Database } from '../data-source.js';
import { isUniqueViolation } from '../database/database-error.js';
import { BatchedRead } from '../database/batched-read.js';
import { commitMembers } from './commit-members.js';
import { findBefore, findByVersion, findByVersionTag, findDefinition, findDeployment, findLatest, findNewest, findStarts, findStartsOf, insertDeployment, markDeleted } from './definition-table.js';
import { purgeHistory, readInstances, readVariables, saveOutbox, signalTargets } from './instance-table.js';
import { bufferedMessages, messagesForStart, openSubscriptions, purgeMessages, saveMessage, subscriptionsOf, unmatchedMessages } from './message-table.js';
import { unpackSnapshot } from './snapshot-codec.js';
import { marks, type Query, type SqlRow } from './sql.js';
import { holdJobs, isJobHeld, isJobWaiting, moveStartTimer, nextJobDue, nextTimerDue, releaseJobs, takeDueStartTimers, takeDueTimers, takeJobs, takeOutbox, tenantsWithJobs, waitingJobTypes } from './waiting-work.js';

const TENANTS_KNOWN_MS = 2_000;
const MOST_TENANTS = 200;

/** The engine's store on SQLite and MariaDB/MySQL: raw SQL through TypeORM's query runner. */
export class SqlProcessStore implements ProcessStore {
  readonly commitsAtOnce: number;
  private readonly read: Query;
  private readonly snapshots = new BatchedRead((keys) => this.readSnapshots(keys));
  private readonly owners = new Map(Object.entries(instanceQueries).map(([kind, sql]) => [kind, new BatchedRead((keys) => this.readOwners(sql, keys))]));
  private readonly tenants = new Map<string, { readonly at: number; readonly tenants: readonly string[] }>();

  constructor(private readonly database: Database) {
    // Measured on MariaDB: the second hides the wait for the disk, a third only takes members from the others.
    this.commitsAtOnce = database.dialect === 'sqlite' ? 1 : 2;
    this.read = (sql, parameters) => database.query<SqlRow>(sql, parameters);
  }

  allocateNode(): Promise<number> {
    return this.write(async (query) => {
      const lock = this.database.dialect === 'sqlite' ? '' : ' FOR UPDATE';
      const [row] = await query(`SELECT value FROM engine_counter WHERE name = 'node'${lock}`);
      const value = Number(row?.['value'] ?? 0);
      await query("UPDATE engine_counter SET value = ? WHERE name = 'node'", [value + 1]);
      return value % 1024;
    });
  }

  /** The newest time of a process step, as epoch ms: no clock of these processes has been behind it. */
  async latestStepAt(): Promise<number> {
    const [row] = await this.read('SELECT MAX(element_instance_key) AS latest FROM element_instance');
    return row?.['latest'] === null || row?.['latest'] === undefined ? 0 : timeOfKey(String(row['latest']));
  }

  async saveDeployment(definitions: readonly StoredDefinition[], parts: DeploymentParts): Promise<'saved' | 'conflict'> {
    try {
      await this.write((query) => insertDeployment(query, definitions, parts));
      return 'saved';
    } catch (error) {
      if (isUniqueViolation(error)) return 'conflict';
      throw error;
    }
  }

  deleteDefinition(key: Key, now: number, rearmed: readonly StartTimer[]): Promise<boolean> {
    return this.write((query) => markDeleted(query, key, now, rearmed));
  }

  definition(key: Key): Promise<StoredDefinition | null> {
    return findDefinition(this.read, key);
  }

  newestDefinition(kind: StoredDefinition['kind'], id: string, tenantId: string): Promise<StoredDefinition | null> {
    return findNewest(this.read, kind, id, tenantId);
  }

  versionBefore(definition: StoredDefinition): Promise<StoredDefinition | null> {
    return findBefore(this.read, definition);
  }

  definitionByVersion(kind: StoredDefinition['kind'], id: string, version: number, tenantIds: readonly string[]): Promise<StoredDefinition | null> {
    return findByVersion(this.read, kind, id, version, tenantIds);
  }

  latestDefinition(kind: StoredDefinition['kind'], id: string, tenantIds: readonly string[], now: number): Promise<StoredDefinition | null> {
    return findLatest(this.read, kind, id, tenantIds, now);
  }

  definitionByVersionTag(kind: StoredDefinition['kind'], id: string, versionTag: string, tenantIds: readonly string[]): Promise<StoredDefinition | null> {
    return findByVersionTag(this.read, kind, id, versionTag, tenantIds);
  }

  definitionsOfDeployment(deploymentKey: Key): Promise<readonly StoredDefinition[]> {
    return findDeployment(this.read, deploymentKey);
  }

  startSubscriptions(kind: StartSubscription['kind'], eventName: string): Promise<readonly StartSubscription[]> {
    return findStarts(this.read, kind, eventName);
  }

  startSubscriptionsOf(definitionKey: Key): Promise<readonly StartSubscription[]> {
    return findStartsOf(this.read, definitionKey);
  }

  load(instanceKey: Key): Promise<StoredInstance | null> {
    return this.snapshots.get(instanceKey);
  }

  commit(members: readonly CommitMember[]): Promise<readonly CommitOutcome[]> {
    return again(() => this.database.script((run) => commitMembers(run, this.database.dialect, members)));
  }

  async takeJobs(request: TakeJobs): Promise<readonly TakenJob[]> {
    if (request.types.length === 0 || request.limit < 1 || !(await isJobWaiting(this.read, request.types, request.now))) return [];
    return this.write((query) => takeJobs(query, this.database.dialect, request, (type) => this.tenantsOf(query, type, request.now)));
  }

  /** Looked up anew every few seconds: units with jobs change slowly. */
  private async tenantsOf(query: Query, type: string, now: number): Promise<readonly string[]> {
    const known = this.tenants.get(type);
    if (known && Math.abs(now - known.at) < TENANTS_KNOWN_MS) return known.tenants;
    const tenants = await tenantsWithJobs(query, type, MOST_TENANTS);
    this.tenants.set(type, { at: now, tenants });
    return tenants;
  }

  async holdJobs({ keys, worker, until }: HoldJobs): Promise<readonly Key[]> {
    return keys.length > 0 ? this.write((query) => holdJobs(query, keys, worker, until)) : [];
  }

  async releaseJobs(keys: readonly Key[], worker: string, now: number): Promise<void> {
    if (keys.length > 0) await this.write((query) => releaseJobs(query, keys, worker, now));
  }

  waitingJobTypes(types: readonly string[], now: number): Promise<readonly string[]> {
    return waitingJobTypes(this.read, types, now);
  }

  isJobHeld(jobKey: Key, now: number): Promise<boolean> {
    return isJobHeld(this.read, jobKey, now);
  }

  nextJobDue(types: readonly string[], now: number): Promise<number | null> {
    return nextJobDue(this.read, types, now);
  }

  async instanceOf(kind: OwnedKind, key: Key): Promise<Key | null> {
    return (await this.owners.get(kind)?.get(key)) ?? null;
  }

  async childrenOf(elementInstanceKey: Key): Promise<readonly Key[]> {
    const rows = await this.read("SELECT instance_key FROM process_instance WHERE parent_element_instance_key = ? AND status = 'active' ORDER BY instance_key", [elementInstanceKey]);
    return rows.map((row) => String(row['instance_key']));
  }

  async takeDueTimers(now: number, limit: number, lockMs: number): Promise<readonly DueTimer[]> {
    const [due] = await this.read('SELECT 1 AS found FROM timer WHERE available_at <= ? LIMIT 1', [now]);
    return due ? this.write((query) => takeDueTimers(query, this.database.dialect, now, limit, lockMs)) : [];
  }

  async takeDueStartTimers(now: number, limit: number, lockMs: number): Promise<readonly StartTimer[]> {
    const [due] = await this.read('SELECT 1 AS found FROM start_timer WHERE available_at <= ? LIMIT 1', [now]);
    return due ? this.write((query) => takeDueStartTimers(query, this.database.dialect, now, limit, lockMs)) : [];
  }

  async moveStartTimer(timerKey: Key, dueAt: number, next: ConsumedStartTimer['next']): Promise<void> {
    await this.write((query) => moveStartTimer(query, timerKey, dueAt, next));
  }

  nextTimerDue(): Promise<number | null> {
    return nextTimerDue(this.read);
  }

  saveMessage(message: NewMessage): Promise<boolean> {
    return again(() => this.write((query) => saveMessage(query, message)));
  }

  openSubscriptions(messageName: string, correlationKey: string): Promise<readonly OpenSubscription[]> {
    return openSubscriptions(this.read, messageName, correlationKey);
  }

  bufferedMessages(messageName: string, correlationKey: string, processId: string, now: number): Promise<readonly NewMessage[]> {
    return bufferedMessages(this.read, messageName, correlationKey, processId, now);
  }

  subscriptionsOf(instanceKey: Key): Promise<readonly OpenSubscription[]> {
    return subscriptionsOf(this.read, instanceKey);
  }

  messagesForStart(messageName: string, processId: string, now: number, after: Key, limit: number): Promise<readonly NewMessage[]> {
    return messagesForStart(this.read, messageName, processId, now, after, limit);
  }

  signalTargets(signalName: string, orgUnitId: string | null): Promise<readonly Key[]> {
    return signalTargets(this.read, signalName, orgUnitId);
  }

  saveOutbox(commands: readonly OutboxCommand[], at: number, replaced: Key | null): Promise<boolean> {
    return this.write((query) => saveOutbox(query, commands, at, replaced, this.database.dialect === 'sqlite' ? '' : ' FOR UPDATE'));
  }

  async processIds(): Promise<readonly string[]> {
    return (await this.read("SELECT DISTINCT id FROM process_definition WHERE kind = 'process'")).map((row) => String(row['id']));
  }

  instances(instanceKeys: readonly Key[]): Promise<readonly InstanceRecord[]> {
    return readInstances(this.read, instanceKeys);
  }

  storedVariables(instanceKey: Key): Promise<JsonObject> {
    return readVariables(this.read, instanceKey);
  }

  purgeHistory(request: PurgeHistory): Promise<number> {
    return request.processIds.length === 0 ? Promise.resolve(0) : this.write((query) => purgeHistory(query, request));
  }

  unmatchedMessages(now: number, openedSince: number, limit: number): Promise<readonly UnmatchedMessage[]> {
    return unmatchedMessages(this.read, this.database.dialect, now, openedSince, limit);
  }

  async deduplicated(deduplicationKey: string): Promise<Key | null> {
    const [row] = await this.read('SELECT instance_key FROM deduplication WHERE deduplication_key = ?', [deduplicationKey]);
    return row ? String(row['instance_key']) : null;
  }

  purgeMessages(now: number, limit: number): Promise<number> {
    return this.write((query) => purgeMessages(query, now, limit));
  }

  async takeOutbox(now: number, limit: number, lockMs: number): Promise<readonly OutboxCommand[]> {
    const [due] = await this.read('SELECT 1 AS found FROM outbox WHERE available_at <= ? LIMIT 1', [now]);
    return due ? this.write((query) => takeOutbox(query, this.database.dialect, now, limit, lockMs)) : [];
  }

  async deleteOutbox(key: Key): Promise<void> {
    await this.write((query) => query('DELETE FROM outbox WHERE outbox_key = ?', [key]));
  }

  async withdrawStarts(elementInstanceKey: Key): Promise<void> {
    const keys = (await this.read('SELECT outbox_key FROM outbox WHERE element_instance_key = ?', [elementInstanceKey])).map((row) => String(row['outbox_key']));
    if (keys.length > 0) await this.write((query) => query(`DELETE FROM outbox WHERE outbox_key IN (${marks(keys.length)})`, keys));
  }

  private async readSnapshots(keys: readonly Key[]): Promise<ReadonlyMap<Key, StoredInstance>> {
    const rows = await this.read(`SELECT instance_key, definition_key, revision, snapshot FROM process_snapshot WHERE instance_key IN (${marks(keys.length)})`, keys);
    return new Map(
      rows.map((row) => {
        const key = String(row['instance_key']);
        return [key, { key, definitionKey: String(row['definition_key']), revision: Number(row['revision']), snapshot: unpackSnapshot(row['snapshot']) }];
      }),
    );
  }

  private async readOwners(statements: readonly string[], keys: readonly Key[]): Promise<ReadonlyMap<Key, Key>> {
    const owners = new Map<Key, Key>();
    for (const sql of statements) for (const row of await this.read(`${sql} (${marks(keys.length)})`, keys)) owners.set(String(row['waiting_key']), String(row['instance_key']));
    return owners;
  }

  private write<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.database.transaction((manager) => work((sql, parameters) => manager.query<SqlRow[]>(sql, parameters as unknown[] | undefined)));
  }

}

/** Another process made the same key between our look and our insert: look again. */
async function again<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (attempt >= 4 || !isUniqueViolation(error)) throw error;
    }
  }
}

/** Each kind's, for the keys behind it; of several, all are asked. */
const instanceQueries: Readonly<Record<OwnedKind, readonly string[]>> = {
  scope: ["SELECT element_instance_key AS waiting_key, instance_key FROM element_instance WHERE state = 'active' AND element_instance_key IN", 'SELECT instance_key AS waiting_key, instance_key FROM process_snapshot WHERE instance_key IN'],
  job: ['SELECT job_key AS waiting_key, instance_key FROM job WHERE ended_at IS NULL AND job_key IN'],
  userTask: ["SELECT task_key AS waiting_key, instance_key FROM user_task WHERE state = 'created' AND task_key IN"],
  timer: ['SELECT timer_key AS waiting_key, instance_key FROM timer WHERE timer_key IN'],
  messageSubscription: ['SELECT subscription_key AS waiting_key, instance_key FROM message_subscription WHERE closed_at IS NULL AND subscription_key IN'],
  incident: ["SELECT incident_key AS waiting_key, instance_key FROM incident WHERE state = 'open' AND incident_key IN"],
};
