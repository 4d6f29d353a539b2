import { compareBySign, not, passes, either } from '../operators/comparison.js';
import { equals } from '../values/equality.js';
import type { FeelNode, UnaryTestsNode } from '../syntax/tree.js';
import { compareDecimals } from '../values/decimal.js';
import { FeelRange } from '../values/range.js';
import { isNumber, typeOf } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import { compileNode } from './compiler.js';
import { constantOf, Frame, innerScope } from './frame.js';
import type { Evaluate, StaticScope } from './frame.js';
import { usesInput } from './measure.js';

/** A compiled test of an input. The frame must know the input as `?` when `readsInput`. */
export interface CompiledTests {
  readonly readsInput: boolean;
  readonly test: (frame: Frame, input: FeelValue) => boolean | null;
}

type Test = (frame: Frame, input: FeelValue) => boolean | null;

/** `value in test` and `value in (test, test …)`; inside the tests `?` is the value. */
export function compileIn(node: Extract<FeelNode, { tag: 'in' }>, scope: StaticScope | null): Evaluate {
  const value = compileNode(node.value, scope);
  const readsInput = node.tests.some(usesInput);
  const inner = readsInput ? innerScope(scope, ['?']) : scope;
  const test = anyOf(node.tests.map((part) => compileTest(part, inner, false)));
  return (frame) => {
    const input = value(frame);
    const at = readsInput ? new Frame(frame.run, frame.scope, frame, [input], null) : frame;
    const result = test(at, input);
    return result === null ? frame.run.warn('NOT_COMPARABLE', `The ${typeOf(input)} cannot be compared with the test.`, node) : result;
  };
}

/** Unary tests; `?` is looked up in the scope of the run. */
export function compileUnaryTests(node: UnaryTestsNode, scope: StaticScope | null): CompiledTests {
  if (node.tests === null) return { readsInput: false, test: () => true };
  const any = anyOf(node.tests.map((part) => compileTest(part, scope, true)));
  return {
    readsInput: node.tests.some(usesInput),
    test: node.negated ? (frame, input) => not(any(frame, input)) : any,
  };
}

function anyOf(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (frame, input) => {
    let result: boolean | null = false;
    for (const test of tests) {
      const one = test(frame, input);
      if (one === true) return true;
      result = either(result, one);
    }
    return result;
  };
}

/** In a cell, a boolean that an expression gives is the answer itself, unless the input is boolean too; after `in` only with `?`. */
function compileTest(node: FeelNode, scope: StaticScope | null, isCell: boolean): Test {
  if (node.tag === 'test') {
    const bound = compileNode(node.bound, scope);
    const { sign } = node;
    return (frame, input) => {
      const value = bound(frame);
      const result = compareBySign(sign, input, value);
      if (result === null) mismatch(frame, node, input, value);
      return result;
    };
  }
  const evaluate = compileNode(node, scope);
  const known = constantOf(evaluate);
  if (known) {
    const { value } = known;
    if (value instanceof FeelRange) return rangeTest(value);
    if (typeof value !== 'boolean' || !isCell) return (_frame, input) => passes(input, value);
    return (_frame, input) => (typeof input === 'boolean' || input === null ? equals(input, value) : value);
  }
  const answers = usesInput(node);
  return (frame, input) => {
    const value = evaluate(frame);
    if (typeof value === 'boolean' && (answers || (isCell && typeof input !== 'boolean'))) return value;
    if (value === null && (answers || input !== null)) return null;
    return passes(input, value);
  };
}

/** Most cells are ranges of numbers, and most inputs numbers. */
function rangeTest(range: FeelRange): Test {
  const { start, end, startIncluded, endIncluded, sign } = range;
  if (sign !== null || !isNumber(start) || !isNumber(end)) return (_frame, input) => passes(input, range);
  return (_frame, input) => {
    if (!isNumber(input)) return passes(input, range);
    const low = compareDecimals(input, start);
    if (low < 0 || (low === 0 && !startIncluded)) return false;
    const high = compareDecimals(input, end);
    return high < 0 || (high === 0 && endIncluded);
  };
}

/** A null input is an ordinary thing in a table; two kinds that never compare are worth a word. */
function mismatch(frame: Frame, node: FeelNode, input: FeelValue, bound: FeelValue): void {
  if (input !== null && bound !== null) frame.run.warn('NOT_COMPARABLE', `A ${typeOf(input)} cannot be tested against a ${typeOf(bound)}.`, node);
}
