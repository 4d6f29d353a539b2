import type { FeelPosition } from '../syntax/position.js';
import type { FeelTypes } from '../types/feel-type.js';
import type { FeelValue } from '../values/value.js';

export type FeelWarningCode =
  | 'VARIABLE_NOT_FOUND'
  | 'ENTRY_NOT_FOUND'
  | 'FUNCTION_NOT_FOUND'
  | 'TYPE_NOT_FOUND'
  | 'NOT_A_FUNCTION'
  | 'TYPE_MISMATCH'
  | 'NOT_COMPARABLE'
  | 'NOT_BOOLEAN'
  | 'INVALID_ARGUMENT'
  | 'INVALID_LITERAL'
  | 'OUT_OF_RANGE'
  | 'DIVISION_BY_ZERO'
  | 'DUPLICATE_KEY'
  | 'INDEX_OUT_OF_RANGE'
  | 'EXTERNAL_FUNCTION'
  | 'VALUE_NOT_ALLOWED'
  | 'TABLE_NOT_UNIQUE'
  | 'TABLE_OUTPUTS_DIFFER'
  | 'TABLE_NO_RULE'
  | 'DECISION_NOT_FOUND'
  | 'NOT_COMPILED';

/** Why something became null, and where in the text. `source` names the part of a decision model the text stands in. */
export interface FeelWarning {
  readonly code: FeelWarningCode;
  readonly message: string;
  readonly position: FeelPosition;
  readonly source?: string;
}

/** Limits of one run; past any of them `run` throws FeelBudgetError. */
export interface FeelBudget {
  /** Calls, iterations and elements produced, each weighted by the size of the text it runs. */
  readonly steps: number;
  /** UTF-16 units of one text. */
  readonly textLength: number;
  /** Elements of one list. */
  readonly listLength: number;
  /** Nesting of function calls, in units of the nesting of their bodies. */
  readonly depth: number;
}

export const DEFAULT_BUDGET: FeelBudget = { steps: 1_000_000, textLength: 1_000_000, listLength: 200_000, depth: 8000 };

/** What a run may know of the world. */
export interface FeelEnvironment {
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** Zone of `now()` and `today()`: an IANA id. */
  readonly zone: string;
  readonly budget?: Partial<FeelBudget>;
  /** Types of the model, for `instance of` and typed parameters. */
  readonly types?: FeelTypes;
}

/** The variables of a run. A Map will do. */
export interface FeelScope {
  get(name: string): FeelValue | undefined;
}

/** The run asked for more than its budget. */
export class FeelBudgetError extends Error {
  readonly code = 'FEEL_BUDGET_EXCEEDED';
  constructor(readonly limit: keyof FeelBudget) {
    super(`The expression exceeded its budget of ${limit}.`);
    this.name = 'FeelBudgetError';
  }
}

const WARNINGS_KEPT = 50;

/** State of one run: what is left of the budget, and the warnings. */
export class Run {
  readonly warnings: FeelWarning[] = [];
  readonly budget: FeelBudget;
  source: string | undefined;
  private steps: number;
  private depth: number;

  constructor(readonly environment: FeelEnvironment) {
    this.budget = environment.budget ? { ...DEFAULT_BUDGET, ...environment.budget } : DEFAULT_BUDGET;
    this.steps = this.budget.steps;
    this.depth = this.budget.depth;
  }

  spend(steps: number): void {
    this.steps -= steps;
    if (this.steps < 0) throw new FeelBudgetError('steps');
  }

  enter(depth: number): void {
    this.depth -= depth;
    if (this.depth < 0) throw new FeelBudgetError('depth');
  }

  leave(depth: number): void {
    this.depth += depth;
  }

  /** Charges a text that is about to be made. */
  spendText(length: number): void {
    if (length > this.budget.textLength) throw new FeelBudgetError('textLength');
    this.spend(length >> 4);
  }

  /** Charges a list that is about to be made. */
  spendList(length: number): void {
    if (length > this.budget.listLength) throw new FeelBudgetError('listLength');
    this.spend(length);
  }

  warn(code: FeelWarningCode, message: string, position: FeelPosition): null {
    if (this.warnings.length < WARNINGS_KEPT) {
      const { from, to } = position;
      this.warnings.push({ code, message, position: { from, to }, ...(this.source !== undefined && { source: this.source }) });
    }
    return null;
  }
}

/** A call under way: the run, and the place to blame. */
export class Call {
  constructor(readonly run: Run, readonly position: FeelPosition) {}

  fail(code: FeelWarningCode, message: string): null {
    return this.run.warn(code, message, this.position);
  }
}
