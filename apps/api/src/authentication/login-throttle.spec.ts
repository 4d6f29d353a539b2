import { LoginThrottle } from './login-throttle.js';

describe('LoginThrottle', () => {
  const failTimes = (throttle: LoginThrottle, times: number, at = 0) => {
    for (let each = 0; each < times; each++) throttle.failed('an', at);
  };

  it('lets the first failures pass, then makes wait 30 s after each', () => {
    const throttle = new LoginThrottle(5);
    failTimes(throttle, 4);
    expect(throttle.waitSeconds('an', 0)).toBe(0);
    failTimes(throttle, 1);
    expect(throttle.waitSeconds('an', 0)).toBe(30);
    expect(throttle.waitSeconds('an', 29_500)).toBe(1);
    expect(throttle.waitSeconds('an', 30_000)).toBe(0);
    expect(throttle.waitSeconds('binh', 0)).toBe(0);
    failTimes(throttle, 1, 30_000);
    expect(throttle.waitSeconds('an', 30_000)).toBe(30);
  });

  it('forgets after a success and after a quarter of an hour', () => {
    const throttle = new LoginThrottle(2);
    failTimes(throttle, 2);
    throttle.succeeded('an');
    expect(throttle.waitSeconds('an', 0)).toBe(0);
    failTimes(throttle, 1, 0);
    failTimes(throttle, 1, 16 * 60_000);
    expect(throttle.waitSeconds('an', 16 * 60_000)).toBe(0);
  });

  it('keeps a bounded number of names', () => {
    const throttle = new LoginThrottle(1);
    throttle.failed('first', 0);
    for (let each = 0; each < 10_000; each++) throttle.failed(`guess ${each}`, 0);
    expect(throttle.waitSeconds('first', 0)).toBe(0);
    expect(throttle.waitSeconds('guess 9999', 0)).toBe(30);
  });
});
