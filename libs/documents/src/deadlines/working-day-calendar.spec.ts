import { localIso } from '../local-date.js';
import { defaultHolidays, statutoryHolidays } from './public-holidays.js';
import { WorkingDayCalendar } from './working-day-calendar.js';

const at = (local: string) => Date.parse(`${local}:00+07:00`);

describe('WorkingDayCalendar', () => {
  const calendar = new WorkingDayCalendar();

  it.each([
    ['an ordinary week', '2026-11-23T09:00', 3, '2026-11-26'],
    ['over a weekend', '2026-11-20T09:00', 1, '2026-11-23'],
    ['from a Sunday', '2026-11-22T09:00', 1, '2026-11-23'],
    ['over Tết 2026', '2026-02-13T16:00', 1, '2026-02-23'],
    ['over the days of April and May', '2026-04-29T09:00', 1, '2026-05-04'],
    ['the Hùng Kings on a Sunday, made up for on Monday', '2026-04-24T09:00', 1, '2026-04-28'],
    ['a Saturday worked in exchange', '2026-08-21T09:00', 1, '2026-08-22'],
    ['the bridge it was worked for', '2026-08-28T09:00', 1, '2026-09-03'],
    ['into the new year', '2026-12-31T09:00', 1, '2027-01-04'],
    ['late on Sunday evening in Greenwich, Monday in Vietnam', '2026-11-23T00:30', 1, '2026-11-24'],
    ['today', '2026-11-23T09:00', 0, '2026-11-23'],
    ['today after hours', '2026-11-20T17:01', 0, '2026-11-23'],
  ])('counts %s', (_, from, days, date) => {
    expect(localIso(calendar.addWorkingDays(at(from), days, null))).toBe(`${date}T17:00:00.000+07:00`);
  });

  it('lets a unit keep days of its own, also for the units below', () => {
    // given
    const units = new Map([['Z01.05', { closed: ['2026-11-20'], open: ['2026-11-21'] }]]);
    const own = new WorkingDayCalendar({ units, unitAndAncestors: (id) => (id === 'Z01.05-VP' ? ['Z01.05-VP', 'Z01.05'] : [id]) });
    const from = at('2026-11-19T09:00');
    // then
    expect(own.dueDate(from, 1, 'Z01.05-VP')).toBe('2026-11-21');
    expect(own.dueDate(from, 1, 'Z01.05')).toBe('2026-11-21');
    expect(own.dueDate(from, 1, 'Z02')).toBe('2026-11-20');
    expect(own.dueDate(from, 1, null)).toBe('2026-11-20');
  });

  it('says which years it knows', () => {
    expect(defaultHolidays.map((each) => each.year)).toEqual([2025, 2026, 2027, 2028]);
    expect(calendar.knowsYear(2026)).toBe(true);
    expect(calendar.knowsYear(2040)).toBe(false);
  });

  it.each([-1, 1.5, 4000, Number.NaN])('refuses %s days', (days) => {
    expect(() => calendar.addWorkingDays(at('2026-11-20T09:00'), days, null)).toThrow(RangeError);
  });
});

describe('statutoryHolidays', () => {
  it('makes up for what falls on a weekend', () => {
    // Tết 2027 falls on a Saturday: Friday 5 to Tuesday 9 February, two more days for the weekend
    expect(statutoryHolidays(2027).holidays).toEqual([
      '2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-04-16', '2027-04-30', '2027-05-01', '2027-05-03', '2027-09-02', '2027-09-03',
    ]);
  });

  it('refuses a year it has no lunar dates for', () => {
    expect(() => statutoryHolidays(1999)).toThrow(RangeError);
  });
});
