import type { Key } from '@vanthu/model';
import type { ProcessEvent, UserTaskFacts } from '../execution/event.js';
import type { CommitMember, NewMessage, StoredDefinition } from '../runtime/process-store.js';
import { BASE_TENANT } from '../runtime/process-store.js';

/** Times of the contract suite are small numbers: epoch ms in 1970. */
export const NOON = 1_000_000;

export function definition(parts: Partial<StoredDefinition> & Pick<StoredDefinition, 'key' | 'id'>): StoredDefinition {
  return {
    deploymentKey: '1',
    kind: 'process',
    tenantId: BASE_TENANT,
    version: 1,
    versionTag: null,
    name: 'Văn bản đến',
    resourceName: `${parts.id}.bpmn`,
    content: '<definitions/>',
    effectiveFrom: 0,
    createdAt: NOON,
    deletedAt: null,
    ...parts,
  };
}

export function member(parts: Partial<CommitMember> & Pick<CommitMember, 'instanceKey'>): CommitMember {
  const isNew = (parts.expectedRevision ?? 0) === 0;
  return {
    definitionKey: '7',
    processId: 'inbound',
    expectedRevision: 0,
    snapshot: '{"format":1}',
    status: 'active',
    hasIncident: false,
    isSuspended: false,
    orgUnitId: 'Z01',
    at: NOON,
    outbox: [],
    consumedOutboxKey: null,
    consumedMessage: null,
    deduplicationKey: null,
    ...parts,
    events: [...(isNew ? [started(parts.instanceKey)] : []), ...(parts.events ?? [])],
  };
}

export function started(instanceKey: Key, parent: Extract<ProcessEvent, { type: 'InstanceStarted' }>['parent'] = null): ProcessEvent {
  return { type: 'InstanceStarted', instanceKey, startElementId: 'received', businessKey: null, orgUnitId: 'Z01', parent, actor: { username: 'an' } };
}

export function jobCreated(jobKey: Key, jobType = 'mail', parts: { retries?: number } = {}): ProcessEvent {
  return { type: 'JobCreated', jobKey, elementInstanceKey: '70', elementId: 'send', jobType, retries: parts.retries ?? 3, headers: { to: 'Bộ Z' }, kind: 'serviceTask' };
}

export function taskCreated(taskKey: Key, facts: Partial<UserTaskFacts> = {}): ProcessEvent {
  return { type: 'UserTaskCreated', taskKey, elementInstanceKey: '71', elementId: 'register', formId: 'register', headers: {}, ...taskFacts(facts) };
}

export function taskFacts(facts: Partial<UserTaskFacts> = {}): UserTaskFacts {
  return { name: 'Tiếp nhận, vào sổ', assignee: null, candidateUsers: [], candidateGroups: ['clerk@Z01'], dueAt: null, followUpAt: null, priority: 50, ...facts };
}

export function timerScheduled(timerKey: Key, dueAt: number): ProcessEvent {
  return { type: 'TimerScheduled', timerKey, elementInstanceKey: '72', elementId: 'deadline', dueAt };
}

export function subscriptionOpened(subscriptionKey: Key, messageName: string, correlationKey: string): ProcessEvent {
  return { type: 'MessageSubscriptionOpened', subscriptionKey, elementInstanceKey: '73', elementId: 'reply', messageName, correlationKey, interrupting: true };
}

export function incidentRaised(incidentKey: Key): ProcessEvent {
  return { type: 'IncidentRaised', incidentKey, elementInstanceKey: '74', elementId: 'send', incidentType: 'JOB_NO_RETRIES', message: 'The mail server does not answer.', jobKey: null };
}

export function message(parts: Partial<NewMessage> & Pick<NewMessage, 'key'>): NewMessage {
  return { name: 'reply', correlationKey: '12/ZA-VP', messageId: null, expiresAt: NOON + 10_000, variables: { code: '03' }, orgUnitId: null, at: NOON, ...parts };
}
