/** How a host spaces the attempts of a job. */
export interface RetryPolicy {
  /** Wait before the second attempt in ms. */
  readonly backoffMs: number;
  /** Longest wait in ms. */
  readonly maxBackoffMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { backoffMs: 10_000, maxBackoffMs: 3_600_000 };

/**
 * The wait in ms after attempt number `attempt` (from 1) failed: doubled each time, up to a fifth longer by `random` (0 to 1)
 * so that jobs which failed together do not come back together, and never shorter than the other side asked for.
 */
export function retryDelayMs(policy: RetryPolicy, attempt: number, random: number, retryAfterMs = 0): number {
  const doubled = policy.backoffMs * 2 ** Math.min(attempt - 1, 30);
  return Math.max(Math.round(Math.min(doubled, policy.maxBackoffMs) * (1 + random / 5)), retryAfterMs);
}
