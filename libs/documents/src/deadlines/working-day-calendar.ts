import { addDays, localDate, localInstant, weekday } from '../local-date.js';
import { defaultHolidays, type HolidayYear } from './public-holidays.js';

/** What a unit keeps differently, in local dates; valid for the units below it too. */
export interface UnitCalendar {
  readonly closed: readonly string[];
  readonly open: readonly string[];
}

export interface CalendarOptions {
  readonly holidays?: readonly HolidayYear[];
  readonly units?: ReadonlyMap<string, UnitCalendar>;
  /** The unit and those above it, nearest first; needed where units keep days of their own. */
  readonly unitAndAncestors?: (orgUnitId: string) => readonly string[];
}

const END_OF_DAY_HOUR = 17;
const LONGEST_DEADLINE = 3660;

/** Working days in Asia/Ho_Chi_Minh: Monday to Friday but for public holidays, and Saturdays worked in exchange. */
export class WorkingDayCalendar {
  private readonly holidays: ReadonlySet<string>;
  private readonly workingDays: ReadonlySet<string>;
  private readonly years: ReadonlySet<number>;
  private readonly units: ReadonlyMap<string, { closed: ReadonlySet<string>; open: ReadonlySet<string> }>;
  private readonly unitAndAncestors: (orgUnitId: string) => readonly string[];

  constructor(options: CalendarOptions = {}) {
    const years = options.holidays ?? defaultHolidays;
    this.holidays = new Set(years.flatMap((each) => each.holidays));
    this.workingDays = new Set(years.flatMap((each) => each.workingDays));
    this.years = new Set(years.map((each) => each.year));
    this.units = new Map([...(options.units ?? [])].map(([id, unit]) => [id, { closed: new Set(unit.closed), open: new Set(unit.open) }]));
    this.unitAndAncestors = options.unitAndAncestors ?? ((id) => [id]);
  }

  /**
   * The end (17:00) of the working day that lies `days` working days after `from`; both epoch ms. 0: today's end, or that of the next
   * working day when today's is over. @throws RangeError for less than 0 or more than ten years
   */
  addWorkingDays(from: number, days: number, orgUnitId: string | null): number {
    return localInstant(this.dueDate(from, days, orgUnitId), END_OF_DAY_HOUR);
  }

  /** The same as a local date, yyyy-mm-dd. */
  dueDate(from: number, days: number, orgUnitId: string | null): string {
    if (!Number.isInteger(days) || days < 0 || days > LONGEST_DEADLINE) throw new RangeError(`Not a number of working days: ${days}`);
    let date = localDate(from);
    if (days === 0 && from > localInstant(date, END_OF_DAY_HOUR)) date = addDays(date, 1);
    if (days === 0) return this.nextWorkingDay(date, orgUnitId);
    for (let left = days; left > 0; left--) date = this.nextWorkingDay(addDays(date, 1), orgUnitId);
    return date;
  }

  isWorkingDay(date: string, orgUnitId: string | null): boolean {
    for (const id of orgUnitId === null ? [] : this.unitAndAncestors(orgUnitId)) {
      const unit = this.units.get(id);
      if (unit?.open.has(date)) return true;
      if (unit?.closed.has(date)) return false;
    }
    if (this.workingDays.has(date)) return true;
    return ![0, 6].includes(weekday(date)) && !this.holidays.has(date);
  }

  /** Whether the year's public holidays are known; else only weekends are days off, and an operator should be told. */
  knowsYear(year: number): boolean {
    return this.years.has(year);
  }

  private nextWorkingDay(from: string, orgUnitId: string | null): string {
    let date = from;
    for (let guard = 0; !this.isWorkingDay(date, orgUnitId); guard++) {
      if (guard > 366) throw new RangeError(`No working day within a year after ${from}`);
      date = addDays(date, 1);
    }
    return date;
  }
}
