import { parseExpression, parseUnaryTests } from '../syntax/parse.js';
import type { FeelDialect, FeelError } from '../syntax/parse.js';
import type { FeelNames } from '../syntax/names.js';
import { isContext, isList, isNumber } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import { compileNode } from './compiler.js';
import { Frame } from './frame.js';
import type { Evaluate } from './frame.js';
import { compileUnaryTests } from './membership.js';
import { metered } from './meter.js';
import { FeelBudgetError, Run } from './run.js';
import type { FeelEnvironment, FeelScope, FeelWarning } from './run.js';

export interface CompileOptions {
  /** `expression` (default), or `unaryTests`: a table's cell, run with the input as `?`. */
  readonly dialect?: FeelDialect;
  /** Names in scope; needed only for names that hold operator signs or keywords. */
  readonly names?: FeelNames;
}

/** A value, and why it is null where it is. */
export interface FeelResult {
  readonly value: FeelValue;
  readonly warnings: readonly FeelWarning[];
}

/** A compiled text. Immutable; keep it and run it as often as you like. */
export interface FeelProgram {
  readonly kind: 'program';
  readonly text: string;
  /** Never throws but FeelBudgetError (and on bugs). */
  run(scope: FeelScope, environment: FeelEnvironment): FeelResult;
}

/** Compiles a text (without a leading `=`). */
export function compileFeel(text: string, options: CompileOptions = {}): FeelProgram | FeelError {
  const evaluate = compileEvaluate(text, options);
  if (typeof evaluate !== 'function') return evaluate;
  return {
    kind: 'program',
    text,
    run: (scope, environment) => {
      const run = new Run(environment);
      const value = bounded(run, () => evaluate(new Frame(run, scope, null, [], null)));
      return { value, warnings: run.warnings };
    },
  };
}

function compileEvaluate(text: string, { dialect = 'expression', names }: CompileOptions): Evaluate | FeelError {
  if (dialect === 'expression') {
    const node = parseExpression(text, names);
    return 'tag' in node ? compileNode(node, null) : node;
  }
  const node = parseUnaryTests(text, names);
  if (!('tag' in node)) return node;
  const tests = compileUnaryTests(node, null);
  return (frame) => tests.test(frame, frame.scope.get('?') ?? null);
}

/** Runs within the budget; also the whole size of the result counts, and deep recursion ends as a spent budget. */
export function bounded(run: Run, work: () => FeelValue): FeelValue {
  return metered(run, () => {
    try {
      const value = work();
      chargeSize(value, run);
      return value;
    } catch (error) {
      if (error instanceof RangeError && /call stack/i.test(error.message)) throw new FeelBudgetError('depth');
      throw error;
    }
  });
}

const RESULT_DEPTH = 500;

/** One step for every value in a value, as often as it is in it: what the result costs whoever writes it out. */
function chargeSize(value: FeelValue, run: Run, depth = 0): void {
  if (depth > RESULT_DEPTH) throw new FeelBudgetError('depth');
  if (typeof value === 'string') run.spend(value.length >> 4);
  else if (isNumber(value)) run.spend(Math.abs(value.e) >> 4);
  else if (isList(value)) {
    run.spend(value.length);
    for (const element of value) chargeSize(element, run, depth + 1);
  } else if (isContext(value)) {
    run.spend(value.size);
    for (const element of value.values()) chargeSize(element, run, depth + 1);
  }
}
