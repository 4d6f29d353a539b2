import { Temporal } from 'temporal-polyfill';
import { fromEpochDay, twoDigits } from './calendar.js';

/** Offset from UTC in seconds, or the id of a zone of the IANA database. */
export type Zone = number | string;

export const NANOS_PER_SECOND = 1_000_000_000;
export const NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
const OFFSET_LIMIT = 18 * 3600;
const CACHED_DAYS = 2000;

const known = new Map<string, boolean>();

/** Whether this runtime knows the zone. */
export function isZoneId(id: string): boolean {
  let answer = known.get(id);
  if (answer === undefined) {
    answer = /^[A-Za-z]/.test(id) && canUse(id);
    if (known.size > 2000) known.clear();
    known.set(id, answer);
  }
  return answer;
}

function canUse(id: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: id });
    return true;
  } catch {
    return false;
  }
}

/** Reads `Z`, `±hh:mm`, `±hh:mm:ss` (at most 18 hours) or `@Zone/Id`; null when it is none of them. */
export function parseZone(text: string): Zone | null {
  if (text === 'Z' || text === 'z') return 0;
  if (text.startsWith('@')) return isZoneId(text.slice(1)) ? text.slice(1) : null;
  const match = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[3]);
  const seconds = Number(match[4] ?? 0);
  if (minutes > 59 || seconds > 59) return null;
  const offset = Number(match[2]) * 3600 + minutes * 60 + seconds;
  if (offset > OFFSET_LIMIT) return null;
  return match[1] === '-' && offset !== 0 ? -offset : offset;
}

export function isOffset(seconds: number): boolean {
  return Math.abs(seconds) <= OFFSET_LIMIT;
}

export function zoneText(zone: Zone | null): string {
  if (zone === null) return '';
  if (typeof zone === 'string') return `@${zone}`;
  if (zone === 0) return 'Z';
  const abs = Math.abs(zone);
  const seconds = abs % 60;
  const text = `${zone < 0 ? '-' : '+'}${twoDigits(Math.floor(abs / 3600))}:${twoDigits(Math.floor(abs / 60) % 60)}`;
  return seconds === 0 ? text : `${text}:${twoDigits(seconds)}`;
}

const dayOffsets = new Map<string, Map<number, number | null>>();

/** Offset in seconds of a local time in the zone. A time skipped by a change of clock moves forward, a repeated one is the first. */
export function offsetAtLocal(zone: Zone, epochDay: number, nanos: number): number {
  if (typeof zone === 'number') return zone;
  const steady = steadyOffset(zone, epochDay);
  return steady ?? lookUpLocal(zone, epochDay, nanos);
}

/** The offset when it is the same all through the day and its neighbours, else null. */
function steadyOffset(zone: string, epochDay: number): number | null {
  let days = dayOffsets.get(zone);
  if (!days) dayOffsets.set(zone, (days = new Map()));
  let offset = days.get(epochDay);
  if (offset === undefined) {
    const before = lookUpInstant(zone, (epochDay - 1) * 86_400);
    const after = lookUpInstant(zone, (epochDay + 2) * 86_400);
    offset = before === after && lookUpInstant(zone, epochDay * 86_400 + 43_200) === before ? before : null;
    if (days.size > CACHED_DAYS) days.clear();
    days.set(epochDay, offset);
  }
  return offset;
}

/** Offset in seconds of the zone at an instant given in seconds since 1970. */
export function offsetAtInstant(zone: Zone, epochSeconds: number): number {
  if (typeof zone === 'number') return zone;
  return steadyOffset(zone, Math.floor(epochSeconds / 86_400)) ?? lookUpInstant(zone, epochSeconds);
}

const LAST_SECOND = 8_640_000_000_000;

function lookUpInstant(zone: string, epochSeconds: number): number {
  const seconds = Math.max(-LAST_SECOND, Math.min(LAST_SECOND, Math.floor(epochSeconds)));
  const zoned = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
  return Math.round(zoned.offsetNanoseconds / NANOS_PER_SECOND);
}

function lookUpLocal(zone: string, epochDay: number, nanos: number): number {
  const date = fromEpochDay(epochDay);
  if (Math.abs(date.year) > 270_000) return lookUpInstant(zone, epochDay * 86_400);
  const second = Math.floor(nanos / NANOS_PER_SECOND);
  const local = new Temporal.PlainDateTime(
    date.year, date.month, date.day, Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60,
  );
  return Math.round(local.toZonedDateTime(zone).offsetNanoseconds / NANOS_PER_SECOND);
}
