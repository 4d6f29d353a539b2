import type { Entity, Field, Words } from '../entity.js';
import { VALUE_HEAD } from '../variable-head.js';
import { definitionJoin, instanceJoin, ofInstance, TENANT } from './owning-instance.js';

const instanceStates: Words = { ACTIVE: ['active'], COMPLETED: ['completed'], TERMINATED: ['terminated', 'failed'] };
export const elementStates: Words = { ACTIVE: ['active'], COMPLETED: ['completed'], TERMINATED: ['terminated'] };

/** Open incidents are few, so that they lead to their elements rather than every element to its own. */
const isStuck = "element.element_instance_key IN (SELECT stuck.element_instance_key FROM incident stuck WHERE stuck.state = 'open')";

const fields: Readonly<Record<string, Field>> = {
  processInstanceKey: { sql: 'instance.instance_key', type: 'key', sort: true },
  processDefinitionId: { sql: 'instance.process_id', type: 'string', sort: true },
  processDefinitionName: { sql: 'definition.name', type: 'text', joins: ['definition'], sort: true },
  processDefinitionVersion: { sql: 'definition.version', type: 'integer', joins: ['definition'], sort: true },
  processDefinitionVersionTag: { sql: 'definition.version_tag', type: 'string', joins: ['definition'], sort: true },
  processDefinitionKey: { sql: 'instance.definition_key', type: 'key', sort: true },
  parentProcessInstanceKey: { sql: 'instance.parent_instance_key', type: 'key', isNarrow: true, sort: true },
  parentElementInstanceKey: { sql: 'instance.parent_element_instance_key', type: 'key', isNarrow: true, sort: true },
  rootProcessInstanceKey: { sql: 'instance.root_instance_key', type: 'key', filter: false },
  startDate: { sql: 'instance.started_at', type: 'date', sort: true },
  endDate: { sql: 'instance.ended_at', type: 'date', sort: true },
  state: { sql: 'instance.status', type: { words: instanceStates }, isBroad: true, sort: true },
  hasIncident: { sql: 'instance.has_incident', type: 'boolean', isBroad: true, sort: true },
  tenantId: { sql: TENANT, type: 'string', sort: true },
  businessId: { sql: 'instance.business_key', type: 'string', isNarrow: true, sort: true },
  errorMessage: { sql: 'problem.message', type: 'string', within: 'incident' },
  incidentErrorHashCode: { sql: 'problem.error_hash', type: 'integer', within: 'incident' },
  hasRetriesLeft: { sql: "(failed.state = 'failed' AND failed.retries > 0)", type: 'boolean', isCondition: true, within: 'job' },
  elementId: { sql: 'element.element_id', type: 'string', within: 'element' },
  elementInstanceState: { sql: 'element.state', type: { words: elementStates }, within: 'element', implies: { ACTIVE: "instance.status = 'active'" } },
  hasElementInstanceIncident: { sql: isStuck, type: 'boolean', isCondition: true, within: 'element' },
};

export const processInstances: Entity = {
  from: 'process_instance instance',
  rowKey: 'instance.instance_key',
  joins: { definition: definitionJoin('instance') },
  key: 'processInstanceKey',
  fields,
  special: {
    variables: { kind: 'variables', of: 'instance.instance_key', scope: 'instance_key' },
    tags: { kind: 'absent' },
    batchOperationId: { kind: 'absent' },
    batchOperationKey: { kind: 'absent' },
  },
  within: {
    incident: { from: 'incident problem', of: 'problem.instance_key', where: "problem.state = 'open'" },
    job: { from: 'job failed', of: 'failed.instance_key' },
    element: { from: 'element_instance element', of: 'element.instance_key' },
  },
  hasOr: true,
};

const elementTypes: Words = {
  SUB_PROCESS: ['subProcess', 'transaction'], EVENT_SUB_PROCESS: ['eventSubProcess'], AD_HOC_SUB_PROCESS: ['adHocSubProcess'], AD_HOC_SUB_PROCESS_INNER_INSTANCE: ['adHocSubProcessInnerInstance'],
  START_EVENT: ['startEvent'], INTERMEDIATE_CATCH_EVENT: ['intermediateCatchEvent'], INTERMEDIATE_THROW_EVENT: ['intermediateThrowEvent'], BOUNDARY_EVENT: ['boundaryEvent'], END_EVENT: ['endEvent'],
  SERVICE_TASK: ['serviceTask'], RECEIVE_TASK: ['receiveTask'], USER_TASK: ['userTask'], MANUAL_TASK: ['manualTask'], TASK: ['task'], SEND_TASK: ['sendTask'], SCRIPT_TASK: ['scriptTask'], BUSINESS_RULE_TASK: ['businessRuleTask'],
  EXCLUSIVE_GATEWAY: ['exclusiveGateway'], INCLUSIVE_GATEWAY: ['inclusiveGateway'], PARALLEL_GATEWAY: ['parallelGateway'], EVENT_BASED_GATEWAY: ['eventBasedGateway'],
  MULTI_INSTANCE_BODY: ['multiInstanceBody'], CALL_ACTIVITY: ['callActivity'], UNKNOWN: ['complexGateway'], PROCESS: ['process'], SEQUENCE_FLOW: ['sequenceFlow'], UNSPECIFIED: [],
};

const openIncident = "(SELECT MIN(stuck.incident_key) FROM incident stuck WHERE stuck.element_instance_key = element.element_instance_key AND stuck.state = 'open')";

export const elementInstances: Entity = {
  from: 'element_instance element',
  rowKey: 'element.element_instance_key',
  joins: {
    instance: instanceJoin('element'),
    named: 'LEFT JOIN process_element named ON named.definition_key = instance.definition_key AND named.element_id = element.element_id',
  },
  key: 'elementInstanceKey',
  fields: {
    elementInstanceKey: { sql: 'element.element_instance_key', type: 'key', sort: true },
    processInstanceKey: { sql: 'element.instance_key', type: 'key', isNarrow: true, sort: true },
    ...ofInstance,
    processDefinitionKey: { sql: 'instance.definition_key', type: 'key', joins: ['instance'], sort: true },
    processDefinitionId: { sql: 'instance.process_id', type: 'string', joins: ['instance'], sort: true },
    startDate: { sql: 'element.started_at', type: 'date', sort: true },
    endDate: { sql: 'element.ended_at', type: 'date', sort: true },
    elementId: { sql: 'element.element_id', type: 'string', isBroad: true, sort: true },
    elementName: { sql: "COALESCE(NULLIF(named.name, ''), element.element_id)", type: 'text', joins: ['instance', 'named'], sort: true },
    type: { sql: "CASE WHEN named.is_event_subprocess = 1 AND element.element_type = 'subProcess' THEN 'eventSubProcess' ELSE element.element_type END", type: { words: elementTypes }, joins: ['instance', 'named'], sort: true },
    state: { sql: 'element.state', type: { words: elementStates }, sort: true },
    hasIncident: { sql: isStuck, shows: `(${openIncident} IS NOT NULL)`, type: 'boolean', isCondition: true },
    incidentKey: { sql: openIncident, type: 'key', sort: true },
    elementInstanceScopeKey: { sql: 'element.scope_key', type: 'key', shown: false },
  },
};

/** Longer values are cut in lists of variables, unless the client wants them whole. */
const LONGEST_VALUE = 8191;

function variables(isWhole: boolean): Entity {
  return {
    from: 'variable',
    rowKey: 'variable.variable_key',
    joins: { instance: instanceJoin('variable') },
    key: 'variableKey',
    fields: {
      variableKey: { sql: 'variable.variable_key', type: 'key', sort: true },
      name: { sql: 'variable.name', type: 'string', sort: true },
      value: { sql: 'variable.value', type: 'string', sort: true, indexed: VALUE_HEAD, ...(!isWhole && { shows: `SUBSTR(variable.value, 1, ${LONGEST_VALUE})` }) },
      isTruncated: { sql: isWhole ? { sqlite: '0', mariadb: '0' } : { sqlite: `(LENGTH(variable.value) > ${LONGEST_VALUE})`, mariadb: `(CHAR_LENGTH(variable.value) > ${LONGEST_VALUE})` }, type: 'boolean' },
      scopeKey: { sql: 'variable.scope_key', type: 'key', sort: true },
      processInstanceKey: { sql: 'variable.instance_key', type: 'key', sort: true },
      ...ofInstance,
    },
  };
}

export const wholeVariables = variables(true);
export const cutVariables = variables(false);
