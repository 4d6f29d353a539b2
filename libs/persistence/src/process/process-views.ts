import type { Key } from '@vanthu/model';
import type { DecisionEvaluationRow, ElementInstanceRow, HistoryEventRow, IncidentRow, JsonValue, ProcessInstanceRow, UserTaskRow } from '@vanthu/engine';
import { fromSql, type SqlRow } from './sql.js';

/** Times are epoch ms. */
export interface UserTaskView extends Omit<UserTaskRow, 'headers' | 'candidateUsers' | 'candidateGroups'> {
  readonly headers: Readonly<Record<string, string>>;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  /** Of its instance. */
  readonly businessKey: string | null;
  readonly orgUnitId: string | null;
  readonly rootInstanceKey: Key;
}

export interface InstanceView extends Omit<ProcessInstanceRow, 'hasIncident'> {
  readonly hasIncident: boolean;
}

export type ElementView = ElementInstanceRow;
export type IncidentView = IncidentRow;

export interface FlowView {
  readonly flowId: string;
  /** How often it was taken. */
  readonly times: number;
}

export interface HistoryView extends Omit<HistoryEventRow, 'data'> {
  /** The event without its type, as the engine emitted it. */
  readonly data: JsonValue;
}

export interface DecisionView extends Omit<DecisionEvaluationRow, 'output' | 'trace'> {
  readonly output: JsonValue;
  readonly trace: JsonValue;
}

export interface VariableView {
  /** The instance itself, or an element instance. */
  readonly scopeKey: Key;
  readonly name: string;
  readonly value: JsonValue;
  readonly updatedAt: number;
}

export interface ViewPage<T> {
  readonly items: readonly T[];
  /** Give it back as `cursor`; null on the last page. */
  readonly nextCursor: string | null;
}

export function taskView(row: SqlRow): UserTaskView {
  const task = fromSql<UserTaskRow & Pick<UserTaskView, 'businessKey' | 'orgUnitId' | 'rootInstanceKey'>>(row);
  return {
    ...task,
    headers: JSON.parse(task.headers) as UserTaskView['headers'],
    candidateUsers: JSON.parse(task.candidateUsers) as string[],
    candidateGroups: JSON.parse(task.candidateGroups) as string[],
  };
}

export function instanceView(row: SqlRow): InstanceView {
  const instance = fromSql<ProcessInstanceRow>(row);
  return { ...instance, hasIncident: instance.hasIncident === 1 };
}

export function historyView(row: SqlRow): HistoryView {
  const event = fromSql<HistoryEventRow>(row);
  return { ...event, data: JSON.parse(event.data) as JsonValue };
}

export function decisionView(row: SqlRow): DecisionView {
  const decision = fromSql<DecisionEvaluationRow>(row);
  return { ...decision, output: JSON.parse(decision.output) as JsonValue, trace: JSON.parse(decision.trace) as JsonValue };
}

export function variableView(row: SqlRow): VariableView {
  const { scopeKey, name, value, updatedAt } = fromSql<{ scopeKey: Key; name: string; value: string; updatedAt: number }>(row);
  return { scopeKey, name, value: JSON.parse(value) as JsonValue, updatedAt };
}
