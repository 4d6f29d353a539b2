import type { Entity, Field } from '../entity.js';
import { instanceJoin, ofInstance } from './owning-instance.js';

const laterVersion = (alias: string) => `EXISTS (SELECT 1 FROM process_definition later WHERE later.kind = ${alias}.kind AND later.id = ${alias}.id AND later.tenant_id = ${alias}.tenant_id AND later.version > ${alias}.version AND later.deleted_at IS NULL)`;
const startForm = 'EXISTS (SELECT 1 FROM process_element start WHERE start.definition_key = definition.definition_key AND start.start_form_id IS NOT NULL)';

export const processDefinitions: Entity = {
  from: 'process_definition definition',
  joins: {},
  key: 'processDefinitionKey',
  where: "definition.kind = 'process' AND definition.deleted_at IS NULL",
  fields: {
    processDefinitionKey: { sql: 'definition.definition_key', type: 'key', sort: true },
    name: { sql: 'definition.name', type: 'text', sort: true },
    resourceName: { sql: 'definition.resource_name', type: 'text', sort: true },
    version: { sql: 'definition.version', type: 'integer', sort: true },
    versionTag: { sql: 'definition.version_tag', type: 'string', sort: true },
    processDefinitionId: { sql: 'definition.id', type: 'string', sort: true },
    tenantId: { sql: 'definition.tenant_id', type: 'string', sort: true },
    hasStartForm: { sql: startForm, type: 'boolean' },
    isLatestVersion: { sql: `(NOT ${laterVersion('definition')})`, type: 'boolean', shown: false },
    state: { sql: "'ACTIVE'", type: { words: { ACTIVE: ['ACTIVE'], DRAINING: [], DELETED: [] } } },
  },
};

/** The group of decisions of one file. */
const requirementsJoin = "LEFT JOIN process_definition drg ON drg.deployment_key = decision.deployment_key AND drg.kind = 'drg' AND drg.resource_name = decision.resource_name AND drg.tenant_id = decision.tenant_id";

const requirements: Readonly<Record<string, Field>> = {
  decisionRequirementsId: { sql: 'drg.id', type: 'string', joins: ['drg'], sort: true },
  decisionRequirementsKey: { sql: 'drg.definition_key', type: 'key', joins: ['drg'], sort: true },
  decisionRequirementsName: { sql: 'drg.name', type: 'text', joins: ['drg'], sort: true },
  decisionRequirementsVersion: { sql: 'drg.version', type: 'integer', joins: ['drg'], sort: true },
};

export const decisionDefinitions: Entity = {
  from: 'process_definition decision',
  joins: { drg: requirementsJoin },
  key: 'decisionDefinitionKey',
  where: "decision.kind = 'decision' AND decision.deleted_at IS NULL",
  fields: {
    decisionDefinitionKey: { sql: 'decision.definition_key', type: 'key', sort: true },
    decisionDefinitionId: { sql: 'decision.id', type: 'string', sort: true },
    name: { sql: 'decision.name', type: 'text', sort: true },
    version: { sql: 'decision.version', type: 'integer', sort: true },
    tenantId: { sql: 'decision.tenant_id', type: 'string', sort: true },
    isLatestVersion: { sql: `(NOT ${laterVersion('decision')})`, type: 'boolean', shown: false },
    ...requirements,
  },
};

export const decisionRequirements: Entity = {
  from: 'process_definition drg',
  joins: {},
  key: 'decisionRequirementsKey',
  where: "drg.kind = 'drg' AND drg.deleted_at IS NULL",
  fields: {
    decisionRequirementsKey: { sql: 'drg.definition_key', type: 'key', sort: true },
    decisionRequirementsId: { sql: 'drg.id', type: 'string', sort: true },
    decisionRequirementsName: { sql: 'drg.name', type: 'text', sort: true },
    version: { sql: 'drg.version', type: 'integer', sort: true },
    resourceName: { sql: 'drg.resource_name', type: 'text', sort: true },
    tenantId: { sql: 'drg.tenant_id', type: 'string', sort: true },
  },
};

const evaluationId = { sqlite: "(evaluated.evaluation_key || '-' || evaluated.position)", mariadb: "CONCAT(evaluated.evaluation_key, '-', evaluated.position)" } as const;

export const decisionInstances: Entity = {
  from: 'decision_instance evaluated',
  joins: {
    root: 'LEFT JOIN process_definition root ON root.definition_key = evaluated.root_decision_key',
    decision: "LEFT JOIN process_definition decision ON decision.deployment_key = root.deployment_key AND decision.kind = 'decision' AND decision.id = evaluated.decision_id AND decision.tenant_id = root.tenant_id",
    drg: requirementsJoin,
    instance: instanceJoin('evaluated'),
  },
  key: 'decisionEvaluationInstanceKey',
  fields: {
    decisionEvaluationInstanceKey: { sql: evaluationId, type: 'string', sort: true },
    decisionEvaluationKey: { sql: 'evaluated.evaluation_key', type: 'key', sort: true },
    state: { sql: 'evaluated.state', type: { words: { EVALUATED: ['evaluated'], FAILED: ['failed'], UNSPECIFIED: [], UNKNOWN: [] } }, sort: true },
    evaluationDate: { sql: 'evaluated.at', type: 'date', sort: true },
    evaluationFailure: { sql: 'evaluated.failure', type: 'string', sort: true },
    decisionDefinitionId: { sql: 'evaluated.decision_id', type: 'string', sort: true },
    decisionDefinitionKey: { sql: 'COALESCE(decision.definition_key, evaluated.root_decision_key)', type: 'key', joins: ['root', 'decision'], sort: true },
    decisionDefinitionName: { sql: "COALESCE(NULLIF(evaluated.decision_name, ''), evaluated.decision_id)", type: 'text', sort: true },
    decisionDefinitionVersion: { sql: 'COALESCE(decision.version, root.version, 1)', type: 'integer', joins: ['root', 'decision'], sort: true },
    decisionDefinitionType: { sql: 'evaluated.decision_type', type: { words: { DECISION_TABLE: ['table'], LITERAL_EXPRESSION: ['expression'], UNSPECIFIED: [], UNKNOWN: [] } }, sort: true },
    result: { sql: 'evaluated.result', type: 'string', filter: false },
    rootDecisionDefinitionKey: { sql: 'evaluated.root_decision_key', type: 'key', sort: true },
    decisionRequirementsKey: { sql: 'drg.definition_key', type: 'key', joins: ['root', 'decision', 'drg'], shown: false },
    processInstanceKey: { sql: 'evaluated.instance_key', type: 'key', sort: true },
    processDefinitionKey: { sql: 'instance.definition_key', type: 'key', joins: ['instance'], sort: true },
    rootProcessInstanceKey: ofInstance.rootProcessInstanceKey,
    elementInstanceKey: { sql: 'evaluated.element_instance_key', type: 'key', sort: true },
    position: { sql: 'evaluated.position', type: 'integer', shown: false },
    tenantId: { sql: "COALESCE(instance.org_unit_id, root.tenant_id, '<default>')", type: 'string', joins: ['root', 'instance'], sort: true },
    evaluatedInputs: { sql: 'evaluated.inputs', type: 'json', shown: false },
    matchedRules: { sql: 'evaluated.rules', type: 'json', shown: false },
  },
};

/** With what only a single one shows. */
export const wholeDecisionInstances: Entity = {
  ...decisionInstances,
  fields: { ...decisionInstances.fields, evaluatedInputs: { sql: 'evaluated.inputs', type: 'json' }, matchedRules: { sql: 'evaluated.rules', type: 'json' } },
};
