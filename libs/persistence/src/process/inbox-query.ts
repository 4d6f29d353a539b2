import type { Key } from '@vanthu/model';
import { marks, type Query } from './sql.js';
import { taskView, type UserTaskView, type ViewPage } from './process-views.js';

export type InboxFilter = 'mine' | 'group' | 'all';

export interface InboxRequest {
  /** `user:<name>` and the groups of the person, as `principalsOf` gives them. */
  readonly principals: readonly string[];
  /** `mine`: assigned to the user. `group`: offered to one of the principals and free. */
  readonly filter: InboxFilter;
  /** 1 to 100. */
  readonly limit: number;
  readonly cursor?: string;
}

/** Numbers stop at 1,000: more is "999+". */
export interface InboxCounts {
  readonly mine: number;
  readonly group: number;
}

const CAP = 1000;

interface Range {
  readonly principal: string;
  readonly assigned: 0 | 1;
}

interface Position {
  readonly due: string;
  readonly taskKey: Key;
}

/** Earliest due first, then oldest. One short index range per principal instead of a join over all tasks. */
export async function readInbox(query: Query, { principals, filter, limit, cursor }: InboxRequest): Promise<ViewPage<UserTaskView>> {
  const ranges = rangesOf(principals, filter);
  if (ranges.length === 0) return { items: [], nextCursor: null };
  const positions = await readPositions(query, ranges, limit + 1, parseCursor(cursor));
  const page = positions.slice(0, limit);
  const last = page.at(-1);
  const items = await readTasks(query, page.map((each) => each.taskKey));
  return { items, nextCursor: positions.length > limit && last ? `${last.due}.${last.taskKey}` : null };
}

export async function countInbox(query: Query, principals: readonly string[]): Promise<InboxCounts> {
  return { mine: await count(query, rangesOf(principals, 'mine')), group: await count(query, rangesOf(principals, 'group')) };
}

function rangesOf(principals: readonly string[], filter: InboxFilter): readonly Range[] {
  const distinct = [...new Set(principals)];
  const mine: Range[] = distinct.filter((each) => each.startsWith('user:')).map((principal) => ({ principal, assigned: 1 }));
  const offered: Range[] = distinct.map((principal) => ({ principal, assigned: 0 }));
  return filter === 'mine' ? mine : filter === 'group' ? offered : [...mine, ...offered];
}

/** A task offered to several of the principals is there once. */
async function readPositions(query: Query, ranges: readonly Range[], limit: number, after: Position | null): Promise<readonly Position[]> {
  const beyond = after ? ' AND due >= ? AND (due > ? OR task_key > ?)' : '';
  const branches = ranges.map((_, index) => `SELECT * FROM (SELECT due, task_key FROM task_inbox WHERE principal = ? AND assigned = ?${beyond} ORDER BY due, task_key LIMIT ${limit}) r${index}`);
  const parameters = ranges.flatMap(({ principal, assigned }) => [principal, assigned, ...(after ? [after.due, after.due, after.taskKey] : [])]);
  const rows = await query(`${branches.join(' UNION ALL ')} ORDER BY due, task_key`, parameters);
  const distinct = new Map(rows.map((row) => [String(row['task_key']), String(row['due'])]));
  return [...distinct].slice(0, limit).map(([taskKey, due]) => ({ due, taskKey }));
}

async function count(query: Query, ranges: readonly Range[]): Promise<number> {
  if (ranges.length === 0) return 0;
  const branches = ranges.map((_, index) => `SELECT * FROM (SELECT task_key FROM task_inbox WHERE principal = ? AND assigned = ? LIMIT ${CAP}) r${index}`);
  const [row] = await query(`SELECT COUNT(DISTINCT task_key) AS number FROM (${branches.join(' UNION ALL ')}) found`, ranges.flatMap(({ principal, assigned }) => [principal, assigned]));
  return Math.min(Number(row?.['number'] ?? 0), CAP);
}

/** The tasks of these keys, in the order of the keys. */
export async function readTasks(query: Query, keys: readonly Key[]): Promise<readonly UserTaskView[]> {
  if (keys.length === 0) return [];
  const rows = await query(`${selectTasks} WHERE task.task_key IN (${marks(keys.length)})`, keys);
  const byKey = new Map(rows.map((row) => [String(row['task_key']), taskView(row)]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

export const selectTasks = 'SELECT task.*, instance.business_key, instance.org_unit_id, instance.root_instance_key FROM user_task task JOIN process_instance instance ON instance.instance_key = task.instance_key';

/** A cursor that we did not write is none. */
function parseCursor(cursor: string | undefined): Position | null {
  const [, due, taskKey] = /^(\d{1,19})\.(\d{1,19})$/.exec(cursor ?? '') ?? [];
  return due !== undefined && taskKey !== undefined ? { due, taskKey } : null;
}
