import { toEpochDay, twoDigits } from './calendar.js';

/** Offset from UTC in seconds, or the id of a zone of the IANA database. */
export type Zone = number | string;

export const NANOS_PER_SECOND = 1_000_000_000;
export const NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
const OFFSET_LIMIT = 18 * 3600;
const CACHED_DAYS = 2000;

const clocks = new Map<string, Intl.DateTimeFormat | null>();
const CLOCKS_KEPT = 1000;

/** Tells the local time of a zone; null when this runtime does not know the zone. */
function clockOf(id: string): Intl.DateTimeFormat | null {
  let clock = clocks.get(id);
  if (clock === undefined) {
    clock = /^[A-Za-z]/.test(id) ? makeClock(id) : null;
    if (clocks.size >= CLOCKS_KEPT) clocks.clear();
    clocks.set(id, clock);
  }
  return clock;
}

function makeClock(timeZone: string): Intl.DateTimeFormat | null {
  const numeric = 'numeric';
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
      era: 'short', year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric,
    });
  } catch {
    return null;
  }
}

export function isZoneId(id: string): boolean {
  return clockOf(id) !== null;
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

/** Beyond what the platform's clock can tell, the zone keeps its outermost offset. An unknown zone counts as UTC. */
function lookUpInstant(zone: string, epochSeconds: number): number {
  const seconds = Math.max(-LAST_SECOND, Math.min(LAST_SECOND, Math.floor(epochSeconds)));
  const fields: Record<string, string> = {};
  for (const { type, value } of clockOf(zone)?.formatToParts(seconds * 1000) ?? []) fields[type] = value;
  const field = (name: string): number => Number(fields[name]);
  if (fields['year'] === undefined) return 0;
  const year = fields['era']?.startsWith('B') ? 1 - field('year') : field('year');
  const local = toEpochDay(year, field('month'), field('day')) * 86_400 + field('hour') * 3600 + field('minute') * 60 + field('second');
  return local - seconds;
}

/** Where the clock changes: the offset before the change holds for a repeated time, and moves a skipped one forward. */
function lookUpLocal(zone: string, epochDay: number, nanos: number): number {
  const local = epochDay * 86_400 + Math.floor(nanos / NANOS_PER_SECOND);
  const before = lookUpInstant(zone, local - 86_400);
  const after = lookUpInstant(zone, local + 86_400);
  const isAfter = lookUpInstant(zone, local - before) !== before && lookUpInstant(zone, local - after) === after;
  return isAfter ? after : before;
}
