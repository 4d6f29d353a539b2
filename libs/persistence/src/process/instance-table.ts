import type { Key } from '@vanthu/model';
import { historyTables, looseRow, primaryKeys, type InstanceRecord, type JsonObject, type JsonValue, type OutboxCommand, type PurgeHistory } from '@vanthu/engine';
import { fromSql, insertAll, marks, snake, type Query } from './sql.js';

/** Of one statement. */
const ROWS = 100;

export async function readInstances(query: Query, keys: readonly Key[]): Promise<readonly InstanceRecord[]> {
  if (keys.length === 0) return [];
  const rows = await query(`SELECT instance_key, definition_key, process_id, org_unit_id, business_key, status, has_incident FROM process_instance WHERE instance_key IN (${marks(keys.length)})`, keys);
  return rows.map((row) => {
    const { hasIncident, ...rest } = fromSql<Omit<InstanceRecord, 'hasIncident'> & { hasIncident: number }>(row);
    return { ...rest, hasIncident: Number(hasIncident) === 1 };
  });
}

export async function readVariables(query: Query, scopeKey: Key): Promise<JsonObject> {
  const rows = await query('SELECT name, value FROM variable WHERE scope_key = ?', [scopeKey]);
  return Object.fromEntries(rows.map((row) => [String(row['name']), JSON.parse(String(row['value'])) as JsonValue]));
}

export async function signalTargets(query: Query, signalName: string, orgUnitId: string | null): Promise<readonly Key[]> {
  const [ofUnit, unit] = orgUnitId === null ? ['', []] : [' AND org_unit_id = ?', [orgUnitId]];
  const rows = await query(`SELECT instance_key, MIN(subscription_key) AS oldest FROM signal_subscription WHERE signal_name = ?${ofUnit} GROUP BY instance_key ORDER BY oldest`, [signalName, ...unit]);
  return rows.map((row) => String(row['instance_key']));
}

/** Inside a transaction. */
export async function saveOutbox(query: Query, commands: readonly OutboxCommand[], at: number, replaced: Key | null, forUpdate: string): Promise<boolean> {
  if (replaced !== null) {
    const [there] = await query(`SELECT outbox_key FROM outbox WHERE outbox_key = ?${forUpdate}`, [replaced]);
    if (!there) return false;
    await query('DELETE FROM outbox WHERE outbox_key = ?', [replaced]);
  }
  for (let first = 0; first < commands.length; first += ROWS) await insertAll(query, 'outbox', commands.slice(first, first + ROWS).map((each) => ({ ...looseRow(each, at) })));
  return true;
}

/** Inside a transaction: instances that nobody called, with all that they called. Rows go by primary key, so that nothing else is locked. */
export async function purgeHistory(query: Query, { processIds, endedBefore, limit }: PurgeHistory): Promise<number> {
  // what ended before that began before: the index of processes by their beginning leads to little more than what has to go
  const ofTime = "status IN ('completed', 'terminated', 'failed') AND started_at < ? AND ended_at < ? AND parent_instance_key IS NULL";
  const roots = await keysOf(query, `SELECT instance_key FROM process_instance WHERE process_id IN (${marks(processIds.length)}) AND ${ofTime} LIMIT ${limit}`, [...processIds, endedBefore, endedBefore]);
  if (roots.length === 0) return 0;
  const all = await keysOf(query, `SELECT instance_key FROM process_instance WHERE root_instance_key IN (${marks(roots.length)})`, roots);
  for (const table of historyTables) {
    const names = primaryKeys[table].map((each) => `\`${snake(each)}\``);
    const rows = await query(`SELECT ${names.join(', ')} FROM ${snake(table)} WHERE instance_key IN (${marks(all.length)})`, all);
    for (let first = 0; first < rows.length; first += 100) {
      const slice = rows.slice(first, first + 100).map((row) => Object.values(row) as (string | number)[]);
      await query(`DELETE FROM ${snake(table)} WHERE ${slice.map(() => `(${names.map((each) => `${each} = ?`).join(' AND ')})`).join(' OR ')}`, slice.flat());
    }
  }
  return roots.length;
}

async function keysOf(query: Query, sql: string, parameters: readonly (string | number)[]): Promise<readonly Key[]> {
  return (await query(sql, parameters)).map((row) => String(row['instance_key']));
}
