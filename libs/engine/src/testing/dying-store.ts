import type { ProcessStore } from '../runtime/process-store.js';

/**
 * The store of a process that is killed at one moment: with its n-th call, before it (`before`) or when its effect is on disk but the
 * answer has not come (`after`). From then on every call fails, as no process is there to make one.
 */
export function dyingStore(store: ProcessStore, killedAt: number, moment: 'before' | 'after'): { readonly store: ProcessStore; readonly isDead: () => boolean } {
  let calls = 0;
  let isDead = false;
  const proxy = new Proxy(store, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== 'function') return member;
      const method = member as (...parameters: unknown[]) => Promise<unknown>;
      return async (...parameters: unknown[]) => {
        calls += 1;
        if (calls === killedAt && moment === 'before') isDead = true;
        if (isDead) throw new Error('The process is dead.');
        const result = await method.apply(target, parameters);
        if (calls >= killedAt) {
          isDead = true;
          throw new Error('The process is dead.');
        }
        return result;
      };
    },
  });
  return { store: proxy, isDead: () => isDead };
}
