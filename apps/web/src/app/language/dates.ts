import type { Dictionary } from './vi';

const zone = 'Asia/Ho_Chi_Minh';
const dayMs = 86_400_000;
const dateParts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' });
const timeParts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hour12: false });

/** `dd/mm/yyyy` in Vietnamese time; a plain date (`2026-02-05`) keeps its day. Empty for null. */
export function formatDate(iso: string | null | undefined): string {
  if (!iso) return '';
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return plain ? `${plain[3]}/${plain[2]}/${plain[1]}` : dateParts.format(new Date(iso));
}

/** `HH:mm` in Vietnamese time. */
export function formatTime(iso: string): string {
  return timeParts.format(new Date(iso));
}

/** `HH:mm dd/mm/yyyy` in Vietnamese time. */
export function formatDateTime(iso: string | null | undefined): string {
  return iso ? `${formatTime(iso)} ${formatDate(iso)}` : '';
}

/** The day as a number of days, so that two days can be subtracted. */
function dayNumber(moment: Date): number {
  const [day, month, year] = dateParts.format(moment).split('/').map(Number) as [number, number, number];
  return Date.UTC(year, month - 1, day) / dayMs;
}

export type DueTone = 'bad' | 'warning' | 'calm' | 'none';
export type Due = { readonly tone: DueTone; readonly text: string; readonly date: string };

/** How a due moment (or plain date, due at its end) stands against `now`, in words and as a tone. */
export function describeDue(dueAt: string | null, now: Date, words: Dictionary): Due {
  if (dueAt === null) return { tone: 'none', text: words.due.none, date: '' };
  const due = dueAt.length === 10 ? new Date(`${dueAt}T23:59:59+07:00`) : new Date(dueAt);
  const days = dayNumber(due) - dayNumber(now);
  const date = formatDate(dueAt);
  if (days < 0) return { tone: 'bad', text: words.due.overdue(-days), date };
  if (due.getTime() < now.getTime()) return { tone: 'bad', text: words.due.overdueHours, date };
  if (days === 0) return { tone: 'warning', text: words.due.today, date };
  if (days === 1) return { tone: 'warning', text: words.due.tomorrow, date };
  return { tone: 'calm', text: words.due.inDays(days), date };
}

/** Today's plain date in Vietnamese time, `yyyy-mm-dd`. */
export function today(now: Date): string {
  const [day, month, year] = dateParts.format(now).split('/');
  return `${year}-${month}-${day}`;
}
