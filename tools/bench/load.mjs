import { setTimeout as sleep } from 'node:timers/promises';

/** Runs `work` for each item, `clients` at a time; items a second. */
export async function closedLoop(items, clients, work) {
  const queue = items.values();
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    for (const item of queue) await work(item);
  }));
  return items.length / ((performance.now() - began) / 1000);
}

/**
 * Begins `work` for each item at `rate` a second, whether the ones before have ended or not. Milliseconds of each, ascending, counted from the
 * moment it was to begin: what waits behind a slow one is counted too.
 */
export async function openLoop(items, rate, work) {
  const began = performance.now();
  const under = [];
  const took = [];
  for (const [index, item] of items.entries()) {
    const at = began + (index * 1000) / rate;
    while (performance.now() < at) await sleep(Math.max(at - performance.now(), 0));
    under.push(work(item).then(() => took.push(performance.now() - at)));
  }
  await Promise.all(under);
  return took.toSorted((a, b) => a - b);
}

/** Of ascending values. */
export function percentile(values, share) {
  return values[Math.min(values.length - 1, Math.floor(values.length * share))];
}
