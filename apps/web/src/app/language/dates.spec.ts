import { describeDue, formatDate, formatDateTime, today } from './dates';
import { vi } from './vi';
import { en } from './en';

const noon = new Date('2026-11-21T05:00:00Z'); // 12:00 in Hanoi

describe('dates', () => {
  it('writes a moment in Vietnamese time, whatever the clock of the PC', () => {
    expect(formatDateTime('2026-11-20T18:30:00Z')).toBe('01:30 21/11/2026');
  });

  it('keeps the day of a plain date', () => {
    expect(formatDate('2026-02-05')).toBe('05/02/2026');
    expect(formatDate(null)).toBe('');
  });

  it('takes the day from Vietnamese time', () => {
    expect(today(new Date('2026-11-20T17:00:00Z'))).toBe('2026-11-21');
  });

  it.each([
    ['2026-11-18T10:00:00Z', 'bad', 'Quá hạn 3 ngày'],
    ['2026-11-21T04:00:00Z', 'bad', 'Quá hạn hôm nay'],
    ['2026-11-21T10:00:00Z', 'warning', 'Hạn hôm nay'],
    ['2026-11-22T02:00:00Z', 'warning', 'Hạn ngày mai'],
    ['2026-11-25T02:00:00Z', 'calm', 'Còn 4 ngày'],
    ['2026-11-21', 'warning', 'Hạn hôm nay'],
  ])('describes %s as %s: %s', (dueAt, tone, text) => {
    expect(describeDue(dueAt, noon, vi)).toMatchObject({ tone, text });
  });

  it('says so when there is no due date', () => {
    expect(describeDue(null, noon, vi)).toEqual({ tone: 'none', text: 'Không hạn', date: '' });
  });

  it('counts one day in English without an s', () => {
    expect(describeDue('2026-11-20T02:00:00Z', noon, en).text).toBe('Overdue by 1 day');
  });
});
