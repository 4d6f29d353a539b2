import { describe, expect, it } from '@jest/globals';
import type { ProcessState } from '../execution/process-state.js';
import { StateCache } from './state-cache.js';

describe('StateCache', () => {
  const entry = (revision: number, size: number) => ({ definitionKey: '1', revision, size, state: {} as ProcessState });

  it('keeps what was used last, up to its bytes', () => {
    // given
    const cache = new StateCache(100);
    cache.put('a', entry(1, 40));
    cache.put('b', entry(1, 40));

    // when
    cache.get('a');
    cache.put('c', entry(1, 40));

    // then
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  });

  it('replaces, drops, and keeps nothing that is larger than itself', () => {
    // given
    const cache = new StateCache(100);
    cache.put('a', entry(1, 90));

    // when
    cache.put('a', entry(2, 90));
    cache.put('b', entry(1, 101));

    // then
    expect(cache.get('a')?.revision).toBe(2);
    expect(cache.get('b')).toBeUndefined();
    cache.drop('a');
    expect(cache.get('a')).toBeUndefined();
  });

  it('gives up what nobody has used for two minutes: instances that another process works on', () => {
    // given
    let now = 0;
    const cache = new StateCache(100, () => now);
    for (const key of ['a', 'b']) cache.put(key, entry(1, 10));

    // when
    now = 60_000;
    cache.get('a');
    now = 121_000;
    cache.put('c', entry(1, 10));

    // then
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  });
});
