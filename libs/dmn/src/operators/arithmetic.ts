import type { ArithmeticSign } from '../syntax/tree.js';
import { FeelDaysTime, yearMonths } from '../temporal/durations.js';
import type { FeelYearMonths } from '../temporal/durations.js';
import { epochNanos, type FeelDateTime, type FeelTime } from '../temporal/moments.js';
import type { FeelDate } from '../temporal/moments.js';
import { addDays, addMonths, addMonthsToDateTime, addNanos, addNanosToTime } from '../temporal/addition.js';
import { NANOS_PER_SECOND } from '../temporal/zone.js';
import { Decimal, finite } from '../values/decimal.js';
import type { FeelKind, FeelValue } from '../values/value.js';
import { midnightUtc } from '../types/conformance.js';

type Binary = (left: never, right: never) => FeelValue;
type Row = Partial<Record<FeelKind, Partial<Record<FeelKind, Binary>>>>;

const YM = 'years and months duration';
const DT = 'days and time duration';
const MOMENT = 'date and time';

function between(left: FeelDateTime, right: FeelDateTime): FeelValue {
  return (left.zone === null) === (right.zone === null) ? new FeelDaysTime(epochNanos(left) - epochNanos(right)) : null;
}

function betweenTimes(left: FeelTime, right: FeelTime): FeelValue {
  if ((left.zone === null) !== (right.zone === null)) return null;
  const shift = ((right.offset ?? 0) - (left.offset ?? 0)) * NANOS_PER_SECOND;
  return new FeelDaysTime(BigInt(left.nanos - right.nanos + shift));
}

function scaleMonths(duration: FeelYearMonths, factor: Decimal, divide: boolean): FeelValue {
  if (divide && factor.isZero()) return null;
  const months = new Decimal(duration.months);
  return yearMonths((divide ? months.div(factor) : months.times(factor)).trunc().toNumber());
}

function scaleNanos(duration: FeelDaysTime, factor: Decimal, divide: boolean): FeelValue {
  if (divide && factor.isZero()) return null;
  const nanos = new Decimal(duration.nanos.toString());
  const scaled = (divide ? nanos.div(factor) : nanos.times(factor)).trunc();
  return scaled.isFinite() && scaled.e < 40 ? new FeelDaysTime(BigInt(scaled.toFixed())) : null;
}

function quotient(left: Decimal, right: Decimal): FeelValue {
  return right.isZero() ? null : finite(left.div(right));
}

const addTable: Row = {
  'number': { number: (a: Decimal, b: Decimal) => finite(a.plus(b)) },
  'string': { string: (a: string, b: string) => a + b },
  'date': {
    [YM]: (a: FeelDate, b: FeelYearMonths) => addMonths(a, b.months),
    [DT]: (a: FeelDate, b: FeelDaysTime) => addDays(a, b.nanos),
  },
  'time': { [DT]: (a: FeelTime, b: FeelDaysTime) => addNanosToTime(a, b.nanos) },
  [MOMENT]: {
    [YM]: (a: FeelDateTime, b: FeelYearMonths) => addMonthsToDateTime(a, b.months),
    [DT]: (a: FeelDateTime, b: FeelDaysTime) => addNanos(a, b.nanos),
  },
  [YM]: {
    [YM]: (a: FeelYearMonths, b: FeelYearMonths) => yearMonths(a.months + b.months),
    date: (a: FeelYearMonths, b: FeelDate) => addMonths(b, a.months),
    [MOMENT]: (a: FeelYearMonths, b: FeelDateTime) => addMonthsToDateTime(b, a.months),
  },
  [DT]: {
    [DT]: (a: FeelDaysTime, b: FeelDaysTime) => new FeelDaysTime(a.nanos + b.nanos),
    date: (a: FeelDaysTime, b: FeelDate) => addDays(b, a.nanos),
    time: (a: FeelDaysTime, b: FeelTime) => addNanosToTime(b, a.nanos),
    [MOMENT]: (a: FeelDaysTime, b: FeelDateTime) => addNanos(b, a.nanos),
  },
};

const subtractTable: Row = {
  'number': { number: (a: Decimal, b: Decimal) => finite(a.minus(b)) },
  'date': {
    date: (a: FeelDate, b: FeelDate) => between(midnightUtc(a), midnightUtc(b)),
    [MOMENT]: (a: FeelDate, b: FeelDateTime) => between(midnightUtc(a), b),
    [YM]: (a: FeelDate, b: FeelYearMonths) => addMonths(a, -b.months),
    [DT]: (a: FeelDate, b: FeelDaysTime) => addDays(a, -b.nanos),
  },
  'time': {
    time: betweenTimes,
    [DT]: (a: FeelTime, b: FeelDaysTime) => addNanosToTime(a, -b.nanos),
  },
  [MOMENT]: {
    [MOMENT]: between,
    date: (a: FeelDateTime, b: FeelDate) => between(a, midnightUtc(b)),
    [YM]: (a: FeelDateTime, b: FeelYearMonths) => addMonthsToDateTime(a, -b.months),
    [DT]: (a: FeelDateTime, b: FeelDaysTime) => addNanos(a, -b.nanos),
  },
  [YM]: { [YM]: (a: FeelYearMonths, b: FeelYearMonths) => yearMonths(a.months - b.months) },
  [DT]: { [DT]: (a: FeelDaysTime, b: FeelDaysTime) => new FeelDaysTime(a.nanos - b.nanos) },
};

const multiplyTable: Row = {
  number: {
    number: (a: Decimal, b: Decimal) => finite(a.times(b)),
    [YM]: (a: Decimal, b: FeelYearMonths) => scaleMonths(b, a, false),
    [DT]: (a: Decimal, b: FeelDaysTime) => scaleNanos(b, a, false),
  },
  [YM]: { number: (a: FeelYearMonths, b: Decimal) => scaleMonths(a, b, false) },
  [DT]: { number: (a: FeelDaysTime, b: Decimal) => scaleNanos(a, b, false) },
};

const divideTable: Row = {
  number: { number: quotient },
  [YM]: {
    number: (a: FeelYearMonths, b: Decimal) => scaleMonths(a, b, true),
    [YM]: (a: FeelYearMonths, b: FeelYearMonths) => quotient(new Decimal(a.months), new Decimal(b.months)),
  },
  [DT]: {
    number: (a: FeelDaysTime, b: Decimal) => scaleNanos(a, b, true),
    [DT]: (a: FeelDaysTime, b: FeelDaysTime) => quotient(new Decimal(a.nanos.toString()), new Decimal(b.nanos.toString())),
  },
};

const powerTable: Row = { number: { number: (a: Decimal, b: Decimal) => finite(a.pow(b)) } };

const TABLES: Record<ArithmeticSign, Row> = {
  '+': addTable,
  '-': subtractTable,
  '*': multiplyTable,
  '/': divideTable,
  '**': powerTable,
};

/** The operation of a sign on two kinds; undefined where FEEL defines none. The operation gives null where it has no value. */
export function arithmeticOperation(
  sign: ArithmeticSign,
  left: FeelKind,
  right: FeelKind,
): ((left: FeelValue, right: FeelValue) => FeelValue) | undefined {
  return TABLES[sign][left]?.[right] as ((left: FeelValue, right: FeelValue) => FeelValue) | undefined;
}

/** Unary minus; undefined where FEEL defines none. */
export function negate(value: FeelValue, kind: FeelKind): FeelValue | undefined {
  if (kind === 'number') return finite((value as Decimal).negated());
  if (kind === YM) return yearMonths(-(value as FeelYearMonths).months);
  if (kind === DT) return new FeelDaysTime(-(value as FeelDaysTime).nanos);
  return undefined;
}
