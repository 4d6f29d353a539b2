import type { Entity, Words } from '../entity.js';
import { definitionJoin, instanceJoin, ofInstance } from './owning-instance.js';

const jobStates: Words = { CREATED: ['created'], COMPLETED: ['completed'], FAILED: ['failed'], ERROR_THROWN: ['errorThrown'], CANCELED: ['canceled'], RETRIES_UPDATED: ['retriesUpdated'], MIGRATED: [], TIMED_OUT: [] };
const jobKinds: Words = { BPMN_ELEMENT: ['serviceTask'], EXECUTION_LISTENER: ['executionListener'], TASK_LISTENER: ['taskListener'], AD_HOC_SUB_PROCESS: ['adHocSubProcess'] };
const listenerEvents: Words = {
  UNSPECIFIED: ['none'], START: ['start'], END: ['end'], CREATING: ['creating'], ASSIGNING: ['assigning'], UPDATING: ['updating'], COMPLETING: ['completing'], CANCELING: ['canceling'],
};

export const jobs: Entity = {
  from: 'job',
  rowKey: 'job.job_key',
  joins: { instance: instanceJoin('job') },
  key: 'jobKey',
  fields: {
    jobKey: { sql: 'job.job_key', type: 'key', sort: true },
    type: { sql: 'job.type', type: 'string', sort: true },
    state: { sql: 'job.state', type: { words: jobStates }, isBroad: true, sort: true },
    kind: { sql: 'job.kind', type: { words: jobKinds }, sort: true },
    listenerEventType: { sql: "COALESCE(job.listener_event, 'none')", type: { words: listenerEvents }, sort: true },
    retries: { sql: 'job.retries', type: 'integer', sort: true },
    worker: { sql: "COALESCE(job.last_worker, '')", type: 'string', sort: true },
    deadline: { sql: 'CASE WHEN job.worker IS NULL THEN NULL ELSE job.available_at END', type: 'date', sort: true },
    isDenied: { sql: 'NULL', type: 'boolean', sort: true },
    deniedReason: { sql: 'NULL', type: 'string', sort: true },
    hasFailedWithRetriesLeft: { sql: "(job.state = 'failed' AND job.retries > 0)", type: 'boolean', isCondition: true, sort: true },
    errorCode: { sql: 'job.error_code', type: 'string', sort: true },
    errorMessage: { sql: 'job.error_message', type: 'string', sort: true },
    customHeaders: { sql: 'job.headers', type: 'json' },
    elementId: { sql: 'job.element_id', type: 'string', sort: true },
    elementInstanceKey: { sql: 'job.element_instance_key', type: 'key', sort: true },
    processInstanceKey: { sql: 'job.instance_key', type: 'key', isNarrow: true, sort: true },
    ...ofInstance,
    processDefinitionId: { sql: 'job.process_id', type: 'string', sort: true },
    processDefinitionKey: { sql: 'job.definition_key', type: 'key', sort: true },
    creationTime: { sql: 'job.created_at', type: 'date' },
    endTime: { sql: 'job.ended_at', type: 'date', sort: true },
    lastUpdateTime: { sql: 'COALESCE(job.ended_at, job.created_at)', type: 'date' },
  },
};

const taskStates: Words = { CREATED: ['created'], COMPLETED: ['completed'], CANCELED: ['canceled'], CREATING: [], ASSIGNING: [], UPDATING: [], COMPLETING: [], CANCELING: [], FAILED: [] };

/** The version that was the newest when the task was made, of the task's unit before the base. */
const formKey = `(SELECT form.definition_key FROM process_definition form WHERE form.kind = 'form' AND form.id = task.form_id AND form.tenant_id IN (definition.tenant_id, '<default>') AND form.created_at <= task.created_at
  ORDER BY CASE WHEN form.tenant_id = definition.tenant_id THEN 0 ELSE 1 END, form.version DESC LIMIT 1)`;

export const userTasks: Entity = {
  from: 'user_task task',
  rowKey: 'task.task_key',
  joins: {
    instance: instanceJoin('task'),
    definition: definitionJoin('task'),
  },
  key: 'userTaskKey',
  fields: {
    userTaskKey: { sql: 'task.task_key', type: 'key', sort: true },
    name: { sql: 'task.name', type: 'text', sort: true },
    state: { sql: 'task.state', type: { words: taskStates }, isBroad: true, sort: true },
    assignee: { sql: 'task.assignee', type: 'string', isNarrow: true, sort: true },
    candidateUsers: { sql: 'task.candidate_users', type: 'json' },
    candidateGroups: { sql: 'task.candidate_groups', type: 'json' },
    priority: { sql: 'task.priority', type: 'integer', sort: true },
    creationDate: { sql: 'task.created_at', type: 'date', sort: true },
    completionDate: { sql: 'task.ended_at', type: 'date', sort: true },
    dueDate: { sql: 'task.due_at', type: 'date', sort: true },
    followUpDate: { sql: 'task.follow_up_at', type: 'date', sort: true },
    elementId: { sql: 'task.element_id', type: 'string', sort: true },
    elementInstanceKey: { sql: 'task.element_instance_key', type: 'key', sort: true },
    processInstanceKey: { sql: 'task.instance_key', type: 'key', isNarrow: true, sort: true },
    ...ofInstance,
    processDefinitionId: { sql: 'task.process_id', type: 'string', sort: true },
    processDefinitionKey: { sql: 'task.definition_key', type: 'key', sort: true },
    processDefinitionVersion: { sql: 'definition.version', type: 'integer', joins: ['definition'] },
    processName: { sql: 'definition.name', type: 'text', joins: ['definition'] },
    externalFormReference: { sql: 'NULL', type: 'string', filter: false },
    formKey: { sql: formKey, type: 'key', joins: ['definition'], filter: false },
    customHeaders: { sql: 'task.headers', type: 'json' },
  },
  special: {
    candidateUser: { kind: 'member', sql: 'task.candidate_users' },
    candidateGroup: { kind: 'member', sql: 'task.candidate_groups' },
    processInstanceVariables: { kind: 'variables', of: 'task.instance_key', scope: 'scope_key' },
    localVariables: { kind: 'variables', of: 'task.element_instance_key', scope: 'scope_key' },
    tags: { kind: 'absent' },
  },
};

const errorTypes: Words = {
  ...Object.fromEntries(['IO_MAPPING_ERROR', 'CONDITION_ERROR', 'EXTRACT_VALUE_ERROR', 'CALLED_ELEMENT_ERROR', 'UNHANDLED_ERROR_EVENT', 'MESSAGE_SIZE_EXCEEDED', 'CALLED_DECISION_ERROR', 'DECISION_EVALUATION_ERROR', 'FORM_NOT_FOUND', 'RESOURCE_NOT_FOUND'].map((each) => [each, [each]])),
  JOB_NO_RETRIES: ['JOB_NO_RETRIES', 'JOB_NO_RETRIES serviceTask'],
  EXECUTION_LISTENER_NO_RETRIES: ['JOB_NO_RETRIES executionListener'],
  TASK_LISTENER_NO_RETRIES: ['JOB_NO_RETRIES taskListener'],
  AD_HOC_SUB_PROCESS_NO_RETRIES: ['JOB_NO_RETRIES adHocSubProcess'],
  UNKNOWN: ['UNKNOWN', 'BUDGET_EXCEEDED', 'JOIN_CANNOT_FIRE'],
  UNSPECIFIED: [],
};
const incidentStates: Words = { ACTIVE: ['open'], RESOLVED: ['resolved'], PENDING: [], MIGRATED: [], UNKNOWN: [] };

export const incidents: Entity = {
  from: 'incident',
  rowKey: 'incident.incident_key',
  joins: {
    instance: instanceJoin('incident'),
    job: 'LEFT JOIN job ON job.job_key = incident.job_key',
  },
  key: 'incidentKey',
  fields: {
    incidentKey: { sql: 'incident.incident_key', type: 'key', sort: true },
    processDefinitionId: { sql: 'incident.process_id', type: 'string', sort: true },
    processDefinitionKey: { sql: 'incident.definition_key', type: 'key', sort: true },
    processInstanceKey: { sql: 'incident.instance_key', type: 'key', isNarrow: true, sort: true },
    ...ofInstance,
    errorType: {
      sql: { sqlite: "CASE WHEN job.kind IS NULL OR incident.type <> 'JOB_NO_RETRIES' THEN incident.type ELSE incident.type || ' ' || job.kind END", mariadb: "CASE WHEN job.kind IS NULL OR incident.type <> 'JOB_NO_RETRIES' THEN incident.type ELSE CONCAT(incident.type, ' ', job.kind) END" },
      type: { words: errorTypes }, joins: ['job'], sort: true,
    },
    errorMessage: { sql: 'incident.message', type: 'string', sort: true },
    elementId: { sql: 'incident.element_id', type: 'string', sort: true },
    elementInstanceKey: { sql: 'incident.element_instance_key', type: 'key', isNarrow: true, sort: true },
    creationTime: { sql: 'incident.created_at', type: 'date', sort: true },
    state: { sql: 'incident.state', type: { words: incidentStates }, isBroad: true, sort: true },
    jobKey: { sql: 'incident.job_key', type: 'key', sort: true },
    calledBy: { sql: 'instance.root_instance_key', type: 'key', joins: ['instance'], shown: false },
  },
};

const subscriptionStates: Words = { CREATED: ['created'], CORRELATED: ['correlated'], DELETED: ['deleted'], MIGRATED: [] };

export const messageSubscriptions: Entity = {
  from: 'message_subscription subscription',
  rowKey: 'subscription.subscription_key',
  joins: { instance: instanceJoin('subscription') },
  key: 'messageSubscriptionKey',
  fields: {
    messageSubscriptionKey: { sql: 'subscription.subscription_key', type: 'key', sort: true },
    processDefinitionId: { sql: 'subscription.process_id', type: 'string', sort: true },
    processDefinitionKey: { sql: 'instance.definition_key', type: 'key', joins: ['instance'], sort: true },
    processInstanceKey: { sql: 'subscription.instance_key', type: 'key', sort: true },
    ...ofInstance,
    elementId: { sql: 'subscription.element_id', type: 'string', sort: true },
    elementInstanceKey: { sql: 'subscription.element_instance_key', type: 'key', sort: true },
    messageSubscriptionState: { sql: 'subscription.state', type: { words: subscriptionStates }, sort: true },
    lastUpdatedDate: { sql: 'COALESCE(subscription.closed_at, subscription.opened_at)', type: 'date', sort: true },
    messageName: { sql: 'subscription.message_name', type: 'string', sort: true },
    correlationKey: { sql: 'subscription.correlation_key', type: 'string', sort: true },
  },
};

export const correlatedSubscriptions: Entity = {
  from: 'correlated_subscription correlated',
  rowKey: 'correlated.correlation',
  joins: {
    instance: instanceJoin('correlated'),
    subscription: 'LEFT JOIN message_subscription subscription ON subscription.subscription_key = correlated.subscription_key',
  },
  key: 'correlation',
  fields: {
    correlation: { sql: 'correlated.correlation', type: 'key', shown: false, filter: false },
    correlationKey: { sql: "COALESCE(subscription.correlation_key, '')", type: 'string', joins: ['subscription'], sort: true },
    correlationTime: { sql: 'correlated.at', type: 'date', sort: true },
    elementId: { sql: 'subscription.element_id', type: 'string', joins: ['subscription'], sort: true },
    elementInstanceKey: { sql: 'subscription.element_instance_key', type: 'key', joins: ['subscription'], sort: true },
    messageKey: { sql: 'correlated.message_key', type: 'key', sort: true },
    messageName: { sql: 'subscription.message_name', type: 'string', joins: ['subscription'], sort: true },
    partitionId: { sql: '1', type: 'integer', sort: true },
    processDefinitionId: { sql: 'instance.process_id', type: 'string', joins: ['instance'], sort: true },
    processDefinitionKey: { sql: 'instance.definition_key', type: 'key', joins: ['instance'], sort: true },
    processInstanceKey: { sql: 'correlated.instance_key', type: 'key', sort: true },
    ...ofInstance,
    subscriptionKey: { sql: 'correlated.subscription_key', type: 'key', sort: true },
  },
};
