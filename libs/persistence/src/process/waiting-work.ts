import type { Key } from '@vanthu/model';
import { FROZEN, fairShare, type ConsumedStartTimer, type DueTimer, type JobRow, type OutboxCommand, type StartTimer, type StartTimerRow, type TakeJobs, type TakenJob, type TimerRow } from '@vanthu/engine';
import type { Dialect } from '../data-source.js';
import { fromSql, marks, type Query } from './sql.js';

/** Taking inside a transaction: rows that another process is just taking are passed over, not waited for. */
export function skipLocked(dialect: Dialect): string {
  return dialect === 'sqlite' ? '' : ' FOR UPDATE SKIP LOCKED';
}

/** `tenantsOf`: the units that jobs of a type are for, where there may be several. */
export async function takeJobs(query: Query, dialect: Dialect, request: TakeJobs, tenantsOf: (type: string) => Promise<readonly string[]>): Promise<readonly TakenJob[]> {
  const { types, worker, lockMs, now } = request;
  const limit = Math.trunc(request.limit);
  const found: JobRow[] = [];
  for (const type of types) {
    const oldest = await oldestJobs(query, dialect, request, type, limit);
    found.push(...oldest);
    if (oldest.length === limit) found.push(...(await oldestOfEach(query, dialect, request, type, (await tenantsOf(type)).filter((each) => request.tenantIds?.includes(each) ?? true))));
  }
  const rows = fairShare(found, limit);
  if (rows.length === 0) return [];
  const deadline = now + lockMs;
  await query(`UPDATE job SET worker = ?, last_worker = ?, attempt = attempt + 1, available_at = ? WHERE job_key IN (${marks(rows.length)})`, [worker, worker, deadline, ...rows.map((each) => each.jobKey)]);
  return rows.map((row) => takenJob(row, worker, deadline));
}

async function oldestJobs(query: Query, dialect: Dialect, { now, tenantIds }: TakeJobs, type: string, limit: number): Promise<readonly JobRow[]> {
  const ofTenants = tenantIds ? ` AND tenant_id IN (${marks(tenantIds.length)})` : '';
  const sql = `SELECT * FROM job WHERE type = ? AND available_at <= ?${ofTenants} ORDER BY available_at, job_key LIMIT ${limit}${skipLocked(dialect)}`;
  return (await query(sql, [type, now, ...(tenantIds ?? [])])).map((row) => fromSql<JobRow>(row));
}

/** More wait than are wanted: the oldest of each unit, so that none waits for another's long queue. Found first and then locked, as a union cannot lock. */
async function oldestOfEach(query: Query, dialect: Dialect, { now, limit }: TakeJobs, type: string, tenants: readonly string[]): Promise<readonly JobRow[]> {
  if (tenants.length < 2) return [];
  const share = Math.ceil(limit / tenants.length);
  const each = tenants.map(() => `SELECT * FROM (SELECT job_key FROM job WHERE type = ? AND tenant_id = ? AND available_at <= ? ORDER BY available_at, job_key LIMIT ${share}) queue`);
  const keys = (await query(each.join(' UNION ALL '), tenants.flatMap((tenant) => [type, tenant, now]))).map((row) => String(row['job_key']));
  if (keys.length === 0) return [];
  const rows = await query(`SELECT * FROM job WHERE job_key IN (${marks(keys.length)}) AND available_at <= ? ORDER BY job_key${skipLocked(dialect)}`, [...keys, now]);
  return rows.map((row) => fromSql<JobRow>(row));
}

/** Jumps from one to the next in the index. */
export async function tenantsWithJobs(query: Query, type: string, limit: number): Promise<readonly string[]> {
  const tenants: string[] = [];
  for (let last = ''; tenants.length < limit; last = tenants.at(-1) ?? '') {
    const [row] = await query('SELECT MIN(tenant_id) AS next FROM job WHERE type = ? AND tenant_id > ?', [type, last]);
    if (row?.['next'] === null || row?.['next'] === undefined) break;
    tenants.push(String(row['next']));
  }
  return tenants;
}

function takenJob(row: JobRow, worker: string, deadline: number): TakenJob {
  const { jobKey, type, kind, listenerEvent, tenantId, instanceKey, definitionKey, processId, elementId, elementInstanceKey, retries, attempt } = row;
  const headers = JSON.parse(row.headers) as Record<string, string>;
  return { key: jobKey, type, kind, listenerEvent, tenantId, instanceKey, definitionKey, processId, elementId, elementInstanceKey, retries, attempt: attempt + 1, headers, deadline, worker };
}

export async function isJobWaiting(query: Query, types: readonly string[], now: number): Promise<boolean> {
  return (await query(`SELECT 1 AS found FROM job WHERE type IN (${marks(types.length)}) AND available_at <= ? LIMIT 1`, [...types, now])).length > 0;
}

/** One short index range per type. */
export async function waitingJobTypes(query: Query, types: readonly string[], now: number): Promise<readonly string[]> {
  if (types.length === 0) return [];
  const each = types.map((_, index) => `SELECT ${index} AS position WHERE EXISTS (SELECT 1 FROM job WHERE type = ? AND available_at <= ?)`);
  const rows = await query(each.join(' UNION ALL '), types.flatMap((type) => [type, now]));
  return rows.map((row) => types[Number(row['position'])] ?? '');
}

export async function isJobHeld(query: Query, jobKey: Key, now: number): Promise<boolean> {
  return (await query('SELECT 1 AS found FROM job WHERE job_key = ? AND worker IS NOT NULL AND available_at > ?', [jobKey, now])).length > 0;
}

export async function holdJobs(query: Query, keys: readonly Key[], worker: string, until: number): Promise<readonly Key[]> {
  await query(`UPDATE job SET available_at = ? WHERE job_key IN (${marks(keys.length)}) AND worker = ? AND available_at < ?`, [until, ...keys, worker, FROZEN]);
  const rows = await query(`SELECT job_key FROM job WHERE job_key IN (${marks(keys.length)}) AND worker = ?`, [...keys, worker]);
  return rows.map((row) => String(row['job_key']));
}

export async function releaseJobs(query: Query, keys: readonly Key[], worker: string, now: number): Promise<void> {
  await query(`UPDATE job SET available_at = ?, attempt = attempt - 1, worker = NULL WHERE job_key IN (${marks(keys.length)}) AND worker = ?`, [now, ...keys, worker]);
}

export async function nextJobDue(query: Query, types: readonly string[], now: number): Promise<number | null> {
  let next: number | null = null;
  for (const type of types) {
    const [row] = await query('SELECT MIN(available_at) AS next FROM job WHERE type = ? AND available_at > ?', [type, now]);
    const due = row?.['next'] ?? null;
    if (due !== null && (next === null || Number(due) < next)) next = Number(due);
  }
  return next;
}

export async function takeDueTimers(query: Query, dialect: Dialect, now: number, limit: number, lockMs: number): Promise<readonly DueTimer[]> {
  const rows = await query(`SELECT timer_key, instance_key, due_at FROM timer WHERE available_at <= ? ORDER BY available_at, timer_key LIMIT ${limit}${skipLocked(dialect)}`, [now]);
  const timers = rows.map((row) => fromSql<TimerRow>(row));
  if (timers.length > 0) await query(`UPDATE timer SET available_at = ? WHERE timer_key IN (${marks(timers.length)})`, [now + lockMs, ...timers.map((each) => each.timerKey)]);
  return timers.map(({ timerKey, instanceKey, dueAt }) => ({ key: timerKey, instanceKey, dueAt }));
}

export async function takeDueStartTimers(query: Query, dialect: Dialect, now: number, limit: number, lockMs: number): Promise<readonly StartTimer[]> {
  const rows = await query(`SELECT * FROM start_timer WHERE available_at <= ? ORDER BY available_at, timer_key LIMIT ${limit}${skipLocked(dialect)}`, [now]);
  const timers = rows.map((row) => fromSql<StartTimerRow>(row));
  if (timers.length > 0) await query(`UPDATE start_timer SET available_at = ? WHERE timer_key IN (${marks(timers.length)})`, [now + lockMs, ...timers.map((each) => each.timerKey)]);
  return timers.map(({ availableAt: _, ...timer }) => timer);
}

export async function moveStartTimer(query: Query, timerKey: Key, dueAt: number, next: ConsumedStartTimer['next']): Promise<void> {
  if (next) await query('UPDATE start_timer SET due_at = ?, available_at = ?, remaining = ? WHERE timer_key = ? AND due_at = ?', [next.dueAt, next.dueAt, next.remaining, timerKey, dueAt]);
  else await query('DELETE FROM start_timer WHERE timer_key = ? AND due_at = ?', [timerKey, dueAt]);
}

export async function nextTimerDue(query: Query): Promise<number | null> {
  const rows = await query('SELECT MIN(available_at) AS next FROM timer UNION ALL SELECT MIN(available_at) FROM start_timer');
  const due = rows.flatMap((row) => (row['next'] === null || row['next'] === undefined ? [] : [Number(row['next'])]));
  return due.length > 0 ? Math.min(...due) : null;
}

export async function takeOutbox(query: Query, dialect: Dialect, now: number, limit: number, lockMs: number): Promise<readonly OutboxCommand[]> {
  const rows = await query(`SELECT outbox_key, command FROM outbox WHERE available_at <= ? ORDER BY outbox_key LIMIT ${limit}${skipLocked(dialect)}`, [now]);
  if (rows.length > 0) await query(`UPDATE outbox SET available_at = ? WHERE outbox_key IN (${marks(rows.length)})`, [now + lockMs, ...rows.map((row) => String(row['outbox_key']))]);
  return rows.map((row) => JSON.parse(String(row['command'])) as OutboxCommand);
}
