import { toInstant } from '@vanthu/dmn';

/** A cron text of six fields: second, minute, hour, day of month, month, day of week; each the set of values it allows. */
export interface Cron {
  readonly seconds: ReadonlySet<number>;
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const macros: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};
const dayMs = 86_400_000;

/** Null when the text is no cron expression (lists, ranges, steps and names; not L, W and #). */
export function parseCron(text: string): Cron | null {
  const fields = (macros[text.trim()] ?? text).trim().split(/\s+/);
  if (fields.length !== 6) return null;
  const [seconds, minutes, hours, days, months, weekdays] = [
    field(fields[0], 0, 59),
    field(fields[1], 0, 59),
    field(fields[2], 0, 23),
    field(fields[3], 1, 31),
    field(fields[4], 1, 12, monthNames, 1),
    field(fields[5], 0, 7, dayNames, 0),
  ];
  if (!seconds || !minutes || !hours || !days || !months || !weekdays) return null;
  if (weekdays.has(7)) weekdays.add(0);
  return { seconds, minutes, hours, days, months, weekdays };
}

/** The next time after `after` (epoch ms) in the zone; null when the text is no cron expression or has no time within eight years. */
export function cronAfter(text: string, after: number, zone: string): number | null {
  const cron = parseCron(text);
  if (cron === null) return null;
  // A day earlier, whatever the zone: days are counted as dates, not as instants.
  const first = Math.floor(after / dayMs) - 1;
  for (let day = first; day < first + 8 * 366; day += 1) {
    const date = new Date(day * dayMs);
    if (!isDay(cron, date)) continue;
    const time = firstTimeOf(cron, date.toISOString().slice(0, 10), after, zone);
    if (time !== null) return time;
  }
  return null;
}

function isDay(cron: Cron, date: Date): boolean {
  return cron.months.has(date.getUTCMonth() + 1) && cron.days.has(date.getUTCDate()) && cron.weekdays.has(date.getUTCDay());
}

function firstTimeOf(cron: Cron, date: string, after: number, zone: string): number | null {
  for (const hour of sorted(cron.hours)) {
    const last = instant(date, hour, 59, 59, zone);
    if (last === null || last <= after) continue;
    for (const minute of sorted(cron.minutes)) {
      for (const second of sorted(cron.seconds)) {
        const time = instant(date, hour, minute, second, zone);
        if (time !== null && time > after) return time;
      }
    }
  }
  return null;
}

function instant(date: string, hour: number, minute: number, second: number, zone: string): number | null {
  const two = (value: number): string => String(value).padStart(2, '0');
  return toInstant(`${date}T${two(hour)}:${two(minute)}:${two(second)}`, { zone });
}

function sorted(values: ReadonlySet<number>): number[] {
  return [...values].sort((a, b) => a - b);
}

function field(text: string | undefined, from: number, to: number, names: readonly string[] = [], firstName = 0): Set<number> | null {
  const values = new Set<number>();
  for (const part of (text ?? '').toUpperCase().split(',')) {
    const [range = '', step = '1'] = part.split('/');
    const [low, high = part.includes('/') ? String(to) : low] = range === '*' || range === '?' ? [String(from), String(to)] : range.split('-');
    const [begin, end, by] = [number(low, names, firstName), number(high, names, firstName), Number(step)];
    if (!(begin >= from && end <= to && begin <= end && Number.isInteger(by) && by > 0)) return null;
    for (let value = begin; value <= end; value += by) values.add(value);
  }
  return values;
}

function number(text: string | undefined, names: readonly string[], firstName: number): number {
  const index = names.indexOf(text ?? '');
  if (index >= 0) return index + firstName;
  return /^\d{1,2}$/.test(text ?? '') ? Number(text) : Number.NaN;
}
