import type { Key } from '@vanthu/model';
import { project, suspendedOrResumed, touchedTasks, type CommitMember, type CommitOutcome, type JobRow, type KnownRows, type TimerRow, type UserTaskRow } from '@vanthu/engine';
import type { Dialect } from '../data-source.js';
import type { LastStatements, RunStatements, Statement } from '../database/statement.js';
import { fromSql, marks } from './sql.js';
import { changeStatements } from './change-statements.js';

/** Judges the members of one commit, and what is to be written of them. */
export async function commitMembers(run: RunStatements, dialect: Dialect, members: readonly CommitMember[]): Promise<LastStatements<readonly CommitOutcome[]>> {
  const { facts, known } = await readState(run, dialect, members);
  const outcomes = members.map((member) => judge(member, facts));
  const accepted = members.filter((_, index) => outcomes[index] === 'committed');
  return { result: outcomes, last: changeStatements(dialect, project(accepted, known)) };
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

/** All that decides about the members and all that their projection needs, read at once. */
async function readState(run: RunStatements, dialect: Dialect, members: readonly CommitMember[]): Promise<{ readonly facts: Facts; readonly known: KnownRows }> {
  const reads = readsOf(dialect, members);
  const asked = Object.entries(reads).filter(([, { parameters }]) => parameters.length > 0);
  const answers = asked.length === 0 ? [] : await run(asked.map(([, statement]) => statement));
  const found = new Map(asked.map(([name], index) => [name, answers[index] ?? []]));
  const rows = (name: keyof typeof reads) => found.get(name) ?? [];
  const keys = (name: keyof typeof reads, column: string) => rows(name).map((row) => String(row[column]));
  return {
    facts: {
      revisions: new Map(rows('revisions').map((row) => [String(row['instance_key']), Number(row['revision'])])),
      instances: new Set(keys('instances', 'instance_key')),
      deduplicationKeys: new Set(keys('deduplications', 'deduplication_key')),
      outbox: new Set(keys('outbox', 'outbox_key')),
      correlations: new Set(rows('correlations').map((row) => `${String(row['message_key'])} ${String(row['process_id'])}`)),
      startTimers: new Map(rows('startTimers').map((row) => [String(row['timer_key']), Number(row['due_at'])])),
    },
    known: {
      userTasks: new Map(rows('userTasks').map((row) => fromSql<UserTaskRow>(row)).map((task) => [task.taskKey, task])),
      jobs: rows('jobs').map((row) => fromSql<JobRow>(row)),
      timers: rows('timers').map((row) => fromSql<TimerRow>(row)),
    },
  };
}

function readsOf(dialect: Dialect, members: readonly CommitMember[]) {
  // Locks are taken by primary key in its order, so that two processes with overlapping batches do not deadlock.
  const [byPrimary, forUpdate] = dialect === 'sqlite' ? ['', ''] : [' FORCE INDEX (PRIMARY)', ' FOR UPDATE'];
  const among = (values: readonly string[], sql: (list: string) => string): Statement => ({ sql: sql(marks(values.length)), parameters: values });
  const moved = suspendedOrResumed(members);
  return {
    revisions: among(members.filter((each) => each.expectedRevision > 0).map((each) => each.instanceKey), (list) => `SELECT instance_key, revision FROM process_snapshot${byPrimary} WHERE instance_key IN (${list}) ORDER BY instance_key${forUpdate}`),
    instances: among(members.filter((each) => each.expectedRevision === 0).map((each) => each.instanceKey), (list) => `SELECT instance_key FROM process_instance WHERE instance_key IN (${list})`),
    deduplications: among(members.flatMap((each) => each.deduplicationKey ?? []), (list) => `SELECT deduplication_key FROM deduplication WHERE deduplication_key IN (${list})`),
    outbox: among(members.flatMap((each) => each.consumedOutboxKey ?? []), (list) => `SELECT outbox_key FROM outbox${byPrimary} WHERE outbox_key IN (${list}) ORDER BY outbox_key${forUpdate}`),
    startTimers: among(members.flatMap((each) => each.consumedStartTimer?.timerKey ?? []), (list) => `SELECT timer_key, due_at FROM start_timer${byPrimary} WHERE timer_key IN (${list}) ORDER BY timer_key${forUpdate}`),
    correlations: among(members.flatMap((each) => each.consumedMessage?.messageKey ?? []), (list) => `SELECT message_key, process_id FROM message_correlation WHERE message_key IN (${list})`),
    userTasks: among(touchedTasks(members), (list) => `SELECT * FROM user_task WHERE task_key IN (${list})`),
    jobs: among(moved, (list) => `SELECT * FROM job WHERE instance_key IN (${list})`),
    timers: among(moved, (list) => `SELECT * FROM timer WHERE instance_key IN (${list})`),
  };
}
