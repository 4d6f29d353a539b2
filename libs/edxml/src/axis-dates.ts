const dateForms = [/^(?<y>\d{4})[/-](?<m>\d{1,2})[/-](?<d>\d{1,2})/, /^(?<d>\d{1,2})[/-](?<m>\d{1,2})[/-](?<y>\d{4})/];
const timeForm = /^[T ]+(?<h>\d{1,2}):(?<min>\d{2})(?::(?<s>\d{2})(?:\.\d+)?)? ?(?<zone>Z|[+-]\d{2}:?\d{2})?$/;
const hanoiOffsetMs = 7 * 3_600_000;

/** `2026-10-04` from any form seen on the axis; null when it is not a date of the calendar. */
export function readDate(text: string): string | null {
  return readParts(text)?.date ?? null;
}

/** `2026-10-04T09:15:00+07:00` from any form seen; without an offset it is Vietnamese time. A lone date is its midnight. */
export function readDateTime(text: string): string | null {
  const parts = readParts(text);
  if (!parts) return null;
  if (parts.rest === '') return `${parts.date}T00:00:00+07:00`;
  const time = timeForm.exec(parts.rest)?.groups;
  if (!time) return null;
  const [hour, minute, second] = [Number(time['h']), Number(time['min']), Number(time['s'] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const zone = time['zone'] ?? '+07:00';
  return toHanoi(`${parts.date}T${two(hour)}:${two(minute)}:${two(second)}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`);
}

/** `2026/10/04`. */
export function writeDate(isoDate: string): string | null {
  const date = readDate(isoDate);
  return date && date === isoDate ? date.replaceAll('-', '/') : null;
}

/** `2026/10/04 09:15:00`, Vietnamese time. */
export function writeDateTime(isoDateTime: string): string | null {
  const hanoi = toHanoi(isoDateTime);
  return hanoi && `${hanoi.slice(0, 10).replaceAll('-', '/')} ${hanoi.slice(11, 19)}`;
}

/** The same moment written at +07:00, to the second; null when it is no date-time. */
export function toHanoi(isoDateTime: string): string | null {
  const at = Date.parse(isoDateTime);
  return Number.isNaN(at) ? null : `${new Date(at + hanoiOffsetMs).toISOString().slice(0, 19)}+07:00`;
}

function readParts(text: string): { date: string; rest: string } | null {
  for (const form of dateForms) {
    const match = form.exec(text);
    if (!match?.groups) continue;
    const { y, m, d } = match.groups;
    const date = `${y}-${two(Number(m))}-${two(Number(d))}`;
    const rest = text.slice(match[0].length);
    return isCalendarDate(date) && !/^\d/.test(rest) ? { date, rest } : null;
  }
  return null;
}

function isCalendarDate(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
