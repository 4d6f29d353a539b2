import type { ArithmeticSign } from '../syntax/tree.js';
import type { FeelKind } from '../values/value.js';

const MOMENTS: readonly FeelKind[] = ['date', 'time', 'date and time'];

/** Kind of the result of a defined operation. */
export function resultOfArithmetic(sign: ArithmeticSign, left: FeelKind, right: FeelKind): FeelKind {
  if (left === right) {
    if (sign === '/') return 'number';
    return MOMENTS.includes(left) ? 'days and time duration' : left;
  }
  if (MOMENTS.includes(left) && MOMENTS.includes(right)) return 'days and time duration';
  if (MOMENTS.includes(left)) return left;
  if (MOMENTS.includes(right)) return right;
  return left === 'number' ? right : left;
}
