import { Decimal } from '../values/decimal.js';
import type { FeelRange } from '../values/range.js';
import { typeOf } from '../values/value.js';
import type { FeelKind, FeelValue } from '../values/value.js';
import { fromEpochDay, weekday } from './calendar.js';
import { FeelDaysTime, splitNanos } from './durations.js';
import type { FeelYearMonths } from './durations.js';
import type { FeelDate, FeelDateTime, FeelTime } from './moments.js';
import { NANOS_PER_SECOND } from './zone.js';
import type { Zone } from './zone.js';

type Property = (value: never) => FeelValue;

function number(value: number): Decimal {
  return new Decimal(value);
}

function clock(value: { readonly nanos: number }, unit: number, modulus: number): Decimal {
  return number(Math.floor(Math.floor(value.nanos / NANOS_PER_SECOND) / unit) % modulus);
}

function offsetOf(value: { readonly offset: number | null }): FeelValue {
  return value.offset === null ? null : new FeelDaysTime(BigInt(value.offset) * BigInt(NANOS_PER_SECOND));
}

function zoneId(value: { readonly zone: Zone | null }): FeelValue {
  return typeof value.zone === 'string' ? value.zone : null;
}

const timeProperties: Record<string, Property> = {
  'hour': (value: FeelTime) => clock(value, 3600, 24),
  'minute': (value: FeelTime) => clock(value, 60, 60),
  'second': (value: FeelTime) => new Decimal(value.nanos % (60 * NANOS_PER_SECOND)).div(NANOS_PER_SECOND),
  'time offset': (value: FeelTime) => offsetOf(value),
  'timezone': (value: FeelTime) => zoneId(value),
};

function daysTimePart(part: 'days' | 'hours' | 'minutes' | 'seconds'): Property {
  return (value: FeelDaysTime) => {
    const split = splitNanos(value.nanos < 0n ? -value.nanos : value.nanos);
    const size = part === 'seconds'
      ? new Decimal(split.fraction).div(NANOS_PER_SECOND).plus(split.seconds)
      : new Decimal(String(split[part]));
    return value.nanos < 0n && !size.isZero() ? size.negated() : size;
  };
}

function monthsPart(divide: (months: number) => number): Property {
  return (value: FeelYearMonths) => number(divide(value.months) + 0);
}

const PROPERTIES: Partial<Record<FeelKind, Record<string, Property>>> = {
  'date': {
    year: (value: FeelDate) => number(value.year),
    month: (value: FeelDate) => number(value.month),
    day: (value: FeelDate) => number(value.day),
    weekday: (value: FeelDate) => number(weekday(value.epochDay)),
  },
  'time': timeProperties,
  'date and time': {
    ...timeProperties,
    year: (value: FeelDateTime) => number(fromEpochDay(value.epochDay).year),
    month: (value: FeelDateTime) => number(fromEpochDay(value.epochDay).month),
    day: (value: FeelDateTime) => number(fromEpochDay(value.epochDay).day),
    weekday: (value: FeelDateTime) => number(weekday(value.epochDay)),
  },
  'years and months duration': {
    years: monthsPart((months) => Math.trunc(months / 12)),
    months: monthsPart((months) => months % 12),
  },
  'days and time duration': {
    days: daysTimePart('days'),
    hours: daysTimePart('hours'),
    minutes: daysTimePart('minutes'),
    seconds: daysTimePart('seconds'),
  },
  'range': {
    'start': (value: FeelRange) => value.start,
    'end': (value: FeelRange) => value.end,
    'start included': (value: FeelRange) => value.startIncluded,
    'end included': (value: FeelRange) => value.endIncluded,
  },
};

/** A property of a temporal value or a range; undefined where the kind has none of the name. */
export function propertyOf(value: FeelValue, name: string): FeelValue | undefined {
  const properties = PROPERTIES[typeOf(value)];
  const property = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return (property as ((value: FeelValue) => FeelValue) | undefined)?.(value);
}
