const FREE_ATTEMPTS = 5;
const LOCK_MS = 30_000;
const MOST_KEYS = 10_000;

/** Slows down guessing: after five failures in a row a name waits 30 s before the next try. */
export class LoginThrottle {
  private readonly failures = new Map<string, { count: number; until: number }>();

  /** seconds to wait, 0 when a try is allowed */
  waitSeconds(key: string, now: number): number {
    const known = this.failures.get(key);
    return known && known.count >= FREE_ATTEMPTS && known.until > now ? Math.ceil((known.until - now) / 1000) : 0;
  }

  failed(key: string, now: number): void {
    const known = this.failures.get(key);
    this.failures.delete(key);
    this.failures.set(key, { count: (known?.count ?? 0) + 1, until: now + LOCK_MS });
    const oldest = this.failures.keys().next().value;
    if (this.failures.size > MOST_KEYS && oldest !== undefined) this.failures.delete(oldest);
  }

  succeeded(key: string): void {
    this.failures.delete(key);
  }
}
