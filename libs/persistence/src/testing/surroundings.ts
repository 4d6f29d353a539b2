import type { Surroundings } from '../surroundings.js';

/** A clock that stands until it is set, and keys that count up. */
export interface TestSurroundings extends Surroundings {
  setTime(at: number): void;
}

export function testSurroundings(start = Date.parse('2026-11-20T02:00:00Z')): TestSurroundings {
  let time = start;
  let key = 2_251_799_813_685_249_000n;
  return { now: () => time, nextKey: () => String(++key), setTime: (at) => void (time = at) };
}
