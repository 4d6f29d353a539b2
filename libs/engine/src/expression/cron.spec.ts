import { cronAfter, parseCron } from './cron.js';

const zone = 'Asia/Ho_Chi_Minh';
const after = Date.parse('2026-01-05T08:30:00+07:00'); // a Monday

describe('cron', () => {
  it.each([
    ['0 0 9 * * *', '2026-01-05T09:00:00+07:00'],
    ['0 0 8 * * *', '2026-01-06T08:00:00+07:00'],
    ['0 30 8 * * *', '2026-01-06T08:30:00+07:00'],
    ['0 0 8 * * SAT', '2026-01-10T08:00:00+07:00'],
    ['0 0 8 * * 7', '2026-01-11T08:00:00+07:00'],
    ['0 0 7,17 * * MON-FRI', '2026-01-05T17:00:00+07:00'],
    ['0 */20 * * * *', '2026-01-05T08:40:00+07:00'],
    ['30 0/15 8-9 * * ?', '2026-01-05T08:30:30+07:00'],
    ['0 0 0 1 FEB *', '2026-02-01T00:00:00+07:00'],
    ['0 0 0 29 2 *', '2028-02-29T00:00:00+07:00'],
    ['@daily', '2026-01-06T00:00:00+07:00'],
  ])('%s is next at %s', (text, expected) => {
    expect(cronAfter(text, after, zone)).toBe(Date.parse(expected));
  });

  it.each(['', 'x', '* * * * *', '60 * * * * *', '0 0 0 0 * *', '0 0 0 * * FOO', '0 0 0 10-5 * *', '*/0 * * * * *', 'R3/PT1H'])('%p is none', (text) => {
    expect(parseCron(text)).toBeNull();
  });

  it('gives up on a day that never comes', () => {
    expect(cronAfter('0 0 0 31 2 *', after, zone)).toBeNull();
  });
});
