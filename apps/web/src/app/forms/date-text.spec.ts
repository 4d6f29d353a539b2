import { dateText, isoDate, parseDateText } from './date-text';

describe('date text', () => {
  it.each([
    ['05/02/2026', '2026-02-05'],
    ['5/2/26', '2026-02-05'],
    ['5.2.2026', '2026-02-05'],
    ['05022026', '2026-02-05'],
    ['2026-02-05', '2026-02-05'],
  ])('reads %s as day, month, year', (text, expected) => {
    const date = parseDateText(text);
    expect(date && isoDate(date)).toBe(expected);
  });

  it.each(['', '31/02/2026', '13/13/2026', 'hôm nay', '5/2'])('does not guess at "%s"', (text) => {
    expect(parseDateText(text)).toBeNull();
  });

  it('writes day, month, year with leading zeros', () => {
    expect(dateText(new Date(2026, 1, 5))).toBe('05/02/2026');
  });
});
