import type { Field } from '../entity.js';

/** For rows that belong to a process instance; `row` is their alias. */
export function instanceJoin(row: string): string {
  return `LEFT JOIN process_instance instance ON instance.instance_key = ${row}.instance_key`;
}

export function definitionJoin(row: string): string {
  return `LEFT JOIN process_definition definition ON definition.definition_key = ${row}.definition_key`;
}

export const TENANT = "COALESCE(instance.org_unit_id, '<default>')";

/** Fields of the instance, by the join `instance`. */
export const ofInstance = {
  rootProcessInstanceKey: { sql: 'instance.root_instance_key', type: 'key', joins: ['instance'], filter: false },
  tenantId: { sql: TENANT, type: 'string', joins: ['instance'], sort: true },
} satisfies Readonly<Record<string, Field>>;
