/** `dd/mm/yyyy` of a local date. */
export function dateText(date: Date): string {
  return `${pad(date.getDate())}/${pad(date.getMonth() + 1)}/${date.getFullYear()}`;
}

/** Reads `5/2/2026`, `05/02/26`, `05022026` or `2026-02-05` as a local date; null when it is no date. */
export function parseDateText(text: string): Date | null {
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})\s*$/.exec(text) ?? /^\s*(\d{2})(\d{2})(\d{4}|\d{2})\s*$/.exec(text);
  if (!parts) return null;
  const year = Number(parts[3]);
  return dateOf(year < 100 ? 2000 + year : year, Number(parts[2]), Number(parts[1]));
}

/** `yyyy-mm-dd` of a local date. */
export function isoDate(date: Date): string {
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

function dateOf(year: number, month: number, day: number): Date | null {
  const date = new Date(year, month - 1, day);
  return date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day ? date : null;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
