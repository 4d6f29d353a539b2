import type { Key } from '@vanthu/model';
import type { StartTimer } from '../process-store.js';

/** 0 or 1: the databases have no booleans of their own. */
export type Flag = 0 | 1;
/** JSON text. */
export type JsonText = string;

export interface ProcessInstanceRow {
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly orgUnitId: string | null;
  readonly businessKey: string | null;
  readonly status: 'active' | 'completed' | 'terminated' | 'failed';
  readonly hasIncident: Flag;
  readonly parentInstanceKey: Key | null;
  readonly parentElementInstanceKey: Key | null;
  readonly rootInstanceKey: Key;
  readonly startElementId: string;
  readonly startedBy: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Why it was cancelled or failed. */
  readonly endReason: string | null;
  /** epoch ms; null while it is not suspended */
  readonly suspendedAt: number | null;
}

/** What is needed to go on; only of instances that live. */
export interface ProcessSnapshotRow {
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly revision: number;
  readonly snapshot: JsonText;
}

export interface ElementInstanceRow {
  readonly elementInstanceKey: Key;
  readonly instanceKey: Key;
  readonly elementId: string;
  readonly elementType: string;
  readonly scopeKey: Key;
  readonly state: 'active' | 'completed' | 'terminated';
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export interface SequenceFlowRow {
  readonly instanceKey: Key;
  readonly flowId: string;
  readonly times: number;
}

export interface VariableRow {
  readonly scopeKey: Key;
  readonly name: string;
  readonly instanceKey: Key;
  readonly value: JsonText;
  readonly updatedAt: number;
}

export interface JobRow {
  readonly jobKey: Key;
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  /** The unit of its instance, or BASE_TENANT. */
  readonly tenantId: string;
  readonly type: string;
  readonly kind: string;
  readonly retries: number;
  readonly attempt: number;
  readonly headers: JsonText;
  readonly worker: string | null;
  /** epoch ms from which a worker may take it: its creation, the next try, or the end of a lock; null while it has no retries. */
  readonly availableAt: number | null;
  readonly createdAt: number;
  readonly errorMessage: string | null;
  readonly state: 'created' | 'completed' | 'failed' | 'errorThrown' | 'canceled' | 'retriesUpdated';
  /** Of listeners, e.g. `start` or `completing`. */
  readonly listenerEvent: string | null;
  readonly errorCode: string | null;
  /** epoch ms; null while it is open */
  readonly endedAt: number | null;
}

export interface UserTaskRow {
  readonly taskKey: Key;
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly name: string;
  readonly formId: string | null;
  readonly headers: JsonText;
  readonly assignee: string | null;
  readonly candidateUsers: JsonText;
  readonly candidateGroups: JsonText;
  readonly dueAt: number | null;
  readonly followUpAt: number | null;
  readonly priority: number;
  readonly state: 'created' | 'completed' | 'canceled';
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly completedBy: string | null;
  readonly actingFor: string | null;
}

/** One line per principal that may see an open task. */
export interface TaskInboxRow {
  /** `user:<name>`, or a candidate group as the process names it. */
  readonly principal: string;
  /** 1: assigned to this user; 0: offered. */
  readonly assigned: Flag;
  /** epoch ms; NO_DUE when the task has no due date. */
  readonly due: number;
  readonly taskKey: Key;
}

/** Sorts tasks without a due date last. */
export const NO_DUE = 9_000_000_000_000_000;

export interface TimerRow {
  readonly timerKey: Key;
  readonly instanceKey: Key;
  readonly elementInstanceKey: Key;
  readonly elementId: string;
  readonly dueAt: number;
  /** `dueAt`, or the end of the lock of the process that fires it. */
  readonly availableAt: number;
}

export interface MessageSubscriptionRow {
  readonly subscriptionKey: Key;
  readonly instanceKey: Key;
  readonly processId: string;
  readonly elementInstanceKey: Key;
  readonly elementId: string;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly interrupting: Flag;
  readonly openedAt: number;
  /** `deleted`: closed without a message, or after it had several. */
  readonly state: 'created' | 'correlated' | 'deleted';
  /** epoch ms; null while it is open */
  readonly closedAt: number | null;
}

/** A message that came to a subscription. */
export interface CorrelatedSubscriptionRow {
  readonly messageKey: Key;
  readonly subscriptionKey: Key;
  readonly instanceKey: Key;
  readonly at: number;
}

export interface SignalSubscriptionRow {
  readonly subscriptionKey: Key;
  readonly instanceKey: Key;
  readonly processId: string;
  readonly orgUnitId: string | null;
  readonly elementInstanceKey: Key;
  readonly elementId: string;
  readonly signalName: string;
  readonly openedAt: number;
}

export interface StartTimerRow extends StartTimer {
  /** `dueAt`, or the end of the lock of the process that fires it. */
  readonly availableAt: number;
}

export interface IncidentRow {
  readonly incidentKey: Key;
  readonly instanceKey: Key;
  readonly definitionKey: Key;
  readonly processId: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly type: string;
  readonly message: string;
  /** Of `message`, so that equal ones are counted together. */
  readonly errorHash: number;
  readonly jobKey: Key | null;
  readonly state: 'open' | 'resolved';
  readonly createdAt: number;
  readonly resolvedAt: number | null;
  readonly resolvedBy: string | null;
}

export interface DecisionEvaluationRow {
  readonly instanceKey: Key;
  readonly revision: number;
  readonly position: number;
  readonly elementInstanceKey: Key;
  readonly elementId: string;
  readonly decisionId: string;
  readonly decisionKey: Key;
  readonly output: JsonText;
  readonly trace: JsonText;
  readonly at: number;
}

/** One decision of an evaluation; those that it required come before the one that was asked for. */
export interface DecisionInstanceRow {
  readonly evaluationKey: Key;
  /** Counts from 1. */
  readonly position: number;
  readonly instanceKey: Key;
  readonly elementInstanceKey: Key;
  readonly elementId: string;
  readonly decisionId: string;
  readonly decisionName: string;
  /** The definition that was asked for. */
  readonly rootDecisionKey: Key;
  readonly decisionType: 'table' | 'expression';
  readonly state: 'evaluated' | 'failed';
  readonly failure: string | null;
  readonly result: JsonText;
  readonly inputs: JsonText;
  readonly rules: JsonText;
  readonly at: number;
}

/** Acts of people and the life of the instance, append-only. */
export interface HistoryEventRow {
  readonly instanceKey: Key;
  readonly revision: number;
  readonly position: number;
  readonly type: string;
  readonly actor: string | null;
  readonly actingFor: string | null;
  readonly data: JsonText;
  readonly at: number;
}

export interface MessageCorrelationRow {
  readonly messageKey: Key;
  readonly processId: string;
  readonly instanceKey: Key;
}

export interface DeduplicationRow {
  readonly deduplicationKey: string;
  readonly instanceKey: Key;
  readonly at: number;
}

export interface OutboxRow {
  readonly outboxKey: Key;
  readonly instanceKey: Key;
  /** The waiting call activity of a StartChild. */
  readonly elementInstanceKey: Key | null;
  readonly type: string;
  readonly command: JsonText;
  readonly createdAt: number;
  /** epoch ms from which the sweeper may take it. */
  readonly availableAt: number;
}

export interface Tables {
  processInstance: ProcessInstanceRow;
  processSnapshot: ProcessSnapshotRow;
  elementInstance: ElementInstanceRow;
  sequenceFlow: SequenceFlowRow;
  variable: VariableRow;
  job: JobRow;
  userTask: UserTaskRow;
  taskInbox: TaskInboxRow;
  timer: TimerRow;
  messageSubscription: MessageSubscriptionRow;
  correlatedSubscription: CorrelatedSubscriptionRow;
  signalSubscription: SignalSubscriptionRow;
  startTimer: StartTimerRow;
  incident: IncidentRow;
  decisionEvaluation: DecisionEvaluationRow;
  decisionInstance: DecisionInstanceRow;
  historyEvent: HistoryEventRow;
  messageCorrelation: MessageCorrelationRow;
  deduplication: DeduplicationRow;
  outbox: OutboxRow;
}
export type TableName = keyof Tables;

/** Primary key of each table, in the order of the key's columns. The order of tables is the order in which they are written. */
export const primaryKeys: { readonly [T in TableName]: readonly (keyof Tables[T] & string)[] } = {
  processSnapshot: ['instanceKey'],
  processInstance: ['instanceKey'],
  deduplication: ['deduplicationKey'],
  messageCorrelation: ['messageKey', 'processId'],
  outbox: ['outboxKey'],
  startTimer: ['timerKey'],
  elementInstance: ['elementInstanceKey'],
  sequenceFlow: ['instanceKey', 'flowId'],
  variable: ['scopeKey', 'name'],
  job: ['jobKey'],
  userTask: ['taskKey'],
  taskInbox: ['principal', 'assigned', 'due', 'taskKey'],
  timer: ['timerKey'],
  messageSubscription: ['subscriptionKey'],
  correlatedSubscription: ['messageKey', 'subscriptionKey'],
  signalSubscription: ['subscriptionKey'],
  incident: ['incidentKey'],
  decisionEvaluation: ['instanceKey', 'revision', 'position'],
  decisionInstance: ['evaluationKey', 'position'],
  historyEvent: ['instanceKey', 'revision', 'position'],
};
export const tableNames = Object.keys(primaryKeys) as TableName[];

/** Tables with rows of ended instances, the instance's own last. */
export const historyTables = ['elementInstance', 'sequenceFlow', 'variable', 'job', 'userTask', 'messageSubscription', 'correlatedSubscription', 'incident', 'decisionEvaluation', 'decisionInstance', 'historyEvent', 'processInstance'] as const satisfies readonly TableName[];
