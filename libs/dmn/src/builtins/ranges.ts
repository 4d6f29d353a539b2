import type { Call } from '../evaluation/run.js';
import { rangeIncludes } from '../operators/comparison.js';
import { parseExpression } from '../syntax/parse.js';
import type { FeelNode } from '../syntax/tree.js';
import { parseTemporal } from '../temporal/parse.js';
import { Decimal } from '../values/decimal.js';
import { compare, equals } from '../values/equality.js';
import { FeelRange, rangeOfComparison } from '../values/range.js';
import type { ComparisonSign } from '../values/range.js';
import type { FeelKind, FeelValue } from '../values/value.js';
import { builtin, overload, parameter } from './declaration.js';
import type { Builtin, Overload } from './declaration.js';

const POINTS: readonly FeelKind[] = [
  'number', 'string', 'date', 'time', 'date and time', 'years and months duration', 'days and time duration',
];

/** Order of two ends; an end left open by a comparison lies beyond everything. */
type Order = (left: FeelValue, right: FeelValue) => number;

class NotComparable extends Error {}

const order: Order = (left, right) => {
  const result = compare(left, right);
  if (result === null) throw new NotComparable();
  return result;
};

const startOrder: Order = (left, right) => (left === null || right === null ? openOrder(left, right, -1) : order(left, right));
const endOrder: Order = (left, right) => (left === null || right === null ? openOrder(left, right, 1) : order(left, right));

function openOrder(left: FeelValue, right: FeelValue, side: 1 | -1): number {
  if (left === null && right === null) return 0;
  return left === null ? side : -side;
}

/** End of one range against the start of another. */
const endToStart: Order = (end, start) => (end === null || start === null ? 1 : order(end, start));

function answered(test: (call: Call, a: never, b: never) => boolean): Overload['run'] {
  return (call, a: never, b: never) => {
    try {
      return test(call, a, b);
    } catch (error) {
      if (error instanceof NotComparable) return call.fail('NOT_COMPARABLE', 'The values have no common order.');
      throw error;
    }
  };
}

const points = [parameter('point1', ...POINTS), parameter('point2', ...POINTS)];
const pointRange = [parameter('point', ...POINTS), parameter('range', 'range')];
const rangePoint = [parameter('range', 'range'), parameter('point', ...POINTS)];
const ranges = [parameter('range1', 'range'), parameter('range2', 'range')];

type P = FeelValue;
type R = FeelRange;

const beforeRange = (a: R, b: R): boolean => {
  const at = endToStart(a.end, b.start);
  return at < 0 || (at === 0 && !(a.endIncluded && b.startIncluded));
};
const pointBefore = (p: P, r: R): boolean => r.start !== null && (order(p, r.start) < 0 || (order(p, r.start) === 0 && !r.startIncluded));
const rangeBefore = (r: R, p: P): boolean => r.end !== null && (order(r.end, p) < 0 || (order(r.end, p) === 0 && !r.endIncluded));
const meets = (a: R, b: R): boolean => a.endIncluded && b.startIncluded && a.end !== null && b.start !== null && order(a.end, b.start) === 0;
const overlaps = (a: R, b: R): boolean => !beforeRange(a, b) && !beforeRange(b, a);

/** Does the first start no later than the second? */
const startsFirst = (a: R, b: R): boolean => {
  const at = startOrder(a.start, b.start);
  return at < 0 || (at === 0 && (a.startIncluded || !b.startIncluded));
};
const endsLast = (a: R, b: R): boolean => {
  const at = endOrder(a.end, b.end);
  return at > 0 || (at === 0 && (a.endIncluded || !b.endIncluded));
};
const includesRange = (a: R, b: R): boolean => startsFirst(a, b) && endsLast(a, b);
const startsTogether = (a: R, b: R): boolean => startOrder(a.start, b.start) === 0 && a.startIncluded === b.startIncluded;
const endsTogether = (a: R, b: R): boolean => endOrder(a.end, b.end) === 0 && a.endIncluded === b.endIncluded;
const overlapsBefore = (a: R, b: R): boolean => !startsFirst(b, a) && overlaps(a, b) && endsLast(b, a);
const overlapsAfter = (a: R, b: R): boolean => !startsFirst(a, b) && overlaps(a, b) && endsLast(a, b);
const starts = (a: R, b: R): boolean => startsTogether(a, b) && endsLast(b, a);
const finishes = (a: R, b: R): boolean => endsTogether(a, b) && startsFirst(b, a);

export const rangeBuiltins: readonly Builtin[] = [
  builtin('before',
    overload(points, answered((_call, a: P, b: P) => order(a, b) < 0)),
    overload(pointRange, answered((_call, p: P, r: R) => pointBefore(p, r))),
    overload(rangePoint, answered((_call, r: R, p: P) => rangeBefore(r, p))),
    overload(ranges, answered((_call, a: R, b: R) => beforeRange(a, b)))),
  builtin('after',
    overload(points, answered((_call, a: P, b: P) => order(a, b) > 0)),
    overload(pointRange, answered((_call, p: P, r: R) => rangeBefore(r, p))),
    overload(rangePoint, answered((_call, r: R, p: P) => pointBefore(p, r))),
    overload(ranges, answered((_call, a: R, b: R) => beforeRange(b, a)))),
  builtin('meets', overload(ranges, answered((_call, a: R, b: R) => meets(a, b)))),
  builtin('met by', overload(ranges, answered((_call, a: R, b: R) => meets(b, a)))),
  builtin('overlaps', overload(ranges, answered((_call, a: R, b: R) => overlaps(a, b)))),
  builtin('overlaps before', overload(ranges, answered((_call, a: R, b: R) => overlapsBefore(a, b)))),
  builtin('overlaps after', overload(ranges, answered((_call, a: R, b: R) => overlapsAfter(a, b)))),
  builtin('finishes',
    overload(pointRange, answered((_call, p: P, r: R) => r.endIncluded && order(p, r.end) === 0)),
    overload(ranges, answered((_call, a: R, b: R) => finishes(a, b)))),
  builtin('finished by',
    overload(rangePoint, answered((_call, r: R, p: P) => r.endIncluded && order(p, r.end) === 0)),
    overload(ranges, answered((_call, a: R, b: R) => finishes(b, a)))),
  builtin('includes',
    overload(rangePoint, (call, r: R, p: P) => within(call, r, p)),
    overload(ranges, answered((_call, a: R, b: R) => includesRange(a, b)))),
  builtin('during',
    overload(pointRange, (call, p: P, r: R) => within(call, r, p)),
    overload(ranges, answered((_call, a: R, b: R) => includesRange(b, a)))),
  builtin('starts',
    overload(pointRange, answered((_call, p: P, r: R) => r.startIncluded && order(p, r.start) === 0)),
    overload(ranges, answered((_call, a: R, b: R) => starts(a, b)))),
  builtin('started by',
    overload(rangePoint, answered((_call, r: R, p: P) => r.startIncluded && order(p, r.start) === 0)),
    overload(ranges, answered((_call, a: R, b: R) => starts(b, a)))),
  builtin('coincides',
    overload(points, answered((_call, a: P, b: P) => order(a, b) === 0)),
    overload(ranges, answered((_call, a: R, b: R) => startsTogether(a, b) && endsTogether(a, b)))),
  builtin('range', overload([parameter('from', 'string')], rangeFromText)),
];

function within(call: Call, range: FeelRange, point: FeelValue): FeelValue {
  return rangeIncludes(range, point) ?? call.fail('NOT_COMPARABLE', 'The values have no common order.');
}

const PARSE_STEPS = 100;
const OPEN_START = /^\s*[(\]]\s*\.\.([^]+)([)[\]])\s*$/;
const OPEN_END = /^\s*([([\]])([^]+)\.\.\s*[)[]\s*$/;

/** `(..5]` and `[1..)`: a side that is left out is open without bound. */
function openRange(text: string): FeelRange | null {
  const [, end, closing] = OPEN_START.exec(text) ?? [];
  if (end !== undefined) return boundedBy(closing === ']' ? '<=' : '<', end);
  const [, opening, start] = OPEN_END.exec(text) ?? [];
  return start === undefined ? null : boundedBy(opening === '[' ? '>=' : '>', start);
}

function boundedBy(sign: ComparisonSign, text: string): FeelRange | null {
  const node = parseExpression(text);
  const bound = 'tag' in node ? literalOf(node) : undefined;
  return bound === undefined || bound === null ? null : rangeOfComparison(sign, bound);
}

/** Reads `[1..5)`; the ends are literals, of one kind and in order. */
function rangeFromText(call: Call, text: string): FeelValue {
  call.run.spend(PARSE_STEPS);
  const open = openRange(text);
  if (open) return open;
  const node = parseExpression(text);
  if ('tag' in node && node.tag === 'interval') {
    const start = literalOf(node.start);
    const end = literalOf(node.end);
    const ordered = start !== undefined && end !== undefined && inOrder(start, end);
    if (ordered) return new FeelRange(start, end, node.startIncluded, node.endIncluded);
  }
  return call.fail('INVALID_LITERAL', `${JSON.stringify(text.slice(0, 40))} is no range.`);
}

function inOrder(start: FeelValue, end: FeelValue): boolean {
  if (start === null || end === null) return start !== end;
  const at = compare(start, end);
  return at !== null && (at < 0 || equals(start, end) === true);
}

const CONSTRUCTORS = new Set(['date', 'time', 'date and time', 'duration']);

function literalOf(node: FeelNode): FeelValue | undefined {
  switch (node.tag) {
    case 'literal':
      return typeof node.value === 'boolean' ? undefined : node.value;
    case 'at':
      return parseTemporal(node.text) ?? undefined;
    case 'negation': {
      const value = literalOf(node.operand);
      return value instanceof Decimal ? value.negated() : undefined;
    }
    case 'call': {
      const [argument] = node.positional;
      const isLiteral = node.target.tag === 'name' && CONSTRUCTORS.has(node.target.name) && node.positional.length === 1;
      return isLiteral && argument?.tag === 'literal' && typeof argument.value === 'string' ? (parseTemporal(argument.value) ?? undefined) : undefined;
    }
    default:
      return undefined;
  }
}
