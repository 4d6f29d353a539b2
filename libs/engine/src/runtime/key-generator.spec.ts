import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../testing/index.js';
import { firstKeyAt, KeyGenerator, timeOfKey } from './key-generator.js';

describe('KeyGenerator', () => {
  it('makes ascending int64 keys that carry their time', () => {
    // given
    const clock = new ManualClock();
    const keys = new KeyGenerator(clock, 1023);

    // when
    const made = Array.from({ length: 10_000 }, (_, index) => {
      if (index === 5000) clock.advance(-10_000);
      if (index === 9000) clock.advance(60_000);
      return keys.next();
    });

    // then
    const numbers = made.map(BigInt);
    expect(numbers.every((each, index) => index === 0 || each > (numbers[index - 1] ?? 0n))).toBe(true);
    expect(BigInt(made.at(-1) ?? 0) < 2n ** 63n).toBe(true);
    expect(BigInt(made.at(-1) ?? 0)).toBeGreaterThanOrEqual(BigInt(firstKeyAt(clock.now())));
    expect(BigInt(made.at(-1) ?? 0)).toBeLessThan(BigInt(firstKeyAt(clock.now() + 1)));
    expect(timeOfKey(made.at(-1) ?? '0')).toBe(clock.now());
  });

  it('never makes the same key on two nodes', () => {
    // given
    const clock = new ManualClock();
    const made = [0, 1, 2].flatMap((node) => {
      const keys = new KeyGenerator(clock, node);
      return Array.from({ length: 5000 }, keys.next);
    });

    // then
    expect(new Set(made).size).toBe(made.length);
  });

  it.each([-1, 1024, 1.5])('refuses node %d', (node) => {
    expect(() => new KeyGenerator(new ManualClock(), node)).toThrow(RangeError);
  });
});
