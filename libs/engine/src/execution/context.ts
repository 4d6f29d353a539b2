import type { Key } from '@vanthu/model';
import type { ResourceBinding } from '../compile/process-model.js';

import type { JsonValue } from './json.js';

export type { ResourceBinding };

/** All that `advance` may know of the outside. Same context, same result. */
export interface ExecutionContext {
  /** epoch ms; the same for the whole command */
  readonly now: number;
  /** IANA name, for local dates and times in expressions and timers */
  readonly zone: string;
  /** int64 keys, ascending within a command */
  readonly nextKey: () => Key;
  readonly decisions: DecisionEvaluator;
  readonly calendar: WorkingCalendar;
  /** Element steps a command may take before it is rolled back; default 10,000. */
  readonly stepBudget?: number;
}

export interface DecisionEvaluator {
  /**
   * Evaluates a deployed decision; null when no such decision is deployed.
   * `orgUnitId` picks the nearest variant upwards, `binding` the version.
   */
  evaluate(decisionId: string, orgUnitId: string | null, scope: (name: string) => JsonValue | undefined, binding: ResourceBinding): DecisionOutcome | null;
}

export type DecisionOutcome =
  | { readonly kind: 'decided'; readonly decisionKey: Key; readonly output: JsonValue; readonly trace: JsonValue }
  | { readonly kind: 'failed'; readonly message: string };

/** Working days per unit, for `vanthu:` deadlines. */
export interface WorkingCalendar {
  /** The end of the working day that lies `days` working days after `from`; both epoch ms. */
  addWorkingDays(from: number, days: number, orgUnitId: string | null): number;
}
