/** Responses are text whose characters are bytes (latin1), so that any header can be quoted as it stands. */
export function imapString(value: string | null | undefined): string {
  if (value === null || value === undefined) return 'NIL';
  if (/^[\x20-\x7e]*$/.test(value) && value.length < 1000) return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  return `{${value.length}}\r\n${value}`;
}

export function imapList(items: readonly string[]): string {
  return `(${items.join(' ')})`;
}

/** `04-Oct-2026 09:15:00 +0700` */
export function imapDateTime(iso: string): string {
  const date = new Date(Date.parse(iso) + hanoiOffsetMs);
  const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T');
  return `${day.slice(8)}-${months[date.getUTCMonth()]}-${day.slice(0, 4)} ${time} +0700`;
}

/** The moment of an APPEND's date-time; null when it is none. */
export function parseImapDateTime(text: string): Date | null {
  const match = /^ ?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})$/.exec(text);
  const month = monthNumber(match?.[2]);
  if (!match || month === null) return null;
  const at = Date.parse(`${match[3]}-${month}-${match[1]?.padStart(2, '0')}T${match[4]}${match[5]}:${match[6]}`);
  return Number.isNaN(at) ? null : new Date(at);
}

/** A day of a SEARCH (`4-Oct-2026`) as yyyy-MM-dd; null when it is none. */
export function parseImapDay(text: string): string | null {
  const match = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/.exec(text);
  const month = monthNumber(match?.[2]);
  return match && month !== null ? `${match[3]}-${month}-${match[1]?.padStart(2, '0')}` : null;
}

/** The Vietnamese day of a moment, yyyy-MM-dd. */
export function dayOf(iso: string | Date): string {
  return new Date(new Date(iso).getTime() + hanoiOffsetMs).toISOString().slice(0, 10);
}

const hanoiOffsetMs = 7 * 3_600_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function monthNumber(name: string | undefined): string | null {
  const index = months.findIndex((month) => month.toLowerCase() === name?.toLowerCase());
  return index < 0 ? null : String(index + 1).padStart(2, '0');
}
