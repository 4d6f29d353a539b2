import { addDays, weekday } from '../local-date.js';

/** Days off and working Saturdays of one year, in local dates. */
export interface HolidayYear {
  readonly year: number;
  /** `decided`: as announced for state employees; `statutory`: computed from the Labour Code, before the year's announcement. */
  readonly basis: 'decided' | 'statutory';
  readonly holidays: readonly string[];
  /** Rest days worked in exchange for a holiday bridge. */
  readonly workingDays: readonly string[];
}

/** First day of the lunar year and the tenth of its third month, in the Vietnamese calendar. */
const lunar: Readonly<Record<number, { readonly newYear: string; readonly hungKings: string }>> = {
  2025: { newYear: '2025-01-29', hungKings: '2025-04-07' },
  2026: { newYear: '2026-02-17', hungKings: '2026-04-26' },
  2027: { newYear: '2027-02-06', hungKings: '2027-04-16' },
  2028: { newYear: '2028-01-26', hungKings: '2028-04-04' },
};

const decided: readonly HolidayYear[] = [
  {
    year: 2025,
    basis: 'decided',
    holidays: [
      '2025-01-01', ...daysFrom('2025-01-27', 5), '2025-04-07', '2025-04-30', '2025-05-01', '2025-05-02', '2025-09-01', '2025-09-02',
    ],
    workingDays: ['2025-04-26'],
  },
  {
    year: 2026,
    basis: 'decided',
    holidays: [
      '2026-01-01', '2026-01-02', ...daysFrom('2026-02-16', 5), '2026-04-27', '2026-04-30', '2026-05-01', '2026-08-31', '2026-09-01', '2026-09-02',
    ],
    workingDays: ['2026-01-10', '2026-08-22'],
  },
];

/** What the product ships with; an installation loads later announcements over it. */
export const defaultHolidays: readonly HolidayYear[] = [...decided, statutoryHolidays(2027), statutoryHolidays(2028)];

/**
 * Days off by the Labour Code 2019, Articles 111 and 112: New Year, five days of Tết (the last of the old year and four of the new),
 * the Hùng Kings, 30 April, 1 May, National Day with the day after; a holiday on a weekend is made up for on the next working day.
 * @throws RangeError for a year whose lunar dates are not in the table
 */
export function statutoryHolidays(year: number): HolidayYear {
  const dates = lunar[year];
  if (!dates) throw new RangeError(`No lunar dates known for ${year}`);
  const days = [`${year}-01-01`, ...daysFrom(addDays(dates.newYear, -1), 5), dates.hungKings, `${year}-04-30`, `${year}-05-01`, `${year}-09-02`, `${year}-09-03`];
  return { year, basis: 'statutory', holidays: withMakeUpDays([...new Set(days)].sort()), workingDays: [] };
}

function withMakeUpDays(days: readonly string[]): string[] {
  const off = new Set(days);
  for (const day of days.filter(isWeekend)) {
    let makeUp = addDays(day, 1);
    while (isWeekend(makeUp) || off.has(makeUp)) makeUp = addDays(makeUp, 1);
    off.add(makeUp);
  }
  return [...off].sort();
}

function daysFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

function isWeekend(date: string): boolean {
  return [0, 6].includes(weekday(date));
}
