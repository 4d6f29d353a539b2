import type { FeelEnvironment } from '../evaluation/run.js';
import type { FeelValue } from '../values/value.js';
import { addMonthsToDateTime, addNanos } from './addition.js';
import { FeelDaysTime, fractionNanos, FeelYearMonths } from './durations.js';
import { epochNanos, FeelDate, FeelDateTime, fromEpochNanos, parseDate, parseDateTime } from './moments.js';

const NANOS_PER_MILLI = 1_000_000n;
type InZone = Pick<FeelEnvironment, 'zone'>;

/**
 * Milliseconds since 1970 UTC of a date-time, a date (its midnight) or an ISO 8601 text of either; what has no zone is
 * taken in the environment's. Null when the value is none of these.
 */
export function toInstant(value: FeelValue, environment: InZone): number | null {
  const moment = typeof value === 'string' ? readMoment(value) : value;
  if (moment instanceof FeelDate) return millisOf(new FeelDateTime(moment.epochDay, 0, environment.zone));
  if (!(moment instanceof FeelDateTime)) return null;
  return millisOf(moment.zone === null ? new FeelDateTime(moment.epochDay, moment.nanos, environment.zone) : moment);
}

function readMoment(text: string): FeelDate | FeelDateTime | null {
  const trimmed = text.trim();
  const withSeconds = trimmed.replace(/T(\d\d:\d\d)(?!:?\d)/, 'T$1:00').replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  return parseDate(trimmed) ?? parseDateTime(withSeconds) ?? parseDateTime(withSeconds.replace(/\[(.+)\]$/, '').replace(/z$/, 'Z'));
}

function millisOf(moment: FeelDateTime): number | null {
  const nanos = epochNanos(moment);
  const millis = Number(nanos / NANOS_PER_MILLI) - (nanos % NANOS_PER_MILLI < 0n ? 1 : 0);
  return Math.abs(millis) <= 8_640_000_000_000_000 ? millis : null;
}

const ISO_DURATION =
  /^([+-]?)P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?)?$/;

/**
 * The instant a duration later. Months and years move the local date in the environment's zone; days and smaller units
 * are elapsed time. Takes a FEEL duration or an ISO 8601 text (weeks and mixed units too). Null when it is neither.
 */
export function addDuration(epochMs: number, value: FeelValue, environment: InZone): number | null {
  const duration = typeof value === 'string' ? readDuration(value.trim()) : partsOf(value);
  if (!duration || !Number.isFinite(epochMs)) return null;
  const start = fromEpochNanos(BigInt(Math.trunc(epochMs)) * NANOS_PER_MILLI, environment.zone);
  const moved = start && (duration.months === 0 ? start : addMonthsToDateTime(start, duration.months));
  const end = moved && addNanos(moved, duration.nanos);
  return end && millisOf(end);
}

interface Parts {
  readonly months: number;
  readonly nanos: bigint;
}

function partsOf(value: FeelValue): Parts | null {
  if (value instanceof FeelYearMonths) return { months: value.months, nanos: 0n };
  return value instanceof FeelDaysTime ? { months: 0, nanos: value.nanos } : null;
}

function readDuration(text: string): Parts | null {
  const match = text.length > 100 ? null : ISO_DURATION.exec(text);
  if (!match) return null;
  const part = (index: number): bigint => BigInt(match[index] ?? 0);
  const seconds = (part(4) * 7n + part(5)) * 86_400n + part(6) * 3600n + part(7) * 60n + part(8);
  const nanos = seconds * 1_000_000_000n + BigInt(fractionNanos(match[9] ?? ''));
  const months = Number(part(2) * 12n + part(3));
  return match[1] === '-' ? { months: -months, nanos: -nanos } : { months, nanos };
}
