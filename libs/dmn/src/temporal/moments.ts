import { dateText, fromEpochDay, isCivilDate, toEpochDay, twoDigits, YEAR_LIMIT } from './calendar.js';
import { fractionNanos, fractionText } from './durations.js';
import { NANOS_PER_DAY, NANOS_PER_SECOND, offsetAtInstant, offsetAtLocal, parseZone, zoneText } from './zone.js';
import type { Zone } from './zone.js';

/** A date without time and zone. */
export class FeelDate {
  readonly kind = 'date';
  constructor(readonly year: number, readonly month: number, readonly day: number) {}

  get epochDay(): number {
    return toEpochDay(this.year, this.month, this.day);
  }

  toString(): string {
    return dateText(this);
  }
}

/** A time of day, with or without zone. `nanos` since midnight. */
export class FeelTime {
  readonly kind = 'time';
  constructor(readonly nanos: number, readonly zone: Zone | null) {}

  /** Offset from UTC in seconds; a zone id counts as on 1970-01-01. Null without zone. */
  get offset(): number | null {
    return this.zone === null ? null : offsetAtLocal(this.zone, 0, this.nanos);
  }

  toString(): string {
    return timeText(this.nanos) + zoneText(this.zone);
  }
}

/**
 * A date with time, with or without zone. Local fields: day number and `nanos` since midnight. `offset` need only be given
 * where the clock of the zone shows the time twice and the second one is meant.
 */
export class FeelDateTime {
  readonly kind = 'date and time';
  private known: number | undefined;

  constructor(readonly epochDay: number, readonly nanos: number, readonly zone: Zone | null, offset?: number) {
    this.known = offset;
  }

  get date(): FeelDate {
    return dateOfEpochDay(this.epochDay);
  }

  /** Offset from UTC in seconds; null without zone. */
  get offset(): number | null {
    if (this.zone === null) return null;
    this.known ??= offsetAtLocal(this.zone, this.epochDay, this.nanos);
    return this.known;
  }

  toString(): string {
    return `${dateText(fromEpochDay(this.epochDay))}T${timeText(this.nanos)}${zoneText(this.zone)}`;
  }
}

export function dateOfEpochDay(epochDay: number): FeelDate {
  const { year, month, day } = fromEpochDay(epochDay);
  return new FeelDate(year, month, day);
}

export function makeDate(year: number, month: number, day: number): FeelDate | null {
  return isCivilDate(year, month, day) ? new FeelDate(year, month, day) : null;
}

/** A date-time whose nanoseconds may lie outside the day; null when the year leaves FEEL's range. */
export function makeDateTime(epochDay: number, nanos: number, zone: Zone | null, offset?: number): FeelDateTime | null {
  const carry = Math.floor(nanos / NANOS_PER_DAY);
  const day = epochDay + carry;
  return Math.abs(fromEpochDay(day).year) > YEAR_LIMIT ? null : new FeelDateTime(day, nanos - carry * NANOS_PER_DAY, zone, offset);
}

/** The instant as UTC day number and nanoseconds of that day; a local value counts as UTC. */
export function utcParts(value: FeelDateTime): { day: number; nanos: number } {
  const nanos = value.nanos - (value.offset ?? 0) * NANOS_PER_SECOND;
  const carry = Math.floor(nanos / NANOS_PER_DAY);
  return { day: value.epochDay + carry, nanos: nanos - carry * NANOS_PER_DAY };
}

/** Nanoseconds since 1970 UTC; a local value counts as UTC. */
export function epochNanos(value: FeelDateTime): bigint {
  const { day, nanos } = utcParts(value);
  return BigInt(day) * BigInt(NANOS_PER_DAY) + BigInt(nanos);
}

/** The date-time in the zone (null: local, counted as UTC) at an instant; null out of FEEL's range. */
export function fromEpochNanos(nanos: bigint, zone: Zone | null): FeelDateTime | null {
  const dayLength = BigInt(NANOS_PER_DAY);
  let day = nanos / dayLength;
  let rest = nanos % dayLength;
  if (rest < 0n) {
    rest += dayLength;
    day -= 1n;
  }
  if (day > 400_000_000_000n || day < -400_000_000_000n) return null;
  const seconds = Number(day) * 86_400 + Math.floor(Number(rest) / NANOS_PER_SECOND);
  if (zone === null) return makeDateTime(Number(day), Number(rest), null);
  const offset = offsetAtInstant(zone, seconds);
  return makeDateTime(Number(day), Number(rest) + offset * NANOS_PER_SECOND, zone, offset);
}

export function timeText(nanos: number): string {
  const seconds = Math.floor(nanos / NANOS_PER_SECOND);
  const clock = `${twoDigits(Math.floor(seconds / 3600))}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;
  return clock + fractionText(nanos % NANOS_PER_SECOND);
}

const DATE = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z][\w+\-/]*)?$/;
const LONGEST = 100;

/** Reads `-?YYYY-MM-DD`; null when it is no date. */
export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const year = Number(match[2]);
  if (match[1] && year === 0) return null;
  return makeDate(match[1] ? -year : year, Number(match[3]), Number(match[4]));
}

/** Reads `hh:mm:ss[.f…][zone]`; null when it is no time. Midnight may be 24:00:00. */
export function parseTime(text: string): FeelTime | null {
  const time = readTime(text);
  return time && new FeelTime(time.nanos % NANOS_PER_DAY, time.zone);
}

function readTime(text: string): { nanos: number; zone: Zone | null } | null {
  const match = text.length > LONGEST ? null : TIME.exec(text);
  if (!match) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const nanos = (hour * 3600 + minute * 60 + second) * NANOS_PER_SECOND + fractionNanos(match[4] ?? '');
  if (minute > 59 || second > 59 || nanos > NANOS_PER_DAY) return null;
  if (match[5] === undefined) return { nanos, zone: null };
  const zone = parseZone(match[5]);
  return zone === null ? null : { nanos, zone };
}

/** Reads `dateTtime[zone]`; null when it is no date-time. */
export function parseDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T');
  if (split < 0) return null;
  const date = parseDate(text.slice(0, split));
  const time = readTime(text.slice(split + 1));
  return date && time && makeDateTime(date.epochDay, time.nanos, time.zone);
}
