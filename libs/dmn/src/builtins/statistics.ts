import type { Call } from '../evaluation/run.js';
import { both, either } from '../operators/comparison.js';
import { finite, ONE, ZERO } from '../values/decimal.js';
import type { Decimal } from '../values/decimal.js';
import { compare } from '../values/equality.js';
import { isNumber } from '../values/value.js';
import type { FeelList, FeelValue } from '../values/value.js';
import { builtin, overload, parameter } from './declaration.js';
import type { Builtin, Overload } from './declaration.js';

/** These take one list, or the elements as arguments. */
function ofElements(name: string, run: (call: Call, list: FeelList) => FeelValue): Builtin {
  const ways: Overload[] = [
    overload([parameter('list', 'list')], run),
    overload([parameter('first', 'any'), parameter('c...', 'any')], (call, first: FeelValue, rest: FeelList) => run(call, [first, ...rest])),
  ];
  return builtin(name, ...ways);
}

export const statisticBuiltins: readonly Builtin[] = [
  ofElements('min', (call, list) => extreme(call, list, -1)),
  ofElements('max', (call, list) => extreme(call, list, 1)),
  ofElements('sum', (call, list) => ofNumbers(call, list, (numbers) => numbers.reduce((sum, one) => sum.plus(one), ZERO))),
  ofElements('product', (call, list) => ofNumbers(call, list, (numbers) => numbers.reduce((product, one) => product.times(one), ONE))),
  ofElements('mean', (call, list) => ofNumbers(call, list, mean)),
  ofElements('median', (call, list) => ofNumbers(call, list, median)),
  ofElements('stddev', (call, list) => (list.length < 2 ? empty(call) : ofNumbers(call, list, deviation))),
  ofElements('mode', mode),
  ofElements('all', (call, list) => quantify(call, list, both, true)),
  ofElements('any', (call, list) => quantify(call, list, either, false)),
];

function empty(call: Call): null {
  return call.fail('INVALID_ARGUMENT', 'There are too few elements.');
}

function extreme(call: Call, list: FeelList, direction: 1 | -1): FeelValue {
  if (list.length === 0) return empty(call);
  call.run.spend(list.length >> 3);
  let best = list[0] ?? null;
  if (compare(best, best) === null) return call.fail('NOT_COMPARABLE', 'The elements have no order.');
  for (const element of list) {
    const order = compare(element, best);
    if (order === null) return call.fail('NOT_COMPARABLE', 'The elements have no common order.');
    if (order * direction > 0) best = element;
  }
  return best;
}

function numbersOf(call: Call, list: FeelList): readonly Decimal[] | null {
  call.run.spend(list.length);
  return list.every(isNumber) ? list : call.fail('TYPE_MISMATCH', 'An element is not a number.');
}

function ofNumbers(call: Call, list: FeelList, compute: (numbers: readonly Decimal[]) => Decimal): FeelValue {
  const numbers = numbersOf(call, list);
  if (!numbers) return null;
  if (numbers.length === 0) return empty(call);
  return finite(compute(numbers)) ?? call.fail('OUT_OF_RANGE', 'The result is out of range.');
}

function mean(numbers: readonly Decimal[]): Decimal {
  return numbers.reduce((sum, one) => sum.plus(one), ZERO).div(numbers.length);
}

function median(numbers: readonly Decimal[]): Decimal {
  const sorted = numbers.toSorted((a, b) => a.comparedTo(b));
  const upper = sorted[sorted.length >> 1] ?? ZERO;
  const lower = sorted[(sorted.length - 1) >> 1] ?? ZERO;
  return upper === lower ? upper : lower.plus(upper).div(2);
}

/** Of a sample: divided by the number of elements less one. */
function deviation(numbers: readonly Decimal[]): Decimal {
  const middle = mean(numbers);
  const squares = numbers.reduce((sum, one) => sum.plus(one.minus(middle).pow(2)), ZERO);
  return squares.div(numbers.length - 1).sqrt();
}

function mode(call: Call, list: FeelList): FeelValue {
  const numbers = numbersOf(call, list);
  if (!numbers) return null;
  const counts = new Map<string, { readonly value: Decimal; count: number }>();
  for (const value of numbers) {
    const key = value.toFixed();
    const entry = counts.get(key);
    if (entry) entry.count++;
    else counts.set(key, { value, count: 1 });
  }
  const entries = [...counts.values()];
  const most = entries.reduce((max, entry) => Math.max(max, entry.count), 0);
  return entries.filter((entry) => entry.count === most).map((entry) => entry.value).sort((a, b) => a.comparedTo(b));
}

type Combine = (left: boolean | null, right: boolean | null) => boolean | null;

function quantify(call: Call, list: FeelList, combine: Combine, start: boolean): FeelValue {
  call.run.spend(list.length >> 3);
  let result: boolean | null = start;
  for (const element of list) {
    if (element !== null && typeof element !== 'boolean') return call.fail('NOT_BOOLEAN', 'An element is not boolean.');
    result = combine(result, element);
  }
  return result;
}

