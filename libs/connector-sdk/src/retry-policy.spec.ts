import { defaultRetryPolicy, retryDelayMs } from './retry-policy.js';

describe('retryDelayMs', () => {
  it('doubles from attempt to attempt, up to the longest wait', () => {
    const delays = [1, 2, 3, 4, 100].map((attempt) => retryDelayMs({ backoffMs: 1000, maxBackoffMs: 5000 }, attempt, 0));
    expect(delays).toEqual([1000, 2000, 4000, 5000, 5000]);
  });

  it('spreads by a fifth at most and never comes back before it was asked to', () => {
    expect(retryDelayMs(defaultRetryPolicy, 1, 1)).toBe(12_000);
    expect(retryDelayMs(defaultRetryPolicy, 1, 1, 60_000)).toBe(60_000);
  });
});
