import fc from 'fast-check';
import { describeFeel, feel } from '../testing/feel.js';
import { fromEpochDay, isoWeek, plusMonths, toEpochDay, weekday } from './calendar.js';
import { addDuration, toInstant } from './instants.js';
import { parseDuration } from './durations.js';
import { parseDate } from './moments.js';

const day = fc.integer({ min: -100_000_000, max: 100_000_000 });

describe('the calendar', () => {
  it('agrees with the day numbers of the platform', () => {
    fc.assert(fc.property(day, (epochDay) => {
      const date = new Date(epochDay * 86_400_000);
      expect(fromEpochDay(epochDay)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
      expect(weekday(epochDay) % 7).toBe(date.getUTCDay());
    }), { seed: 4 });
  });

  it('goes there and back in every year FEEL has', () => {
    fc.assert(fc.property(fc.integer({ min: -365_000_000_000, max: 365_000_000_000 }), (epochDay) => {
      const { year, month, day: dayOfMonth } = fromEpochDay(epochDay);
      expect(toEpochDay(year, month, dayOfMonth)).toBe(epochDay);
      expect(fromEpochDay(epochDay + 1)).not.toEqual(fromEpochDay(epochDay));
    }), { seed: 5 });
  });

  it('adds months and takes them off again, but for the end of the month', () => {
    fc.assert(fc.property(day, fc.integer({ min: -5000, max: 5000 }), (epochDay, months) => {
      const date = fromEpochDay(epochDay);
      const back = plusMonths(plusMonths(date, months), -months);
      expect(back).toEqual(date.day <= 28 ? date : { ...date, day: back.day });
    }), { seed: 6 });
  });

  it('counts weeks from the first Thursday', () => {
    for (const [text, week] of [['2026-01-01', 1], ['2027-01-01', 53], ['2024-12-30', 1], ['2026-09-02', 36]] as const) {
      expect([text, isoWeek(parseDate(text)?.epochDay ?? 0)]).toEqual([text, week]);
    }
  });
});

describeFeel('literals', [
  ['@"2026-02-29"', 'null'],
  ['@"2024-02-29"', '@"2024-02-29"'],
  ['@"0000-01-01"', '@"0000-01-01"'],
  ['@"-0000-01-01"', 'null'],
  ['@"02026-01-01"', 'null'],
  ['@"12026-01-01"', '@"12026-01-01"'],
  ['@"999999999-12-31"', '@"999999999-12-31"'],
  ['@"999999999-12-31" + @"P1D"', 'null'],
  ['@"25:00:00"', 'null'],
  ['@"24:00:01"', 'null'],
  ['@"08:60:00"', 'null'],
  ['@"08:00"', 'null'],
  ['@"08:00:00.123456789123"', '@"08:00:00.123456789"'],
  ['@"08:00:00+07:00"', '@"08:00:00+07:00"'],
  ['@"08:00:00-00:00"', '@"08:00:00Z"'],
  ['@"08:00:00@Nowhere/City"', 'null'],
  ['@"2026-09-02T08:00:00@Asia/Ho_Chi_Minh"', '@"2026-09-02T08:00:00@Asia/Ho_Chi_Minh"'],
  ['@"2026-09-02T08:00:00+07:00@Asia/Ho_Chi_Minh"', 'null'],
  ['@"P"', 'null'],
  ['@"PT"', 'null'],
  ['@"P1Y2D"', 'null'],
  ['@"P14M"', '@"P1Y2M"'],
  ['@"-P14M"', '@"-P1Y2M"'],
  ['@"P1DT36H"', '@"P2DT12H"'],
  ['@"PT90.5S"', '@"PT1M30.5S"'],
  ['@"P0D"', '@"PT0S"'],
  ['@"P0Y"', '@"P0M"'],
  ['duration("P1W")', 'null'],
]);

describeFeel('arithmetic', [
  ['@"2026-09-02" - @"2026-08-31"', '@"P2D"'],
  ['@"2026-09-02" - @"PT1H"', '@"2026-09-01"'],
  ['@"2026-09-02" - @"2026-09-01T12:00:00Z"', '@"PT12H"'],
  ['@"2026-09-02" - @"2026-09-01T12:00:00"', 'null'],
  ['@"23:00:00" + @"PT2H"', '@"01:00:00"'],
  ['@"08:00:00" - @"09:30:00"', '@"-PT1H30M"'],
  ['@"08:00:00Z" - @"08:00:00+07:00"', '@"PT7H"'],
  ['@"2026-03-28T12:00:00@Europe/Paris" + @"P1D"', '@"2026-03-29T13:00:00@Europe/Paris"'],
  ['@"2026-01-31T10:00:00Z" + @"P1M"', '@"2026-02-28T10:00:00Z"'],
  ['@"P1Y" * 1.5', '@"P1Y6M"'],
  ['@"P5M" / 2', '@"P2M"'],
  ['@"PT1S" / 3', '@"PT0.333333333S"'],
  ['@"P1Y" / @"P1M"', '12'],
  ['@"PT1H" / @"PT0S"', 'null'],
  ['@"P1D" / 0', 'null'],
  ['years and months duration(@"2026-01-31", @"2026-02-28")', '@"P0M"'],
  ['years and months duration(@"2026-03-20", @"2026-01-15")', '@"-P2M"'],
  ['@"2026-09-02T08:00:00" < @"2026-09-02T08:00:00Z"', 'null'],
  ['@"2026-09-02T08:00:00Z" = @"2026-09-02T15:00:00@Asia/Ho_Chi_Minh"', 'true'],
]);

describeFeel('zones where the clock changes', [
  ['@"2026-03-29T02:30:00@Europe/Paris".time offset', '@"PT1H"'],
  ['@"2026-03-29T02:30:00@Europe/Paris" = @"2026-03-29T03:30:00@Europe/Paris"', 'true'],
  ['@"2026-03-29T03:30:00@Europe/Paris".time offset', '@"PT2H"'],
  ['@"2026-10-25T02:30:00@Europe/Paris".time offset', '@"PT2H"'],
  ['@"2026-10-25T02:30:00@Europe/Paris" + @"PT1H" = @"2026-10-25T01:30:00Z"', 'true'],
  ['@"2026-10-25T03:00:00@Europe/Paris".time offset', '@"PT1H"'],
  ['@"1900-01-01T00:00:00@Asia/Ho_Chi_Minh".time offset > @"PT7H"', 'true'],
  ['@"-0100-01-01T00:00:00@Etc/UTC" - @"-0100-01-01T00:00:00Z"', '@"PT0S"'],
  ['@"500000-01-01T00:00:00@Asia/Ho_Chi_Minh".time offset', '@"PT7H"'],
]);

describeFeel('parts', [
  ['@"2026-09-02".weekday', '3'],
  ['@"2026-09-02".hour', 'null'],
  ['@"08:15:30.25".second', '30.25'],
  ['@"08:15:30+07:00".time offset', '@"PT7H"'],
  ['@"08:15:30".time offset', 'null'],
  ['@"08:15:30+07:00".timezone', 'null'],
  ['@"2026-09-02T08:00:00@Asia/Ho_Chi_Minh".timezone', '"Asia/Ho_Chi_Minh"'],
  ['@"-P14M".years', '-1'],
  ['@"-P14M".months', '-2'],
  ['@"P14M".days', 'null'],
  ['@"P2DT3H4M5.5S".seconds', '5.5'],
  ['@"-P2DT3H".days', '-2'],
  ['[1..5).end included', 'false'],
  ['(> 5).end', 'null'],
  ['day of year(@"2024-12-31")', '366'],
  ['month of year(@"2026-09-02")', '"September"'],
  ['time(@"2026-09-02T08:00:00Z")', '@"08:00:00Z"'],
  ['date(@"2026-09-02T23:00:00Z")', '@"2026-09-02"'],
  ['date and time("2026-09-02")', '@"2026-09-02T00:00:00"'],
  ['date and time(@"2026-09-02T23:00:00Z", @"08:00:00")', '@"2026-09-02T08:00:00"'],
]);

describe('instants', () => {
  const inVietnam = { zone: 'Asia/Ho_Chi_Minh' };

  it.each([
    ['2026-09-02T01:00:00Z', Date.UTC(2026, 8, 2, 1)],
    ['2026-09-02T08:00:00', Date.UTC(2026, 8, 2, 1)],
    ['2026-09-02T08:00', Date.UTC(2026, 8, 2, 1)],
    ['2026-09-02T08:00:00.5+0700', Date.UTC(2026, 8, 2, 1, 0, 0, 500)],
    ['2026-09-02T08:00:00+07:00[Asia/Ho_Chi_Minh]', Date.UTC(2026, 8, 2, 1)],
    ['2026-09-02', Date.UTC(2026, 8, 1, 17)],
    ['hôm nay', null],
    ['P1D', null],
  ])('%s', (text, expected) => {
    expect(toInstant(text, inVietnam)).toBe(expected);
  });

  it.each([
    ['P1M', '2026-01-31T08:00:00Z', '2026-02-28T08:00:00.000Z'],
    ['P2W', '2026-01-31T08:00:00Z', '2026-02-14T08:00:00.000Z'],
    ['P1DT2H', '2026-01-31T08:00:00Z', '2026-02-01T10:00:00.000Z'],
    ['-PT30M', '2026-01-31T08:00:00Z', '2026-01-31T07:30:00.000Z'],
    ['P1Y1M1DT1S', '2026-01-31T08:00:00Z', '2027-03-01T08:00:01.000Z'],
  ])('%s after %s', (text, start, expected) => {
    expect(new Date(addDuration(Date.parse(start), text, inVietnam) ?? 0).toISOString()).toBe(expected);
  });

  it('moves months in the zone, not in UTC', () => {
    // given 2026-01-31 in Vietnam, still the 30th in UTC
    const start = Date.UTC(2026, 0, 30, 20);

    // when
    const end = addDuration(start, 'P1M', inVietnam) ?? 0;

    // then
    expect(new Date(end).toISOString()).toBe('2026-02-27T20:00:00.000Z');
  });

  it('refuses what is no duration', () => {
    expect(addDuration(0, 'ngày mai', inVietnam)).toBeNull();
    expect(addDuration(0, null, inVietnam)).toBeNull();
    expect(addDuration(0, parseDuration('P1D'), inVietnam)).toBe(86_400_000);
  });

  it('reads the clock that is given', () => {
    expect(feel('now()')).toBe('@"2026-09-02T08:00:00@Asia/Ho_Chi_Minh"');
    expect(feel('today()')).toBe('@"2026-09-02"');
  });
});
