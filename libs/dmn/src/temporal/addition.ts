import { plusMonths, toEpochDay, YEAR_LIMIT } from './calendar.js';
import { dateOfEpochDay, epochNanos, FeelDate, FeelDateTime, FeelTime, fromEpochNanos } from './moments.js';
import { NANOS_PER_DAY } from './zone.js';

const DAY = BigInt(NANOS_PER_DAY);
const DAYS_LIMIT = 800_000_000_000n;

/** Adds months to a date, the day at most the month's last; null when the year leaves FEEL's range. */
export function addMonths(date: FeelDate, months: number): FeelDate | null {
  if (!Number.isSafeInteger(months)) return null;
  const { year, month, day } = plusMonths(date, months);
  return Math.abs(year) > YEAR_LIMIT ? null : new FeelDate(year, month, day);
}

/** Adds a length of time to a date, counted from its midnight; the result is the date that is reached. */
export function addDays(date: FeelDate, nanos: bigint): FeelDate | null {
  let days = nanos / DAY;
  if (nanos % DAY < 0n) days -= 1n;
  if (days > DAYS_LIMIT || days < -DAYS_LIMIT) return null;
  const result = dateOfEpochDay(date.epochDay + Number(days));
  return Math.abs(result.year) > YEAR_LIMIT ? null : result;
}

/** Adds months to the local date; time and zone stay. */
export function addMonthsToDateTime(value: FeelDateTime, months: number): FeelDateTime | null {
  const date = addMonths(value.date, months);
  return date && new FeelDateTime(toEpochDay(date.year, date.month, date.day), value.nanos, value.zone);
}

/** Adds elapsed time; in a zone with changing clocks the local time follows them. */
export function addNanos(value: FeelDateTime, nanos: bigint): FeelDateTime | null {
  return fromEpochNanos(epochNanos(value) + nanos, value.zone);
}

/** Adds to a time of day, round the clock. */
export function addNanosToTime(value: FeelTime, nanos: bigint): FeelTime {
  const sum = (BigInt(value.nanos) + nanos) % DAY;
  return new FeelTime(Number(sum < 0n ? sum + DAY : sum), value.zone);
}
