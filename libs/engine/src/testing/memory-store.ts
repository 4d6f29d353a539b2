import type { Key } from '@vanthu/model';
import type { JsonObject, JsonValue } from '../execution/json.js';
import { fairShare } from '../runtime/fair-share.js';
import { Changes, FROZEN, historyTables, looseRow, project, publishRow, suspendedOrResumed, touchedTasks, type JobRow, type UserTaskRow } from '../runtime/projection/index.js';
import type {
  CommitMember, CommitOutcome, ConsumedStartTimer, DeploymentParts, DueTimer, HoldJobs, InstanceRecord, NewMessage, OpenSubscription, OutboxCommand, OwnedKind, ProcessStore, PurgeHistory, StartSubscription, StartTimer,
  StoredDefinition, StoredInstance, TakeJobs, TakenJob, UnmatchedMessage,
} from '../runtime/process-store.js';
import { MemoryTables } from './memory-tables.js';

/** The store's contract in memory: for tests and for the try-run in a browser. Two runners on one object are two processes on one database. */
export class MemoryStore implements ProcessStore {
  readonly commitsAtOnce = 1;
  readonly tables = new MemoryTables();
  private readonly definitions: StoredDefinition[] = [];
  private readonly starts: StartSubscription[] = [];
  private readonly messages = new Map<Key, NewMessage>();
  private nodes = 0;

  async allocateNode(): Promise<number> {
    return this.nodes++ % 1024;
  }

  async saveDeployment(definitions: readonly StoredDefinition[], { starts, timers, outbox }: DeploymentParts): Promise<'saved' | 'conflict'> {
    const isThere = (one: StoredDefinition) => this.definitions.some((each) => each.kind === one.kind && each.id === one.id && each.tenantId === one.tenantId && each.version === one.version);
    if (definitions.some(isThere)) return 'conflict';
    this.definitions.push(...definitions);
    this.starts.push(...starts);
    for (const each of definitions) if (each.kind === 'process' && each.effectiveFrom <= each.createdAt) this.disarm(each);
    const changes = new Changes();
    for (const timer of timers) changes.insert('startTimer', { ...timer, availableAt: Math.max(timer.dueAt, definitions.find((each) => each.key === timer.definitionKey)?.effectiveFrom ?? 0) });
    for (const { command, availableAt } of outbox) changes.insert('outbox', looseRow(command, availableAt, availableAt));
    this.tables.apply(changes);
    return 'saved';
  }

  async deleteDefinition(key: Key, now: number, rearmed: readonly StartTimer[]): Promise<boolean> {
    const index = this.definitions.findIndex((each) => each.key === key && each.deletedAt === null);
    const definition = this.definitions[index];
    if (!definition) return false;
    this.definitions[index] = { ...definition, deletedAt: now };
    for (const row of this.tables.rows('startTimer')) if (row.definitionKey === key) this.tables.remove('startTimer', row);
    const changes = new Changes();
    for (const timer of rearmed) changes.insert('startTimer', { ...timer, availableAt: timer.dueAt });
    this.tables.apply(changes);
    return true;
  }

  /** The timers of all versions: a new one takes their place. */
  private disarm({ id, tenantId }: StoredDefinition): void {
    for (const row of this.tables.rows('startTimer')) if (row.processId === id && row.tenantId === tenantId) this.tables.remove('startTimer', row);
  }

  async definition(key: Key): Promise<StoredDefinition | null> {
    return this.definitions.find((each) => each.key === key) ?? null;
  }

  async newestDefinition(kind: StoredDefinition['kind'], id: string, tenantId: string): Promise<StoredDefinition | null> {
    return newest(this.definitions.filter((each) => each.kind === kind && each.id === id && each.tenantId === tenantId));
  }

  async versionBefore({ kind, id, tenantId, version }: StoredDefinition): Promise<StoredDefinition | null> {
    return newest(this.definitions.filter((each) => each.kind === kind && each.id === id && each.tenantId === tenantId && each.version < version && each.deletedAt === null));
  }

  async latestDefinition(kind: StoredDefinition['kind'], id: string, tenantIds: readonly string[], now: number): Promise<StoredDefinition | null> {
    const effective = this.definitions.filter((each) => each.kind === kind && each.id === id && each.effectiveFrom <= now && each.deletedAt === null);
    return firstOf(tenantIds, (tenantId) => newest(effective.filter((each) => each.tenantId === tenantId)));
  }

  async definitionByVersion(kind: StoredDefinition['kind'], id: string, version: number, tenantIds: readonly string[]): Promise<StoredDefinition | null> {
    const same = this.definitions.filter((each) => each.kind === kind && each.id === id && each.version === version && each.deletedAt === null);
    return firstOf(tenantIds, (tenantId) => newest(same.filter((each) => each.tenantId === tenantId)));
  }

  async definitionByVersionTag(kind: StoredDefinition['kind'], id: string, versionTag: string, tenantIds: readonly string[]): Promise<StoredDefinition | null> {
    const tagged = this.definitions.filter((each) => each.kind === kind && each.id === id && each.versionTag === versionTag && each.deletedAt === null);
    return firstOf(tenantIds, (tenantId) => newest(tagged.filter((each) => each.tenantId === tenantId)));
  }

  async definitionsOfDeployment(deploymentKey: Key): Promise<readonly StoredDefinition[]> {
    return this.definitions.filter((each) => each.deploymentKey === deploymentKey);
  }

  async startSubscriptions(kind: StartSubscription['kind'], eventName: string): Promise<readonly StartSubscription[]> {
    return this.starts.filter((each) => each.kind === kind && each.eventName === eventName);
  }

  async startSubscriptionsOf(definitionKey: Key): Promise<readonly StartSubscription[]> {
    return this.starts.filter((each) => each.definitionKey === definitionKey);
  }

  async load(instanceKey: Key): Promise<StoredInstance | null> {
    const row = this.tables.get('processSnapshot', { instanceKey });
    return row ? { key: row.instanceKey, definitionKey: row.definitionKey, revision: row.revision, snapshot: row.snapshot } : null;
  }

  async commit(members: readonly CommitMember[]): Promise<readonly CommitOutcome[]> {
    const outcomes = members.map((member) => {
      const outcome = this.judge(member);
      if (outcome === 'committed') this.write(member);
      return outcome;
    });
    return outcomes;
  }

  private judge(member: CommitMember): CommitOutcome {
    const { instanceKey, consumedMessage } = member;
    if (member.deduplicationKey !== null && this.tables.get('deduplication', { deduplicationKey: member.deduplicationKey })) return 'duplicate';
    if (member.consumedOutboxKey !== null && !this.tables.get('outbox', { outboxKey: member.consumedOutboxKey })) return 'duplicate';
    if (member.consumedStartTimer && this.tables.get('startTimer', { timerKey: member.consumedStartTimer.timerKey })?.dueAt !== member.consumedStartTimer.dueAt) return 'duplicate';
    if (consumedMessage && this.tables.get('messageCorrelation', consumedMessage)) return 'duplicate';
    if (member.expectedRevision === 0) return this.tables.get('processInstance', { instanceKey }) ? 'conflict' : 'committed';
    return this.tables.get('processSnapshot', { instanceKey })?.revision === member.expectedRevision ? 'committed' : 'conflict';
  }

  private write(member: CommitMember): void {
    const userTasks = new Map(touchedTasks([member]).flatMap((taskKey) => {
      const row = this.tables.get('userTask', { taskKey });
      return row ? [[taskKey, row] as [Key, UserTaskRow]] : [];
    }));
    const isMoved = suspendedOrResumed([member]).length > 0;
    const ofInstance = <T extends 'job' | 'timer'>(table: T) => (isMoved ? this.tables.rows(table).filter((each) => each.instanceKey === member.instanceKey) : []);
    this.tables.apply(project([member], { userTasks, jobs: ofInstance('job'), timers: ofInstance('timer') }));
  }

  async takeJobs(request: TakeJobs): Promise<readonly TakenJob[]> {
    const { types, now, limit, worker, tenantIds } = request;
    const free = this.tables.rows('job').filter((each) => types.includes(each.type) && each.availableAt !== null && each.availableAt <= now && (tenantIds?.includes(each.tenantId) ?? true));
    const taken = fairShare(free, limit);
    return taken.map((job) => {
      const row: JobRow = { ...job, worker, attempt: job.attempt + 1, availableAt: now + request.lockMs };
      this.tables.patch('job', row);
      return takenJob(row);
    });
  }

  async holdJobs({ keys, worker, until }: HoldJobs): Promise<readonly Key[]> {
    const held = keys.filter((jobKey) => this.tables.get('job', { jobKey })?.worker === worker);
    for (const jobKey of held) if (Number(this.tables.get('job', { jobKey })?.availableAt) < FROZEN) this.tables.patch('job', { jobKey, availableAt: until });
    return held;
  }

  async releaseJobs(keys: readonly Key[], worker: string, now: number): Promise<void> {
    for (const jobKey of keys) {
      const job = this.tables.get('job', { jobKey });
      if (job?.worker === worker) this.tables.patch('job', { jobKey, worker: null, availableAt: now, attempt: job.attempt - 1 });
    }
  }

  async waitingJobTypes(types: readonly string[], now: number): Promise<readonly string[]> {
    return types.filter((type) => this.tables.rows('job').some((each) => each.type === type && each.availableAt !== null && each.availableAt <= now));
  }

  async isJobHeld(jobKey: Key, now: number): Promise<boolean> {
    const job = this.tables.get('job', { jobKey });
    return job?.worker !== undefined && job.worker !== null && Number(job.availableAt) > now;
  }

  async nextJobDue(types: readonly string[], now: number): Promise<number | null> {
    return earliest(this.tables.rows('job').filter((each) => types.includes(each.type) && Number(each.availableAt) > now).map((each) => each.availableAt));
  }

  async instanceOf(kind: OwnedKind, key: Key): Promise<Key | null> {
    switch (kind) {
      case 'job':
        return openOnly(this.tables.get('job', { jobKey: key }), (row) => row.endedAt === null);
      case 'timer':
        return this.tables.get('timer', { timerKey: key })?.instanceKey ?? null;
      case 'messageSubscription':
        return openOnly(this.tables.get('messageSubscription', { subscriptionKey: key }), (row) => row.closedAt === null);
      case 'userTask': {
        const task = this.tables.get('userTask', { taskKey: key });
        return task?.state === 'created' ? task.instanceKey : null;
      }
      case 'scope': {
        const element = this.tables.get('elementInstance', { elementInstanceKey: key });
        return element?.state === 'active' ? element.instanceKey : (this.tables.get('processSnapshot', { instanceKey: key })?.instanceKey ?? null);
      }
      case 'incident': {
        const incident = this.tables.get('incident', { incidentKey: key });
        return incident?.state === 'open' ? incident.instanceKey : null;
      }
    }
  }

  async childrenOf(elementInstanceKey: Key): Promise<readonly Key[]> {
    return this.tables.rows('processInstance').filter((each) => each.parentElementInstanceKey === elementInstanceKey && each.status === 'active').map((each) => each.instanceKey);
  }

  async takeDueTimers(now: number, limit: number, lockMs: number): Promise<readonly DueTimer[]> {
    const due = this.tables.rows('timer').filter((each) => each.availableAt <= now).toSorted((one, other) => one.availableAt - other.availableAt || byKey(one.timerKey, other.timerKey));
    return due.slice(0, limit).map(({ timerKey, instanceKey, dueAt }) => {
      this.tables.patch('timer', { timerKey, availableAt: now + lockMs });
      return { key: timerKey, instanceKey, dueAt };
    });
  }

  async takeDueStartTimers(now: number, limit: number, lockMs: number): Promise<readonly StartTimer[]> {
    const due = this.tables.rows('startTimer').filter((each) => each.availableAt <= now).toSorted((one, other) => one.availableAt - other.availableAt || byKey(one.timerKey, other.timerKey));
    return due.slice(0, limit).map(({ availableAt: _, ...timer }) => {
      this.tables.patch('startTimer', { timerKey: timer.timerKey, availableAt: now + lockMs });
      return timer;
    });
  }

  async moveStartTimer(timerKey: Key, dueAt: number, next: ConsumedStartTimer['next']): Promise<void> {
    if (this.tables.get('startTimer', { timerKey })?.dueAt !== dueAt) return;
    if (next) this.tables.patch('startTimer', { timerKey, ...next, availableAt: next.dueAt });
    else this.tables.remove('startTimer', { timerKey });
  }

  async nextTimerDue(): Promise<number | null> {
    return earliest([...this.tables.rows('timer'), ...this.tables.rows('startTimer')].map((each) => each.availableAt));
  }

  async messagesForStart(messageName: string, processId: string, now: number, after: Key, limit: number): Promise<readonly NewMessage[]> {
    const isFree = (message: NewMessage) => message.expiresAt > now && byKey(message.key, after) > 0 && !this.tables.get('messageCorrelation', { messageKey: message.key, processId });
    return [...this.messages.values()].filter((each) => each.name === messageName && isFree(each)).toSorted((one, other) => byKey(one.key, other.key)).slice(0, limit);
  }

  async signalTargets(signalName: string, orgUnitId: string | null): Promise<readonly Key[]> {
    const open = this.tables.rows('signalSubscription').filter((each) => each.signalName === signalName && (orgUnitId === null || each.orgUnitId === orgUnitId));
    return [...new Set(open.map((each) => each.instanceKey))].toSorted(byKey);
  }

  async saveOutbox(commands: readonly OutboxCommand[], at: number, replaced: Key | null): Promise<boolean> {
    if (replaced !== null && !this.tables.remove('outbox', { outboxKey: replaced })) return false;
    const changes = new Changes();
    for (const command of commands) changes.insert('outbox', looseRow(command, at));
    this.tables.apply(changes);
    return true;
  }

  async processIds(): Promise<readonly string[]> {
    return [...new Set(this.definitions.filter((each) => each.kind === 'process').map((each) => each.id))];
  }

  async instances(instanceKeys: readonly Key[]): Promise<readonly InstanceRecord[]> {
    return instanceKeys.flatMap((instanceKey): InstanceRecord[] => {
      const row = this.tables.get('processInstance', { instanceKey });
      return row ? [{ instanceKey, definitionKey: row.definitionKey, processId: row.processId, orgUnitId: row.orgUnitId, businessKey: row.businessKey, status: row.status, hasIncident: row.hasIncident === 1 }] : [];
    });
  }

  async storedVariables(instanceKey: Key): Promise<JsonObject> {
    return Object.fromEntries(this.tables.rows('variable').filter((each) => each.scopeKey === instanceKey).map((each) => [each.name, JSON.parse(each.value) as JsonValue]));
  }

  async purgeHistory({ processIds, endedBefore, limit }: PurgeHistory): Promise<number> {
    const roots = this.tables.rows('processInstance').filter((each) => each.parentInstanceKey === null && processIds.includes(each.processId) && each.endedAt !== null && each.endedAt < endedBefore);
    const gone = new Set(roots.slice(0, limit).map((each) => each.instanceKey));
    const all = new Set(this.tables.rows('processInstance').filter((each) => gone.has(each.rootInstanceKey)).map((each) => each.instanceKey));
    for (const table of historyTables) for (const row of this.tables.rows(table)) if (all.has(row.instanceKey)) this.tables.remove(table, row);
    return gone.size;
  }

  async subscriptionsOf(instanceKey: Key): Promise<readonly OpenSubscription[]> {
    const open = this.tables.rows('messageSubscription').filter((each) => each.closedAt === null && each.instanceKey === instanceKey);
    return open.map(({ subscriptionKey, processId, messageName, correlationKey }) => ({ key: subscriptionKey, instanceKey, processId, messageName, correlationKey }));
  }

  async saveMessage(message: NewMessage): Promise<boolean> {
    if (this.messages.has(message.key)) return true;
    const same = [...this.messages.values()].find((each) => message.messageId !== null && each.messageId === message.messageId && each.name === message.name && each.correlationKey === message.correlationKey);
    if (same && same.expiresAt > message.at) return false;
    if (same) this.messages.delete(same.key);
    this.messages.set(message.key, message);
    const changes = new Changes();
    changes.put('outbox', publishRow(message));
    this.tables.apply(changes);
    return true;
  }

  async openSubscriptions(messageName: string, correlationKey: string): Promise<readonly OpenSubscription[]> {
    const open = this.tables.rows('messageSubscription').filter((each) => each.closedAt === null && each.messageName === messageName && each.correlationKey === correlationKey);
    return open.toSorted((one, other) => byKey(one.subscriptionKey, other.subscriptionKey)).map((each) => ({ key: each.subscriptionKey, instanceKey: each.instanceKey, processId: each.processId, messageName, correlationKey }));
  }

  async bufferedMessages(messageName: string, correlationKey: string, processId: string, now: number): Promise<readonly NewMessage[]> {
    const isFree = (message: NewMessage) => message.expiresAt > now && !this.tables.get('messageCorrelation', { messageKey: message.key, processId });
    return [...this.messages.values()].filter((each) => each.name === messageName && each.correlationKey === correlationKey && isFree(each)).toSorted((one, other) => byKey(one.key, other.key));
  }

  async purgeMessages(now: number, limit: number): Promise<number> {
    const expired = [...this.messages.values()].filter((each) => each.expiresAt <= now).slice(0, limit);
    for (const { key } of expired) {
      this.messages.delete(key);
      for (const row of this.tables.rows('messageCorrelation')) if (row.messageKey === key) this.tables.remove('messageCorrelation', row);
    }
    return expired.length;
  }

  async takeOutbox(now: number, limit: number, lockMs: number): Promise<readonly OutboxCommand[]> {
    const due = this.tables.rows('outbox').filter((each) => each.availableAt <= now).toSorted((one, other) => byKey(one.outboxKey, other.outboxKey));
    return due.slice(0, limit).map((row) => {
      this.tables.patch('outbox', { outboxKey: row.outboxKey, availableAt: now + lockMs });
      return JSON.parse(row.command) as OutboxCommand;
    });
  }

  async unmatchedMessages(now: number, openedSince: number, limit: number): Promise<readonly UnmatchedMessage[]> {
    const pairs = this.tables.rows('messageSubscription').filter((each) => each.closedAt === null && each.openedAt >= openedSince).flatMap((open) =>
      [...this.messages.values()]
        .filter((each) => each.name === open.messageName && each.correlationKey === open.correlationKey && each.expiresAt > now && !this.tables.get('messageCorrelation', { messageKey: each.key, processId: open.processId }))
        .map((found) => ({ subscriptionKey: open.subscriptionKey, instanceKey: open.instanceKey, processId: open.processId, message: found })),
    );
    return pairs.toSorted((one, other) => byKey(one.message.key, other.message.key) || byKey(one.subscriptionKey, other.subscriptionKey)).slice(0, limit);
  }

  async deduplicated(deduplicationKey: string): Promise<Key | null> {
    return this.tables.get('deduplication', { deduplicationKey })?.instanceKey ?? null;
  }

  async deleteOutbox(key: Key): Promise<void> {
    this.tables.remove('outbox', { outboxKey: key });
  }

  async withdrawStarts(elementInstanceKey: Key): Promise<void> {
    for (const row of this.tables.rows('outbox')) if (row.elementInstanceKey === elementInstanceKey) this.tables.remove('outbox', row);
  }
}

function takenJob(row: JobRow): TakenJob {
  const { jobKey, type, kind, listenerEvent, tenantId, instanceKey, definitionKey, processId, elementId, elementInstanceKey, retries, attempt } = row;
  const headers = JSON.parse(row.headers) as Record<string, string>;
  return { key: jobKey, type, kind, listenerEvent, tenantId, instanceKey, definitionKey, processId, elementId, elementInstanceKey, retries, attempt, headers, deadline: Number(row.availableAt), worker: row.worker ?? '' };
}

function openOnly<T extends { readonly instanceKey: Key }>(row: T | undefined, isOpen: (row: T) => boolean): Key | null {
  return row && isOpen(row) ? row.instanceKey : null;
}

function newest(definitions: readonly StoredDefinition[]): StoredDefinition | null {
  return definitions.reduce<StoredDefinition | null>((best, each) => (best && best.version > each.version ? best : each), null);
}

function firstOf<T>(tenantIds: readonly string[], find: (tenantId: string) => T | null): T | null {
  for (const tenantId of tenantIds) {
    const found = find(tenantId);
    if (found) return found;
  }
  return null;
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((each) => each !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

function byKey(one: Key, other: Key): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}
