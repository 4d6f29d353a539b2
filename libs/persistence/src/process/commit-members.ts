import type { Key } from '@vanthu/model';
import { nothingKnown, project, suspendedOrResumed, touchedTasks, type CommitMember, type CommitOutcome, type JobRow, type KnownRows, type TimerRow, type UserTaskRow } from '@vanthu/engine';
import type { Dialect } from '../data-source.js';
import { fromSql, marks, type Query } from './sql.js';
import { writeChanges } from './write-changes.js';

/** Judges and writes the members of one commit, inside a transaction. */
export async function commitMembers(query: Query, dialect: Dialect, members: readonly CommitMember[]): Promise<readonly CommitOutcome[]> {
  const facts = await readFacts(query, dialect, members);
  const outcomes = members.map((member) => judge(member, facts));
  const accepted = members.filter((_, index) => outcomes[index] === 'committed');
  if (accepted.length > 0) await writeChanges(query, dialect, project(accepted, await readKnown(query, accepted)));
  return outcomes;
}

/** What decides about the members; kept up to date while they are judged one after another. */
interface Facts {
  readonly revisions: Map<Key, number>;
  readonly instances: Set<Key>;
  readonly deduplicationKeys: Set<string>;
  readonly outbox: Set<Key>;
  readonly correlations: Set<string>;
  /** When start timers are due, by key. */
  readonly startTimers: Map<Key, number>;
}

function judge(member: CommitMember, facts: Facts): CommitOutcome {
  const { instanceKey, deduplicationKey, consumedOutboxKey, consumedMessage, consumedStartTimer, expectedRevision } = member;
  const correlation = consumedMessage ? `${consumedMessage.messageKey} ${consumedMessage.processId}` : null;
  if (deduplicationKey !== null && facts.deduplicationKeys.has(deduplicationKey)) return 'duplicate';
  if (consumedOutboxKey !== null && !facts.outbox.has(consumedOutboxKey)) return 'duplicate';
  if (correlation !== null && facts.correlations.has(correlation)) return 'duplicate';
  if (consumedStartTimer && facts.startTimers.get(consumedStartTimer.timerKey) !== consumedStartTimer.dueAt) return 'duplicate';
  if (expectedRevision === 0 ? facts.instances.has(instanceKey) : facts.revisions.get(instanceKey) !== expectedRevision) return 'conflict';
  facts.instances.add(instanceKey);
  if (member.snapshot === null) facts.revisions.delete(instanceKey);
  else facts.revisions.set(instanceKey, expectedRevision + 1);
  if (deduplicationKey !== null) facts.deduplicationKeys.add(deduplicationKey);
  if (consumedOutboxKey !== null) facts.outbox.delete(consumedOutboxKey);
  if (correlation !== null) facts.correlations.add(correlation);
  if (consumedStartTimer) facts.startTimers.delete(consumedStartTimer.timerKey);
  return 'committed';
}

async function readFacts(query: Query, dialect: Dialect, members: readonly CommitMember[]): Promise<Facts> {
  // Locks are taken by primary key in its order, so that two processes with overlapping batches do not deadlock.
  const [byPrimary, forUpdate] = dialect === 'sqlite' ? ['', ''] : [' FORCE INDEX (PRIMARY)', ' FOR UPDATE'];
  const read = async (values: readonly string[], sql: (list: string) => string) => (values.length > 0 ? query(sql(marks(values.length)), values) : []);

  const going = members.filter((each) => each.expectedRevision > 0).map((each) => each.instanceKey);
  const starting = members.filter((each) => each.expectedRevision === 0).map((each) => each.instanceKey);
  const deduplicationKeys = members.flatMap((each) => each.deduplicationKey ?? []);
  const outbox = members.flatMap((each) => each.consumedOutboxKey ?? []);
  const messages = members.flatMap((each) => each.consumedMessage?.messageKey ?? []);

  const revisions = await read(going, (list) => `SELECT instance_key, revision FROM process_snapshot${byPrimary} WHERE instance_key IN (${list}) ORDER BY instance_key${forUpdate}`);
  const instances = await read(starting, (list) => `SELECT instance_key FROM process_instance WHERE instance_key IN (${list})`);
  const deduplications = await read(deduplicationKeys, (list) => `SELECT deduplication_key FROM deduplication WHERE deduplication_key IN (${list})`);
  const pending = await read(outbox, (list) => `SELECT outbox_key FROM outbox${byPrimary} WHERE outbox_key IN (${list}) ORDER BY outbox_key${forUpdate}`);
  const timers = members.flatMap((each) => each.consumedStartTimer?.timerKey ?? []);
  const startTimers = await read(timers, (list) => `SELECT timer_key, due_at FROM start_timer${byPrimary} WHERE timer_key IN (${list}) ORDER BY timer_key${forUpdate}`);
  const correlations = await read(messages, (list) => `SELECT message_key, process_id FROM message_correlation WHERE message_key IN (${list})`);
  return {
    revisions: new Map(revisions.map((row) => [String(row['instance_key']), Number(row['revision'])])),
    instances: new Set(instances.map((row) => String(row['instance_key']))),
    deduplicationKeys: new Set(deduplications.map((row) => String(row['deduplication_key']))),
    outbox: new Set(pending.map((row) => String(row['outbox_key']))),
    correlations: new Set(correlations.map((row) => `${String(row['message_key'])} ${String(row['process_id'])}`)),
    startTimers: new Map(startTimers.map((row) => [String(row['timer_key']), Number(row['due_at'])])),
  };
}

async function readKnown(query: Query, members: readonly CommitMember[]): Promise<KnownRows> {
  const touched = touchedTasks(members);
  const moved = suspendedOrResumed(members);
  if (touched.length + moved.length === 0) return nothingKnown;
  const tasks = touched.length === 0 ? [] : await query(`SELECT * FROM user_task WHERE task_key IN (${marks(touched.length)})`, touched);
  const ofInstances = (table: string) => (moved.length === 0 ? [] : query(`SELECT * FROM ${table} WHERE instance_key IN (${marks(moved.length)})`, moved));
  const [jobs, timers] = [await ofInstances('job'), await ofInstances('timer')];
  return {
    userTasks: new Map(tasks.map((row) => fromSql<UserTaskRow>(row)).map((task) => [task.taskKey, task])),
    jobs: jobs.map((row) => fromSql<JobRow>(row)),
    timers: timers.map((row) => fromSql<TimerRow>(row)),
  };
}
