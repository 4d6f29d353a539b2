import type { Entity, Field } from '../entity.js';

const withIncident = "SUM(CASE WHEN instance.status = 'active' AND instance.has_incident = 1 THEN 1 ELSE 0 END) AS with_incident";
const withoutIncident = "SUM(CASE WHEN instance.status = 'active' AND instance.has_incident = 0 THEN 1 ELSE 0 END) AS without_incident";
const ofActive = "JOIN process_instance instance ON instance.definition_key = definition.definition_key AND instance.status = 'active'";

const counts: Readonly<Record<string, Field>> = {
  activeInstancesWithIncidentCount: { sql: 'grouped.with_incident', type: 'integer', sort: true, filter: false },
  activeInstancesWithoutIncidentCount: { sql: 'grouped.without_incident', type: 'integer', sort: true, filter: false },
};

/** Running instances of each process, all versions together. */
export const definitionStatistics: Entity = {
  from: `(SELECT definition.id AS id, definition.tenant_id AS tenant_id, MAX(definition.version) AS newest, COUNT(DISTINCT definition.definition_key) AS versions, ${withIncident}, ${withoutIncident}
    FROM process_definition definition ${ofActive} WHERE definition.kind = 'process' GROUP BY definition.id, definition.tenant_id) grouped`,
  joins: { newest: "JOIN process_definition newest ON newest.kind = 'process' AND newest.id = grouped.id AND newest.tenant_id = grouped.tenant_id AND newest.version = grouped.newest" },
  key: 'grouping',
  fields: {
    grouping: { sql: { sqlite: "(grouped.id || ' ' || grouped.tenant_id)", mariadb: "CONCAT(grouped.id, ' ', grouped.tenant_id)" }, type: 'string', shown: false, filter: false },
    processDefinitionId: { sql: 'grouped.id', type: 'string', sort: true, filter: false },
    tenantId: { sql: 'grouped.tenant_id', type: 'string', filter: false },
    latestProcessDefinitionName: { sql: 'newest.name', type: 'text', joins: ['newest'], filter: false },
    hasMultipleVersions: { sql: '(grouped.versions > 1)', type: 'boolean', filter: false },
    ...counts,
  },
};

/** Running instances of each version of a process. */
export const versionStatistics: Entity = {
  from: `(SELECT definition.definition_key AS definition_key, ${withIncident}, ${withoutIncident} FROM process_definition definition ${ofActive} WHERE definition.kind = 'process' GROUP BY definition.definition_key) grouped
    JOIN process_definition definition ON definition.definition_key = grouped.definition_key`,
  joins: {},
  key: 'processDefinitionKey',
  fields: {
    processDefinitionKey: { sql: 'definition.definition_key', type: 'key', sort: true },
    processDefinitionId: { sql: 'definition.id', type: 'string', sort: true },
    processDefinitionName: { sql: 'definition.name', type: 'text', sort: true },
    processDefinitionVersion: { sql: 'definition.version', type: 'integer', sort: true },
    tenantId: { sql: 'definition.tenant_id', type: 'string' },
    ...counts,
  },
};

/** How many instances stand still for the same error. */
export const errorStatistics: Entity = {
  from: "(SELECT error_hash, MIN(message) AS message, COUNT(DISTINCT instance_key) AS instances FROM incident WHERE state = 'open' GROUP BY error_hash) grouped",
  joins: {},
  key: 'errorHashCode',
  fields: {
    errorHashCode: { sql: 'grouped.error_hash', type: 'integer', filter: false },
    errorMessage: { sql: 'grouped.message', type: 'string', sort: true, filter: false },
    activeInstancesWithErrorCount: { sql: 'grouped.instances', type: 'integer', sort: true, filter: false },
  },
};

/** The same for each version of a process. */
export const errorsByDefinition: Entity = {
  from: `(SELECT definition_key, error_hash, COUNT(DISTINCT instance_key) AS instances FROM incident WHERE state = 'open' GROUP BY definition_key, error_hash) grouped
    JOIN process_definition definition ON definition.definition_key = grouped.definition_key`,
  joins: {},
  key: 'processDefinitionKey',
  fields: {
    errorHashCode: { sql: 'grouped.error_hash', type: 'integer', shown: false },
    processDefinitionKey: { sql: 'definition.definition_key', type: 'key', sort: true, filter: false },
    processDefinitionId: { sql: 'definition.id', type: 'string', filter: false },
    processDefinitionName: { sql: 'definition.name', type: 'text', filter: false },
    processDefinitionVersion: { sql: 'definition.version', type: 'integer', filter: false },
    tenantId: { sql: 'definition.tenant_id', type: 'string', sort: true, filter: false },
    activeInstancesWithErrorCount: { sql: 'grouped.instances', type: 'integer', sort: true, filter: false },
  },
};

/** Open message subscriptions of each version of a process. */
export const subscriptionStatistics: Entity = {
  from: `(SELECT instance.definition_key AS definition_key, COUNT(DISTINCT subscription.instance_key) AS instances, COUNT(*) AS subscriptions FROM message_subscription subscription
    JOIN process_instance instance ON instance.instance_key = subscription.instance_key WHERE subscription.closed_at IS NULL GROUP BY instance.definition_key) grouped
    JOIN process_definition definition ON definition.definition_key = grouped.definition_key`,
  joins: {},
  key: 'processDefinitionKey',
  fields: {
    processDefinitionKey: { sql: 'definition.definition_key', type: 'key' },
    processDefinitionId: { sql: 'definition.id', type: 'string' },
    tenantId: { sql: 'definition.tenant_id', type: 'string' },
    processInstancesWithActiveSubscriptions: { sql: 'grouped.instances', type: 'integer', filter: false },
    activeSubscriptions: { sql: 'grouped.subscriptions', type: 'integer', filter: false },
  },
};
