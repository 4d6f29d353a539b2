import { describe, expect, it } from '@jest/globals';
import { SteadyClock } from './steady-clock.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function clocks(start = 1_000_000 * HOUR) {
  const at = { system: start, steady: 0 };
  const clock = new SteadyClock(() => at.system, () => at.steady);
  const pass = (ms: number) => Object.assign(at, { system: at.system + ms, steady: at.steady + ms });
  return { at, clock, pass, start };
}

describe('SteadyClock', () => {
  it('goes with the system’s clock, also when that is slowed down or set forward', () => {
    const { at, clock, pass, start } = clocks();
    expect(clock.now()).toBe(start);
    pass(500);
    at.steady += 1;
    expect(clock.now()).toBe(start + 500);
    at.system += HOUR;
    expect(clock.now()).toBe(start + 500 + HOUR);
  });

  it('does not go back when that is set back, but a tenth slower until it is caught up with', () => {
    const { at, clock, pass, start } = clocks();
    clock.now();
    at.system -= HOUR;
    expect(clock.now()).toBe(start);
    pass(10_000);
    expect(clock.now()).toBe(start + 9_000);
    pass(10 * HOUR);
    expect(clock.now()).toBe(at.system);
  });

  it('never gives a smaller time, whatever happens within a day', () => {
    const { at, clock, pass } = clocks();
    const times = [3_000, -HOUR, 5, 2 * HOUR, -20 * HOUR, 0.4, 0.4, 700].map((step) => {
      if (Math.abs(step) < HOUR) pass(step);
      else at.system += step;
      return clock.now();
    });
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every(Number.isInteger)).toBe(true);
  });

  it('follows by more than a day: a wrong year does not stay', () => {
    const { at, clock, start } = clocks();
    at.system += 365 * DAY;
    clock.now();
    at.system = start;
    expect(clock.now()).toBe(start);
  });

  it('goes on from where others have been, unless that is in a far future', () => {
    const { clock, pass, start } = clocks();
    clock.goOnFrom(start + HOUR);
    expect(clock.now()).toBe(start + HOUR);
    pass(1_000);
    clock.goOnFrom(start);
    expect(clock.now()).toBe(start + HOUR + 900);
    clock.goOnFrom(start + 30 * DAY);
    expect(clock.now()).toBe(start + HOUR + 900);
  });
});
