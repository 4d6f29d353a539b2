import type { Key } from '@vanthu/model';
import type { StartSubscription, StoredDefinition } from '@vanthu/engine';
import { fromSql, marks, type Query } from './sql.js';

type Kind = StoredDefinition['kind'];

export async function insertDeployment(query: Query, definitions: readonly StoredDefinition[], starts: readonly StartSubscription[]): Promise<void> {
  for (const each of definitions) {
    const { key, deploymentKey, kind, id, tenantId, version, versionTag, name, resourceName, content, effectiveFrom, createdAt } = each;
    const values = [key, deploymentKey, kind, id, tenantId, version, versionTag, name, resourceName, content, effectiveFrom, createdAt];
    await query(`INSERT INTO process_definition (definition_key, deployment_key, kind, id, tenant_id, version, version_tag, name, resource_name, content, effective_from, created_at) VALUES (${marks(values.length)})`, values);
  }
  for (const { definitionKey, elementId, processId, tenantId, messageName } of starts) {
    await query(`INSERT INTO start_subscription (definition_key, element_id, process_id, tenant_id, message_name) VALUES (${marks(5)})`, [definitionKey, elementId, processId, tenantId, messageName]);
  }
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

export async function findLatest(query: Query, kind: Kind, id: string, tenantIds: readonly string[], now: number): Promise<StoredDefinition | null> {
  if (tenantIds.length === 0) return null;
  const rows = await query(`SELECT definition_key, tenant_id, version FROM process_definition WHERE kind = ? AND id = ? AND tenant_id IN (${marks(tenantIds.length)}) AND effective_from <= ?`, [kind, id, ...tenantIds, now]);
  return nearest(query, rows, tenantIds);
}

export async function findByVersionTag(query: Query, id: string, versionTag: string, tenantIds: readonly string[]): Promise<StoredDefinition | null> {
  if (tenantIds.length === 0) return null;
  const rows = await query(`SELECT definition_key, tenant_id, version FROM process_definition WHERE kind = 'process' AND id = ? AND tenant_id IN (${marks(tenantIds.length)}) AND version_tag = ?`, [id, ...tenantIds, versionTag]);
  return nearest(query, rows, tenantIds);
}

export async function findStarts(query: Query, messageName: string): Promise<readonly StartSubscription[]> {
  return (await query('SELECT * FROM start_subscription WHERE message_name = ? ORDER BY definition_key, element_id', [messageName])).map((row) => fromSql<StartSubscription>(row));
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
