const DAY_MS = 86_400_000;

/** Vietnam has kept UTC+7 without summer time since 1975: one offset serves every date the product meets. */
const OFFSET_MS = 7 * 3_600_000;

/** yyyy-mm-dd of an instant (epoch ms) in Asia/Ho_Chi_Minh. */
export function localDate(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10);
}

/** Calendar year of an instant (epoch ms) in Asia/Ho_Chi_Minh; registers change at its midnight. */
export function localYear(at: number): number {
  return new Date(at + OFFSET_MS).getUTCFullYear();
}

/** Epoch ms of a local time of day ("17:00") on a local date. */
export function localInstant(date: string, hour: number, minute = 0): number {
  return Date.parse(`${date}T00:00:00Z`) - OFFSET_MS + (hour * 60 + minute) * 60_000;
}

/** ISO date-time with the offset of Vietnam, milliseconds kept. */
export function localIso(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().replace('Z', '+07:00');
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 0 Sunday … 6 Saturday. */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** Whether `date` is a real day of the calendar, written yyyy-mm-dd. */
export function isRealDate(date: string): boolean {
  const parsed = Date.parse(`${date}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(date);
}
