import type { Key } from '@vanthu/model';
import { looseRow, type DeploymentParts, type StartSubscription, type StartTimer, type StoredDefinition } from '@vanthu/engine';
import { insertDiagramElements } from './search/diagram-elements.js';
import { fromSql, insert, marks, type Query } from './sql.js';

type Kind = StoredDefinition['kind'];

export async function insertDeployment(query: Query, definitions: readonly StoredDefinition[], { starts, timers, outbox }: DeploymentParts): Promise<void> {
  for (const each of definitions) {
    const { key, deploymentKey, kind, id, tenantId, version, versionTag, name, resourceName, content, effectiveFrom, createdAt } = each;
    await insert(query, 'process_definition', { definitionKey: key, deploymentKey, kind, id, tenantId, version, versionTag, name, resourceName, content, effectiveFrom, createdAt });
    if (kind === 'process' && effectiveFrom <= createdAt) await query('DELETE FROM start_timer WHERE process_id = ? AND tenant_id = ?', [id, tenantId]);
  }
  await insertDiagramElements(query, definitions);
  for (const each of starts) await insert(query, 'start_event', { ...each });
  for (const each of timers) await insertTimer(query, each, definitions.find(({ key }) => key === each.definitionKey)?.effectiveFrom ?? 0);
  for (const { command, availableAt } of outbox) await insert(query, 'outbox', { ...looseRow(command, availableAt, availableAt) });
}

/** Inside a transaction. */
export async function markDeleted(query: Query, key: Key, now: number, rearmed: readonly StartTimer[]): Promise<boolean> {
  const [there] = await query('SELECT definition_key FROM process_definition WHERE definition_key = ? AND deleted_at IS NULL', [key]);
  if (!there) return false;
  await query('UPDATE process_definition SET deleted_at = ? WHERE definition_key = ?', [now, key]);
  const timers = await query('SELECT timer_key FROM start_timer WHERE definition_key = ?', [key]);
  for (const row of timers) await query('DELETE FROM start_timer WHERE timer_key = ?', [String(row['timer_key'])]);
  for (const each of rearmed) await insertTimer(query, each, 0);
  return true;
}

function insertTimer(query: Query, timer: StartTimer, effectiveFrom: number): Promise<unknown> {
  return insert(query, 'start_timer', { ...timer, availableAt: Math.max(timer.dueAt, effectiveFrom) });
}

export async function findDefinition(query: Query, key: Key): Promise<StoredDefinition | null> {
  const [row] = await query('SELECT * FROM process_definition WHERE definition_key = ?', [key]);
  return row ? toDefinition(row) : null;
}

export async function findDeployment(query: Query, deploymentKey: Key): Promise<readonly StoredDefinition[]> {
  return (await query('SELECT * FROM process_definition WHERE deployment_key = ? ORDER BY definition_key', [deploymentKey])).map(toDefinition);
}

export async function findNewest(query: Query, kind: Kind, id: string, tenantId: string): Promise<StoredDefinition | null> {
  const [row] = await query('SELECT * FROM process_definition WHERE kind = ? AND id = ? AND tenant_id = ? ORDER BY version DESC LIMIT 1', [kind, id, tenantId]);
  return row ? toDefinition(row) : null;
}

export async function findBefore(query: Query, { kind, id, tenantId, version }: StoredDefinition): Promise<StoredDefinition | null> {
  const [row] = await query('SELECT * FROM process_definition WHERE kind = ? AND id = ? AND tenant_id = ? AND version < ? AND deleted_at IS NULL ORDER BY version DESC LIMIT 1', [kind, id, tenantId, version]);
  return row ? toDefinition(row) : null;
}

export async function findByVersion(query: Query, kind: Kind, id: string, version: number, tenantIds: readonly string[]): Promise<StoredDefinition | null> {
  if (tenantIds.length === 0) return null;
  const rows = await query(`SELECT definition_key, tenant_id, version FROM process_definition WHERE kind = ? AND id = ? AND version = ? AND tenant_id IN (${marks(tenantIds.length)}) AND deleted_at IS NULL`, [kind, id, version, ...tenantIds]);
  return nearest(query, rows, tenantIds);
}

export async function findLatest(query: Query, kind: Kind, id: string, tenantIds: readonly string[], now: number): Promise<StoredDefinition | null> {
  if (tenantIds.length === 0) return null;
  const rows = await query(`SELECT definition_key, tenant_id, version FROM process_definition WHERE kind = ? AND id = ? AND tenant_id IN (${marks(tenantIds.length)}) AND effective_from <= ? AND deleted_at IS NULL`, [kind, id, ...tenantIds, now]);
  return nearest(query, rows, tenantIds);
}

export async function findByVersionTag(query: Query, kind: Kind, id: string, versionTag: string, tenantIds: readonly string[]): Promise<StoredDefinition | null> {
  if (tenantIds.length === 0) return null;
  const rows = await query(`SELECT definition_key, tenant_id, version FROM process_definition WHERE kind = ? AND id = ? AND tenant_id IN (${marks(tenantIds.length)}) AND version_tag = ? AND deleted_at IS NULL`, [kind, id, ...tenantIds, versionTag]);
  return nearest(query, rows, tenantIds);
}

export async function findStarts(query: Query, kind: StartSubscription['kind'], eventName: string): Promise<readonly StartSubscription[]> {
  return (await query('SELECT * FROM start_event WHERE kind = ? AND event_name = ? ORDER BY definition_key, element_id', [kind, eventName])).map((row) => fromSql<StartSubscription>(row));
}

export async function findStartsOf(query: Query, definitionKey: Key): Promise<readonly StartSubscription[]> {
  return (await query('SELECT * FROM start_event WHERE definition_key = ? ORDER BY element_id, kind, event_name', [definitionKey])).map((row) => fromSql<StartSubscription>(row));
}

/** The highest version in the first tenant that has one; contents are large, so only the chosen one is read. */
async function nearest(query: Query, rows: Awaited<ReturnType<Query>>, tenantIds: readonly string[]): Promise<StoredDefinition | null> {
  for (const tenantId of tenantIds) {
    const versions = rows.filter((row) => row['tenant_id'] === tenantId).toSorted((one, other) => Number(other['version']) - Number(one['version']));
    if (versions[0]) return findDefinition(query, String(versions[0]['definition_key']));
  }
  return null;
}

function toDefinition(row: Readonly<Record<string, unknown>>): StoredDefinition {
  const { definitionKey, ...rest } = fromSql<Omit<StoredDefinition, 'key'> & { definitionKey: Key }>(row);
  return { key: definitionKey, ...rest };
}
