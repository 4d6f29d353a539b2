import type { Key } from '@vanthu/model';

export interface Queued {
  readonly jobKey: Key;
  readonly type: string;
  readonly tenantId: string;
  readonly availableAt: number | null;
}

/**
 * Which of the waiting jobs are given out when there are more than wanted: the oldest of each type and unit first, then the second of
 * each, so that none waits for the long queue of another. Repeated ones count once.
 */
export function fairShare<T extends Queued>(waiting: readonly T[], limit: number): readonly T[] {
  const unique = [...new Map(waiting.map((each) => [each.jobKey, each])).values()].toSorted(byAge);
  const counts = new Map<string, number>();
  const ranked = unique.map((job) => {
    const queue = `${job.type}\n${job.tenantId}`;
    const rank = counts.get(queue) ?? 0;
    counts.set(queue, rank + 1);
    return { job, rank };
  });
  return ranked.toSorted((one, other) => one.rank - other.rank).slice(0, limit).map((each) => each.job);
}

function byAge(one: Queued, other: Queued): number {
  return Number(one.availableAt) - Number(other.availableAt) || one.jobKey.length - other.jobKey.length || (one.jobKey < other.jobKey ? -1 : 1);
}
