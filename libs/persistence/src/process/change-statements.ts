import { primaryKeys, type AnyRow, type Cell, type Changes, type TableChanges, type TableName } from '@vanthu/engine';
import type { Dialect } from '../data-source.js';
import type { Statement } from '../database/statement.js';
import { packSnapshot } from './snapshot-codec.js';
import { marks, snake } from './sql.js';

/**
 * Writes what a projection collected, in this order. MariaDB gets one statement per table and kind of change; SQLite one per row with the
 * same text, because its prepared statements are what is cheap. Rows are deleted by primary key only.
 */
export function changeStatements(dialect: Dialect, changes: Changes): readonly Statement[] {
  const write = dialect === 'sqlite' ? rowStatements : batchStatements;
  return changes.changed().flatMap(([table, each]) => write(table, each));
}

function rowStatements(table: TableName, { removes, inserts, puts, patches }: TableChanges): Statement[] {
  return [
    ...[...removes.values()].map((row) => statement(`DELETE FROM ${name(table)} WHERE ${matches(table)}`, keyCells(table, row))),
    ...[...inserts.values()].map((row) => statement(insertHead(table, row) + tuple(row), stored(table, row))),
    ...[...puts.values()].map((row) => statement(insertHead(table, row) + tuple(row) + onConflictSqlite(table, row), stored(table, row))),
    ...[...patches.values()].map((row) => {
      const names = changedNames(table, row);
      const assignments = names.map((each) => `${column(each)} = ?`).join(', ');
      return statement(`UPDATE ${name(table)} SET ${assignments} WHERE ${matches(table)}`, [...names.map((each) => cell(row, each)), ...keyCells(table, row)]);
    }),
  ];
}

function batchStatements(table: TableName, { removes, inserts, puts, patches }: TableChanges): Statement[] {
  const removed = [...removes.values()];
  const whole = (rows: readonly AnyRow[], ending = '') => statement(insertHead(table, first(rows)) + tuples(rows) + ending, rows.flatMap((row) => stored(table, row)));
  return [
    ...(removed.length > 0 ? [statement(`DELETE FROM ${name(table)} WHERE ${matchesAny(table, removed.length)}`, removed.flatMap((row) => keyCells(table, row)))] : []),
    ...bySameColumns(inserts).map((rows) => whole(rows)),
    ...bySameColumns(puts).map((rows) => whole(rows, onDuplicateMariadb(table, first(rows)))),
    ...bySameColumns(patches).map((rows) => patchStatement(table, rows)),
  ];
}

/** One UPDATE for rows whose same columns change; a plain assignment where all get the same value, else a CASE by key. */
function patchStatement(table: TableName, rows: readonly AnyRow[]): Statement {
  const key = primaryKeys[table][0] as string;
  const parameters: Cell[] = [];
  const assignments = changedNames(table, first(rows)).map((each) => {
    const value = cell(first(rows), each);
    if (rows.every((row) => cell(row, each) === value)) {
      parameters.push(value);
      return `${column(each)} = ?`;
    }
    for (const row of rows) parameters.push(cell(row, key), cell(row, each));
    return `${column(each)} = CASE ${column(key)} ${'WHEN ? THEN ? '.repeat(rows.length)}END`;
  });
  return statement(`UPDATE ${name(table)} SET ${assignments.join(', ')} WHERE ${column(key)} IN (${marks(rows.length)})`, [...parameters, ...rows.map((row) => cell(row, key))]);
}

function statement(sql: string, parameters: readonly (Cell | Buffer)[]): Statement {
  return { sql, parameters };
}

function bySameColumns(rows: ReadonlyMap<string, AnyRow>): readonly (readonly AnyRow[])[] {
  const groups = new Map<string, AnyRow[]>();
  for (const row of rows.values()) {
    const columns = Object.keys(row).join();
    const group = groups.get(columns);
    if (group) group.push(row);
    else groups.set(columns, [row]);
  }
  return [...groups.values()];
}

function onConflictSqlite(table: TableName, row: AnyRow): string {
  const assignments = changedNames(table, row).map((each) => `${column(each)} = ${counts(each) ? `${column(each)} + ` : ''}excluded.${column(each)}`);
  return ` ON CONFLICT (${primaryKeys[table].map(column).join(', ')}) DO UPDATE SET ${assignments.join(', ')}`;
}

function onDuplicateMariadb(table: TableName, row: AnyRow): string {
  const assignments = changedNames(table, row).map((each) => `${column(each)} = ${counts(each) ? `${column(each)} + ` : ''}VALUES(${column(each)})`);
  return ` ON DUPLICATE KEY UPDATE ${assignments.join(', ')}`;
}

/** How often a flow was taken is added up; everything else is replaced. */
function counts(property: string): boolean {
  return property === 'times';
}

function insertHead(table: TableName, row: AnyRow): string {
  return `INSERT INTO ${name(table)} (${Object.keys(row).map(column).join(', ')}) VALUES `;
}

function tuples(rows: readonly AnyRow[]): string {
  const one = tuple(first(rows));
  return rows.map(() => one).join(', ');
}

function tuple(row: AnyRow): string {
  return `(${marks(Object.keys(row).length)})`;
}

function matches(table: TableName): string {
  return primaryKeys[table].map((each) => `${column(each)} = ?`).join(' AND ');
}

function matchesAny(table: TableName, count: number): string {
  const keys: readonly string[] = primaryKeys[table];
  if (keys.length === 1) return `${column(keys[0] as string)} IN (${marks(count)})`;
  return Array.from({ length: count }, () => `(${matches(table)})`).join(' OR ');
}

/** Of rows that are written whole. */
function stored(table: TableName, row: AnyRow): readonly (Cell | Buffer)[] {
  if (table !== 'processSnapshot') return Object.values(row);
  return Object.entries(row).map(([name, value]) => (name === 'snapshot' ? packSnapshot(String(value)) : value));
}

function keyCells(table: TableName, row: AnyRow): readonly Cell[] {
  return primaryKeys[table].map((each) => cell(row, each));
}

function changedNames(table: TableName, row: AnyRow): readonly string[] {
  const keys: readonly string[] = primaryKeys[table];
  return Object.keys(row).filter((each) => !keys.includes(each));
}

function cell(row: AnyRow, property: string): Cell {
  return row[property] ?? null;
}

function first(rows: readonly AnyRow[]): AnyRow {
  return rows[0] as AnyRow;
}

function name(table: TableName): string {
  return `\`${snake(table)}\``;
}

function column(property: string): string {
  return `\`${snake(property)}\``;
}
