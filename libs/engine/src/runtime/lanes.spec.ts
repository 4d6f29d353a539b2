import { describe, expect, it } from '@jest/globals';
import { Lanes } from './lanes.js';

describe('Lanes', () => {
  it('runs the work of one key in order and of others side by side', async () => {
    // given
    const lanes = new Lanes();
    const order: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));

    // when
    const work = [
      lanes.run('a', async () => {
        await held;
        order.push('a1');
      }),
      lanes.run('a', async () => void order.push('a2')),
      lanes.run('b', async () => void order.push('b1')),
    ];
    await work[2];
    release();
    await Promise.all(work);

    // then
    expect(order).toEqual(['b1', 'a1', 'a2']);
  });

  it('goes on after a failure, and keeps nothing of what is done', async () => {
    // given
    const lanes = new Lanes();

    // when
    const failed = lanes.run('a', () => Promise.reject(new Error('on purpose')));
    const next = lanes.run('a', () => Promise.resolve('done'));

    // then
    await expect(failed).rejects.toThrow('on purpose');
    await expect(next).resolves.toBe('done');
    await lanes.idle();
    expect(lanes.size).toBe(0);
  });
});
