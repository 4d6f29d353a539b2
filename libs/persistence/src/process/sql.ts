import type { Cell } from '@vanthu/engine';

export type SqlRow = Readonly<Record<string, unknown>>;
/** Runs one statement, in a transaction where there is one. */
export type Query = (sql: string, parameters?: readonly (Cell | Buffer)[]) => Promise<readonly SqlRow[]>;

const snakeNames = new Map<string, string>();

/** `instanceKey` → `instance_key` */
export function snake(name: string): string {
  let known = snakeNames.get(name);
  if (!known) snakeNames.set(name, (known = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)));
  return known;
}

const camelNames = new Map<string, string>();

function camel(name: string): string {
  let known = camelNames.get(name);
  if (!known) camelNames.set(name, (known = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())));
  return known;
}

/** BIGINT columns that hold epoch milliseconds, not keys: numbers in JavaScript. */
const times = new Set(['at', 'due', 'startedAt', 'endedAt', 'createdAt', 'updatedAt', 'dueAt', 'followUpAt', 'availableAt', 'resolvedAt', 'openedAt', 'closedAt', 'expiresAt', 'effectiveFrom', 'deletedAt', 'suspendedAt']);

/** A row as the engine names and types it. */
export function fromSql<T>(row: SqlRow): T {
  const result: Record<string, unknown> = {};
  for (const column in row) {
    const name = camel(column);
    const value = row[column];
    result[name] = value !== null && times.has(name) ? Number(value) : value;
  }
  return result as T;
}

/** `?,?,?` */
export function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(',');
}

/** One row, in the engine's names. */
export function insert(query: Query, table: string, row: Readonly<Record<string, Cell>>): Promise<readonly SqlRow[]> {
  return insertAll(query, table, [row]);
}

/** Rows with the same columns, in one statement; at least one. */
export function insertAll(query: Query, table: string, rows: readonly Readonly<Record<string, Cell>>[]): Promise<readonly SqlRow[]> {
  const names = Object.keys(rows[0] ?? {});
  const one = `(${marks(names.length)})`;
  return query(`INSERT INTO ${table} (${names.map((each) => `\`${snake(each)}\``).join(', ')}) VALUES ${rows.map(() => one).join(', ')}`, rows.flatMap((row) => names.map((each) => row[each] ?? null)));
}
