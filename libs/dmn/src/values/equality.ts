import { charge } from '../evaluation/meter.js';
import { FeelDateTime, utcParts } from '../temporal/moments.js';
import type { FeelTime } from '../temporal/moments.js';
import { NANOS_PER_SECOND } from '../temporal/zone.js';
import { compareDecimals } from './decimal.js';
import type { Decimal } from './decimal.js';
import type { FeelRange } from './range.js';
import { typeOf } from './value.js';
import type { FeelContext, FeelKind, FeelList, FeelValue } from './value.js';

/** FEEL equality: null when the two values are not of one kind (null equals only null). Zoned values are equal by instant. */
export function equals(left: FeelValue, right: FeelValue): boolean | null {
  if (left === null || right === null) return left === right;
  const kind = typeOf(left);
  if (kind !== typeOf(right)) return null;
  switch (kind) {
    case 'string':
    case 'boolean':
    case 'function':
      return left === right;
    case 'list':
      return equalLists(left as FeelList, right as FeelList);
    case 'context':
      return equalContexts(left as FeelContext, right as FeelContext);
    case 'range':
      return equalRanges(left as FeelRange, right as FeelRange);
    default: {
      const order = compareKind(kind, left, right);
      return order === null ? null : order === 0;
    }
  }
}

/** Order of two values of one comparable kind: negative, 0 or positive; null when they cannot be ordered. */
export function compare(left: FeelValue, right: FeelValue): number | null {
  const kind = typeOf(left);
  return kind === typeOf(right) ? compareKind(kind, left, right) : null;
}

function compareKind(kind: FeelKind, left: FeelValue, right: FeelValue): number | null {
  switch (kind) {
    case 'number':
      return compareDecimals(left as Decimal, right as Decimal);
    case 'string':
      return compareText(left as string, right as string);
    case 'date':
      return compareFields(left as DateFields, right as DateFields);
    case 'time':
      return compareTimes(left as FeelTime, right as FeelTime);
    case 'date and time':
      return compareDateTimes(left as FeelDateTime, right as FeelDateTime);
    case 'years and months duration':
      return (left as { months: number }).months - (right as { months: number }).months;
    case 'days and time duration':
      return compareBig((left as { nanos: bigint }).nanos, (right as { nanos: bigint }).nanos);
    default:
      return null;
  }
}

interface DateFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function compareFields(left: DateFields, right: DateFields): number {
  return left.year - right.year || left.month - right.month || left.day - right.day;
}

function compareBig(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Up to this length a text is compared for the price of the comparison. */
const SHORT = 64;

/** By code points, which UTF-16 units do not follow above U+FFFF. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  if (length > SHORT) charge(length >> 4);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function compareTimes(left: FeelTime, right: FeelTime): number | null {
  if ((left.zone === null) !== (right.zone === null)) return null;
  const shift = ((right.offset ?? 0) - (left.offset ?? 0)) * NANOS_PER_SECOND;
  return left.nanos - right.nanos + shift;
}

function compareDateTimes(left: FeelDateTime, right: FeelDateTime): number | null {
  if ((left.zone === null) !== (right.zone === null)) return null;
  const a = utcParts(left);
  const b = utcParts(right);
  return a.day - b.day || a.nanos - b.nanos;
}

function equalLists(left: FeelList, right: FeelList): boolean {
  charge(left.length);
  return left.length === right.length && left.every((value, index) => equals(value, right[index] ?? null) === true);
}

function equalContexts(left: FeelContext, right: FeelContext): boolean {
  if (left.size !== right.size) return false;
  charge(left.size);
  for (const [key, value] of left) {
    const other = right.get(key);
    if (other === undefined || equals(value, other) !== true) return false;
  }
  return true;
}

function equalRanges(left: FeelRange, right: FeelRange): boolean {
  return (
    left.startIncluded === right.startIncluded &&
    left.endIncluded === right.endIncluded &&
    isOpenEnded(left) === isOpenEnded(right) &&
    (left.sign === '!=') === (right.sign === '!=') &&
    equals(left.start, right.start) === true &&
    equals(left.end, right.end) === true
  );
}

/** An open end of a comparison is not the null bound of a written range. */
function isOpenEnded(range: FeelRange): boolean {
  return range.sign !== null && range.sign !== '=' && range.sign !== '!=';
}

/** The `is` of FEEL: same kind, same value, and for zoned values the same zone. Never null. */
export function isSame(left: FeelValue, right: FeelValue): boolean {
  const kind = typeOf(left);
  if (kind !== typeOf(right)) return false;
  if (kind === 'time') return (left as FeelTime).zone === (right as FeelTime).zone && equals(left, right) === true;
  if (left instanceof FeelDateTime) return left.zone === (right as FeelDateTime).zone && equals(left, right) === true;
  if (kind === 'list') {
    const other = right as FeelList;
    const list = left as FeelList;
    charge(list.length);
    return list.length === other.length && list.every((value, index) => isSame(value, other[index] ?? null));
  }
  return equals(left, right) === true;
}
