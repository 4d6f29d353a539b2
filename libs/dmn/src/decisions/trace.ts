import type { Run } from '../evaluation/run.js';
import type { FeelValue } from '../values/value.js';
import type { HitPolicy } from './hit-policies.js';

/** A rule that fired. `index` counts from 1. */
export interface RuleTrace {
  readonly ruleId: string;
  readonly index: number;
  readonly outputs: readonly { readonly name: string; readonly value: FeelValue }[];
}

/** One evaluation of a table: the values compared, the rules that matched, the result. */
export interface TableTrace {
  readonly tableId: string;
  /** The decision or knowledge model the table belongs to. */
  readonly ownerId: string;
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly { readonly id: string; readonly label: string; readonly value: FeelValue }[];
  readonly rules: readonly RuleTrace[];
  readonly value: FeelValue;
}

/** One decision that was evaluated, those it requires before it. */
export interface EvaluatedDecision {
  readonly decisionId: string;
  readonly name: string;
  readonly value: FeelValue;
}

export interface DecisionTrace {
  readonly decisions: readonly EvaluatedDecision[];
  readonly tables: readonly TableTrace[];
}

interface OpenTrace {
  readonly decisions: EvaluatedDecision[];
  readonly tables: TableTrace[];
}

const traces = new WeakMap<Run, OpenTrace>();

/** Starts to write down what the run decides. */
export function startTrace(run: Run): OpenTrace {
  const trace: OpenTrace = { decisions: [], tables: [] };
  traces.set(run, trace);
  return trace;
}

export function traceOf(run: Run): OpenTrace | undefined {
  return traces.get(run);
}
