import { describe, expect, it } from '@jest/globals';
import { BatchedRead } from './batched-read.js';

describe('BatchedRead', () => {
  it('reads together what is asked for in one turn, and what is asked for while a statement is under way', async () => {
    // given
    const statements: (readonly string[])[] = [];
    const read = new BatchedRead(async (keys) => {
      statements.push(keys);
      await new Promise((resolve) => setTimeout(resolve, 1));
      return new Map(keys.filter((each) => each !== 'none').map((each) => [each, `row ${each}`]));
    }, 2);

    // when
    const sameTurn = [read.get('a'), await Promise.resolve().then(() => ({ of: read.get('b') }))] as const;
    await new Promise((resolve) => setImmediate(resolve));
    const meanwhile = ['c', 'd', 'd', 'none'].map((key) => read.get(key));

    // then
    expect(await Promise.all([sameTurn[0], sameTurn[1].of, ...meanwhile])).toEqual(['row a', 'row b', 'row c', 'row d', 'row d', null]);
    expect(statements).toEqual([['a', 'b'], ['c', 'd'], ['none']]);
  });

  it('tells all of a failed statement, and reads on', async () => {
    // given
    let fails = true;
    const read = new BatchedRead<string>(async (keys) => {
      if (fails) throw new Error('away');
      return new Map(keys.map((each) => [each, each]));
    });

    // when
    const failed = await Promise.allSettled([read.get('a'), read.get('b')]);
    fails = false;

    // then
    expect(failed.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    expect(await read.get('a')).toBe('a');
  });

  it('asks again for what is asked for again: a row may have changed', async () => {
    // given
    let version = 0;
    const read = new BatchedRead(async (keys) => new Map(keys.map((each) => [each, ++version])));

    // then
    expect([await read.get('a'), await read.get('a')]).toEqual([1, 2]);
  });
});
