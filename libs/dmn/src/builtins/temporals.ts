import type { Call } from '../evaluation/run.js';
import { dayOfYear, isoWeek, weekday } from '../temporal/calendar.js';
import { parseDuration, yearMonths } from '../temporal/durations.js';
import type { FeelDaysTime } from '../temporal/durations.js';
import { type FeelDate, FeelDateTime, FeelTime, fromEpochNanos, makeDate, parseDate, parseDateTime, parseTime } from '../temporal/moments.js';
import { isOffset, NANOS_PER_DAY, NANOS_PER_SECOND } from '../temporal/zone.js';
import { Decimal, safeInteger } from '../values/decimal.js';
import type { FeelValue } from '../values/value.js';
import { builtin, overload, parameter } from './declaration.js';
import type { Builtin } from './declaration.js';

const dateLike = ['date', 'date and time'] as const;
const day = [parameter('date', ...dateLike)];

export const temporalBuiltins: readonly Builtin[] = [
  builtin('date',
    overload([parameter('from', 'string')], (call, text: string) => parseDate(text) ?? noLiteral(call, text, 'date')),
    overload([parameter('from', ...dateLike)], (_call, from: FeelDate | FeelDateTime) => dateOf(from)),
    overload([parameter('year', 'number'), parameter('month', 'number'), parameter('day', 'number')], dateOfParts)),
  builtin('date and time',
    overload([parameter('from', 'string')], (call, text: string) => parseDateTime(text) ?? midnightOf(text) ?? noLiteral(call, text, 'date and time')),
    overload([parameter('from', 'date and time')], (_call, from: FeelDateTime) => from),
    overload([parameter('date', ...dateLike), parameter('time', 'time')], (_call, date: FeelDate | FeelDateTime, time: FeelTime) =>
      new FeelDateTime(date.epochDay, time.nanos, time.zone))),
  builtin('time',
    overload([parameter('from', 'string')], (call, text: string) => parseTime(text) ?? noLiteral(call, text, 'time')),
    overload([parameter('from', 'time', ...dateLike)], (_call, from: FeelTime | FeelDate | FeelDateTime) => timeOf(from)),
    overload(
      [parameter('hour', 'number'), parameter('minute', 'number'), parameter('second', 'number'), parameter('offset?', 'days and time duration', 'nullable')],
      timeOfParts,
    )),
  builtin('duration', overload([parameter('from', 'string')], (call, text: string) => parseDuration(text) ?? noLiteral(call, text, 'duration'))),
  builtin('years and months duration', overload([parameter('from', ...dateLike), parameter('to', ...dateLike)], monthsBetween)),
  builtin('now', overload([], now)),
  builtin('today', overload([], (call) => {
    const moment = now(call);
    return moment instanceof FeelDateTime ? moment.date : moment;
  })),
  builtin('day of year', overload(day, (_call, date: FeelDate | FeelDateTime) => new Decimal(dayOfYear(dateOf(date))))),
  builtin('day of week', overload(day, (_call, date: FeelDate | FeelDateTime) => WEEKDAYS[weekday(date.epochDay) - 1] ?? null)),
  builtin('month of year', overload(day, (_call, date: FeelDate | FeelDateTime) => MONTHS[dateOf(date).month - 1] ?? null)),
  builtin('week of year', overload(day, (_call, date: FeelDate | FeelDateTime) => new Decimal(isoWeek(date.epochDay)))),
];

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
];

function noLiteral(call: Call, text: string, kind: string): null {
  return call.fail('INVALID_LITERAL', `${JSON.stringify(text.slice(0, 40))} is no ${kind}.`);
}

function dateOf(value: FeelDate | FeelDateTime): FeelDate {
  return value instanceof FeelDateTime ? value.date : value;
}

function midnightOf(text: string): FeelDateTime | null {
  const date = parseDate(text);
  return date && new FeelDateTime(date.epochDay, 0, null);
}

function timeOf(value: FeelTime | FeelDate | FeelDateTime): FeelTime {
  if (value instanceof FeelTime) return value;
  return value instanceof FeelDateTime ? new FeelTime(value.nanos, value.zone) : new FeelTime(0, 0);
}

function dateOfParts(call: Call, year: Decimal, month: Decimal, dayOfMonth: Decimal): FeelValue {
  const [y, m, d] = [safeInteger(year), safeInteger(month), safeInteger(dayOfMonth)];
  const date = y === null || m === null || d === null ? null : makeDate(y, m, d);
  return date ?? call.fail('OUT_OF_RANGE', 'There is no such date.');
}

function timeOfParts(call: Call, hour: Decimal, minute: Decimal, second: Decimal, offset: FeelDaysTime | null = null): FeelValue {
  const [h, m] = [safeInteger(hour), safeInteger(minute)];
  const wrong = h === null || m === null || h < 0 || h > 23 || m < 0 || m > 59 || second.isNegative() || second.greaterThanOrEqualTo(60);
  if (wrong) return call.fail('OUT_OF_RANGE', 'There is no such time.');
  const nanos = (h * 3600 + m * 60) * NANOS_PER_SECOND + second.times(NANOS_PER_SECOND).trunc().toNumber();
  if (offset === null) return new FeelTime(nanos, null);
  const seconds = Number(offset.nanos / BigInt(NANOS_PER_SECOND));
  return isOffset(seconds) ? new FeelTime(nanos, seconds) : call.fail('OUT_OF_RANGE', 'An offset is at most 18 hours.');
}

function monthsBetween(call: Call, from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): FeelValue {
  const [a, b] = [dateOf(from), dateOf(to)];
  let months = (b.year - a.year) * 12 + b.month - a.month;
  if (months > 0 && b.day < a.day) months--;
  if (months < 0 && b.day > a.day) months++;
  return yearMonths(months) ?? call.fail('OUT_OF_RANGE', 'The duration is out of range.');
}

function now(call: Call): FeelValue {
  const { now: millis, zone } = call.run.environment;
  const nanos = (BigInt(Math.trunc(millis)) * BigInt(NANOS_PER_DAY)) / 86_400_000n;
  return fromEpochNanos(nanos, zone) ?? call.fail('OUT_OF_RANGE', 'The clock is out of range.');
}
