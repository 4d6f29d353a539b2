/** Processor time of `work` and of `peer` in microseconds a run: the median of rounds taken in turn, so that both see the same machine. */
export async function measureBeside({ work, peer = null, quick }) {
  const rounds = quick ? 5 : 9;
  const roundMs = quick ? 50 : 200;
  const sides = [work, ...(peer ? [peer] : [])];
  for (const side of sides) await costOf(side, roundMs * 3);
  const costs = sides.map(() => []);
  for (let round = 0; round < rounds; round += 1) for (const [index, side] of sides.entries()) costs[index].push(await costOf(side, roundMs));
  const [own, other = null] = costs.map(median);
  return { own, peer: other };
}

async function costOf(work, milliseconds) {
  const until = performance.now() + milliseconds;
  const before = process.cpuUsage();
  let runs = 0;
  do {
    const pending = work();
    if (pending instanceof Promise) await pending;
    runs += 1;
  } while (performance.now() < until);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / runs;
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
