import type { Key } from '@vanthu/model';
import type { Actor } from '../../execution/command.js';
import type { ElementEvent, JobEvent, ProcessEvent, SignalEvent, SubscriptionEvent, TimerEvent } from '../../execution/event.js';
import { BASE_TENANT, type CommitMember } from '../process-store.js';
import { Changes, rowId } from './changes.js';
import { projectMoved, projectStartTimer } from './moved.js';
import { decisionRows } from './decision-rows.js';
import { errorHash } from './error-hash.js';
import { outboxRow } from './outbox.js';
import type { JobRow, TimerRow, UserTaskRow } from './rows.js';
import { FROZEN, projectSuspension } from './suspension.js';
import { isUserTaskEvent, projectUserTask } from './user-task.js';

/** Rows that are there before the commit and that a projection needs. */
export interface KnownRows {
  /** Of the tasks named by `touchedTasks`. */
  readonly userTasks: ReadonlyMap<Key, UserTaskRow>;
  /** Open ones of the instances named by `suspendedOrResumed`. */
  readonly jobs: readonly JobRow[];
  readonly timers: readonly TimerRow[];
}

type SignalWaitEvent = Exclude<SignalEvent, { type: 'SignalThrown' }>;

/** What one event is projected with. */
export interface Projection {
  readonly member: CommitMember;
  readonly known: KnownRows;
  readonly changes: Changes;
  readonly revision: number;
}

/** The changes of rows that follow from what happened. Pure; the same for every store. */
export function project(members: readonly CommitMember[], known: KnownRows): Changes {
  const changes = new Changes();
  for (const member of members) projectMember({ member, known, changes, revision: member.expectedRevision + 1 });
  return changes;
}

function projectMember(projection: Projection): void {
  const { member, changes } = projection;
  projectSnapshot(projection);
  member.events.forEach((event, position) => projectEvent(projection, event, position));
  if (member.expectedRevision > 0 && member.events.some(touchesIncidents)) changes.patch('processInstance', { instanceKey: member.instanceKey, hasIncident: member.hasIncident ? 1 : 0 });
  for (const command of member.outbox) changes.insert('outbox', outboxRow(member.instanceKey, member.at, command));
  if (member.consumedOutboxKey !== null) changes.remove('outbox', { outboxKey: member.consumedOutboxKey });
  if (member.consumedMessage) changes.insert('messageCorrelation', { ...member.consumedMessage, instanceKey: member.instanceKey });
  if (member.consumedStartTimer) projectStartTimer(changes, member.consumedStartTimer);
  if (member.moved) projectMoved(projection, member.moved);
  if (member.deduplicationKey !== null) changes.insert('deduplication', { deduplicationKey: member.deduplicationKey, instanceKey: member.instanceKey, at: member.at });
}

/** So that the instance's row stays untouched in most commands. */
function touchesIncidents({ type }: ProcessEvent): boolean {
  return type === 'IncidentRaised' || type === 'IncidentResolved' || type === 'InstanceCompleted' || type === 'InstanceFailed' || type === 'InstanceTerminated';
}

function projectSnapshot({ member, changes, revision }: Projection): void {
  const { instanceKey, definitionKey, processId, snapshot } = member;
  if (snapshot !== null && member.expectedRevision === 0) changes.insert('processSnapshot', { instanceKey, definitionKey, processId, revision, snapshot });
  else if (snapshot !== null) changes.put('processSnapshot', { instanceKey, definitionKey, processId, revision, snapshot });
  else if (member.expectedRevision > 0) changes.remove('processSnapshot', { instanceKey });
}

function projectEvent(projection: Projection, event: ProcessEvent, position: number): void {
  const { member, changes } = projection;
  if (isUserTaskEvent(event)) {
    projectUserTask(projection, event);
    if (event.type !== 'UserTaskCreated' && event.type !== 'UserTaskCanceled') remember(projection, event, position, event.actor);
    return;
  }
  switch (event.type) {
    case 'InstanceStarted':
      return projectStart(projection, event, position);
    case 'InstanceCompleted':
      return projectEnd(projection, event, position, null, systemActor);
    case 'InstanceFailed':
      return projectEnd(projection, event, position, `${event.code}: ${event.message}`, systemActor);
    case 'InstanceTerminated':
      return projectEnd(projection, event, position, event.reason, event.actor);
    case 'InstanceSuspended':
    case 'InstanceResumed':
      remember(projection, event, position, event.actor);
      return projectSuspension(projection, event.type === 'InstanceSuspended');
    case 'ElementActivated':
    case 'ElementCompleted':
    case 'ElementTerminated':
      return projectElement(projection, event);
    case 'SequenceFlowTaken':
      return changes.count(member.instanceKey, event.flowId);
    case 'VariableSet':
      return changes.put('variable', { scopeKey: event.scopeKey, name: event.name, instanceKey: member.instanceKey, value: JSON.stringify(event.value), updatedAt: member.at });
    case 'IncidentRaised':
      return projectIncident(projection, event);
    case 'IncidentResolved':
      remember(projection, event, position, event.actor);
      return changes.patch('incident', { incidentKey: event.incidentKey, state: 'resolved', resolvedAt: member.at, resolvedBy: event.actor.username });
    case 'DecisionEvaluated':
      return projectDecision(projection, event, position);
    case 'TaskSentBack':
    case 'TaskWithdrawn':
    case 'InstanceModified':
    case 'InstanceMigrated':
    case 'LoopItemAdded':
    case 'LoopItemRemoved':
    case 'AdHocActivated':
      return remember(projection, event, position, event.actor);
    case 'SignalThrown':
    case 'EscalationPassedOn':
    case 'MessageThrown':
    case 'ChildStartRequested':
    case 'ChildCancelRequested':
      return;
    default:
      return projectWait(projection, event);
  }
}

const systemActor: Actor = { username: null };

function remember({ member, changes, revision }: Projection, event: ProcessEvent, position: number, actor: Actor): void {
  const { type, ...data } = event;
  changes.insert('historyEvent', { instanceKey: member.instanceKey, revision, position, type, actor: actor.username, actingFor: actor.actingFor ?? null, data: JSON.stringify(data), at: member.at });
}

function projectStart(projection: Projection, event: Extract<ProcessEvent, { type: 'InstanceStarted' }>, position: number): void {
  const { member, changes } = projection;
  remember(projection, event, position, event.actor);
  changes.insert('processInstance', {
    instanceKey: member.instanceKey,
    definitionKey: member.definitionKey,
    processId: member.processId,
    orgUnitId: event.orgUnitId,
    businessKey: event.businessKey,
    status: member.status,
    hasIncident: member.hasIncident ? 1 : 0,
    parentInstanceKey: event.parent?.instanceKey ?? null,
    parentElementInstanceKey: event.parent?.elementInstanceKey ?? null,
    rootInstanceKey: event.parent?.rootInstanceKey ?? member.instanceKey,
    startElementId: event.startElementId,
    startedBy: event.actor.username,
    startedAt: member.at,
    endedAt: null,
    endReason: null,
    suspendedAt: null,
  });
}

function projectEnd(projection: Projection, event: ProcessEvent, position: number, endReason: string | null, actor: Actor): void {
  const { member, changes } = projection;
  remember(projection, event, position, actor);
  changes.patch('processInstance', { instanceKey: member.instanceKey, status: member.status, endedAt: member.at, endReason: endReason?.slice(0, 1000) ?? null });
}

function projectElement({ member, changes }: Projection, event: ElementEvent): void {
  const { elementInstanceKey, elementId, elementType, scopeKey } = event;
  if (event.type === 'ElementActivated') {
    changes.insert('elementInstance', { elementInstanceKey, instanceKey: member.instanceKey, elementId, elementType, scopeKey, state: 'active', startedAt: member.at, endedAt: null });
  } else {
    changes.patch('elementInstance', { elementInstanceKey, state: event.type === 'ElementCompleted' ? 'completed' : 'terminated', endedAt: member.at });
  }
}

function projectIncident({ member, changes }: Projection, event: Extract<ProcessEvent, { type: 'IncidentRaised' }>): void {
  const { incidentKey, elementId, elementInstanceKey, jobKey } = event;
  const { instanceKey, definitionKey, processId, at } = member;
  changes.insert('incident', {
    incidentKey,
    instanceKey,
    definitionKey,
    processId,
    elementId,
    elementInstanceKey,
    type: event.incidentType,
    message: event.message,
    errorHash: errorHash(event.message),
    jobKey,
    state: 'open',
    createdAt: at,
    resolvedAt: null,
    resolvedBy: null,
  });
}

function projectDecision({ member, changes, revision }: Projection, event: Extract<ProcessEvent, { type: 'DecisionEvaluated' }>, position: number): void {
  const { elementInstanceKey, elementId, decisionId, decisionKey } = event;
  const [output, trace] = [JSON.stringify(event.output), JSON.stringify(event.trace)];
  changes.insert('decisionEvaluation', { instanceKey: member.instanceKey, revision, position, elementInstanceKey, elementId, decisionId, decisionKey, output, trace, at: member.at });
  for (const row of decisionRows(event, member)) changes.insert('decisionInstance', row);
}

function projectWait(projection: Projection, event: JobEvent | TimerEvent | SubscriptionEvent | SignalWaitEvent): void {
  const { member, changes } = projection;
  const { instanceKey, processId, at } = member;
  switch (event.type) {
    case 'TimerScheduled':
      return changes.insert('timer', { timerKey: event.timerKey, instanceKey, elementInstanceKey: event.elementInstanceKey, elementId: event.elementId, dueAt: event.dueAt, availableAt: event.dueAt });
    case 'TimerRescheduled':
      return changes.patch('timer', { timerKey: event.timerKey, dueAt: event.dueAt, availableAt: event.dueAt });
    case 'TimerFired':
    case 'TimerCanceled':
      return changes.remove('timer', { timerKey: event.timerKey });
    case 'MessageSubscriptionOpened': {
      const { subscriptionKey, elementInstanceKey, elementId, messageName, correlationKey, interrupting } = event;
      return changes.insert('messageSubscription', { subscriptionKey, instanceKey, processId, elementInstanceKey, elementId, messageName, correlationKey, interrupting: interrupting ? 1 : 0, openedAt: at, state: 'created', closedAt: null });
    }
    case 'MessageSubscriptionClosed':
      return closeSubscription(projection, event.subscriptionKey);
    case 'MessageCorrelated':
      changes.insert('correlatedSubscription', { messageKey: event.messageKey, subscriptionKey: event.subscriptionKey, instanceKey, at });
      return changes.patch('messageSubscription', { subscriptionKey: event.subscriptionKey, state: 'correlated' });
    case 'SignalSubscriptionOpened': {
      const { subscriptionKey, elementInstanceKey, elementId, signalName } = event;
      return changes.insert('signalSubscription', { subscriptionKey, instanceKey, processId, orgUnitId: member.orgUnitId, elementInstanceKey, elementId, signalName, openedAt: at });
    }
    case 'SignalSubscriptionClosed':
      return changes.remove('signalSubscription', { subscriptionKey: event.subscriptionKey });
    default:
      return projectJob(projection, event);
  }
}

/** Nobody holds it any more and nobody can take it. */
function endJob({ member, changes }: Projection, row: Partial<JobRow>): void {
  changes.patch('job', { ...row, availableAt: null, worker: null, endedAt: member.at });
}

/** One that got its message in this very command stays `correlated`. */
function closeSubscription({ member, changes }: Projection, subscriptionKey: Key): void {
  const pending = changes.of('messageSubscription');
  const id = rowId('messageSubscription', { subscriptionKey });
  const state = (pending?.patches.get(id) ?? pending?.inserts.get(id))?.['state'] === 'correlated' ? 'correlated' : 'deleted';
  changes.patch('messageSubscription', { subscriptionKey, state, closedAt: member.at });
}

function projectJob(projection: Projection, event: JobEvent): void {
  const { member, changes } = projection;
  const { instanceKey, definitionKey, processId, at } = member;
  const { jobKey } = event;
  const frozen = member.isSuspended ? FROZEN : 0;
  switch (event.type) {
    case 'JobCreated': {
      const { elementId, elementInstanceKey, jobType: type, kind, retries } = event;
      const headers = JSON.stringify(event.headers);
      const availableAt = retries > 0 ? at + frozen : null;
      return changes.insert('job', { jobKey, instanceKey, definitionKey, processId, elementId, elementInstanceKey, tenantId: member.orgUnitId ?? BASE_TENANT, type, kind, retries, attempt: 0, headers, worker: null, availableAt, createdAt: at, errorMessage: null, state: 'created', listenerEvent: event.listenerEvent ?? null, errorCode: null, endedAt: null });
    }
    case 'JobCompleted':
      return endJob(projection, { jobKey, state: 'completed' });
    case 'JobCanceled':
      return endJob(projection, { jobKey, state: 'canceled' });
    case 'JobErrorThrown':
      return endJob(projection, { jobKey, state: 'errorThrown', errorCode: event.errorCode.slice(0, 255), errorMessage: event.message.slice(0, 2000) });
    case 'JobFailed':
      return changes.patch('job', { jobKey, retries: event.retries, availableAt: event.retries > 0 ? event.retryAt + frozen : null, worker: null, errorMessage: event.message.slice(0, 2000), state: 'failed' });
    case 'JobRetriesUpdated':
      return changes.patch('job', { jobKey, retries: event.retries, attempt: 0, availableAt: event.retries > 0 ? at + frozen : null, worker: null, state: 'retriesUpdated' });
    case 'JobLockUpdated':
      return changes.patch('job', { jobKey, availableAt: event.lockedUntil + frozen });
  }
}
