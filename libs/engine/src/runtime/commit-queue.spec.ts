import { describe, expect, it } from '@jest/globals';
import { members } from '../testing/index.js';
import { CommitQueue } from './commit-queue.js';
import type { CommitMember, CommitOutcome } from './process-store.js';

const { member } = members;

const endOfTurn = () => new Promise((resolve) => setImmediate(resolve));

/** A store whose transactions end when they are told to. */
function heldStore({ fails = () => false, commitsAtOnce = 1 }: { readonly fails?: (each: CommitMember) => boolean; readonly commitsAtOnce?: number } = {}) {
  const batches: string[][] = [];
  const held: (() => void)[] = [];
  const commit = async (given: readonly CommitMember[]): Promise<readonly CommitOutcome[]> => {
    batches.push(given.map((each) => each.instanceKey));
    await new Promise<void>((resolve) => held.push(resolve));
    if (given.some(fails)) throw new Error('Data too long');
    return given.map(() => 'committed');
  };
  const release = async () => {
    held.shift()?.();
    await endOfTurn();
  };
  return { commit, commitsAtOnce, batches, release };
}

describe('CommitQueue', () => {
  it('takes all that became ready during a transaction into the next one', async () => {
    // given
    const store = heldStore();
    const queue = new CommitQueue(store);
    const first = queue.add(member({ instanceKey: '1' }));
    await endOfTurn();
    const others = ['2', '3', '4'].map((instanceKey) => queue.add(member({ instanceKey })));

    // when
    await store.release();
    await store.release();

    // then
    expect(await Promise.all([first, ...others])).toEqual(['committed', 'committed', 'committed', 'committed']);
    expect(store.batches).toEqual([['1'], ['2', '3', '4']]);
  });

  it('has as many transactions under way as the store writes side by side, and leaves none behind', async () => {
    // given
    const store = heldStore({ commitsAtOnce: 2 });
    const queue = new CommitQueue(store);
    const add = async (instanceKey: string) => {
      const outcome = queue.add(member({ instanceKey }));
      await endOfTurn();
      return { outcome };
    };

    // when
    const added = [await add('1'), await add('2'), await add('3'), await add('4')];
    const atFirst = [...store.batches];
    for (let transaction = 0; transaction < 3; transaction++) await store.release();
    const late = queue.add(member({ instanceKey: '5' }));
    await endOfTurn();
    await store.release();
    await queue.idle();

    // then
    expect(atFirst).toEqual([['1'], ['2']]);
    expect(store.batches).toEqual([['1'], ['2'], ['3', '4'], ['5']]);
    expect(await Promise.all([...added.map((each) => each.outcome), late])).toEqual(Array.from({ length: 5 }, () => 'committed'));
  });

  it('takes at most 64 members or a megabyte', async () => {
    // given
    const store = heldStore();
    const queue = new CommitQueue(store);
    const large = ['1', '2', '3'].map((instanceKey) => queue.add(member({ instanceKey, snapshot: 'x'.repeat(600_000) })));
    const small = Array.from({ length: 70 }, (_, index) => queue.add(member({ instanceKey: `1${index}` })));

    // when
    for (let transaction = 0; transaction < 6; transaction++) await store.release();
    await Promise.all([...large, ...small]);

    // then
    expect(store.batches.map((each) => each.length)).toEqual([1, 1, 64, 7]);
  });

  it('tells only the member that cannot be written, and writes the others', async () => {
    // given
    const store = heldStore({ fails: (each) => each.instanceKey === '2' });
    const queue = new CommitQueue(store);
    const answers = Promise.allSettled(['1', '2', '3'].map((instanceKey) => queue.add(member({ instanceKey }))));

    // when
    for (let transaction = 0; transaction < 5; transaction++) await store.release();

    // then
    expect((await answers).map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(store.batches).toEqual([['1', '2', '3'], ['1'], ['2'], ['3']]);
  });
});
