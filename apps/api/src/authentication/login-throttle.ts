const LOCK_MS = 30_000;
/** Failures older than this count no more. */
const FORGET_MS = 15 * 60_000;
const MOST_KEYS = 10_000;

interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

/** Slows down guessing: after some failures in a row, for a name or from an address, the next try has to wait 30 s. */
export class LoginThrottle {
  private readonly failures = new Map<string, Failures>();

  /** `freeAttempts`: failures that cost nothing. */
  constructor(private readonly freeAttempts: number) {}

  /** seconds to wait, 0 when a try is allowed */
  waitSeconds(key: string, now: number): number {
    const known = this.failures.get(key);
    if (!known || known.count < this.freeAttempts) return 0;
    return Math.max(0, Math.ceil((known.lastAt + LOCK_MS - now) / 1000));
  }

  failed(key: string, now: number): void {
    const known = this.failures.get(key);
    const count = known && now - known.lastAt < FORGET_MS ? known.count + 1 : 1;
    this.failures.delete(key);
    this.failures.set(key, { count, lastAt: now });
    const oldest = this.failures.keys().next().value;
    if (this.failures.size > MOST_KEYS && oldest !== undefined) this.failures.delete(oldest);
  }

  succeeded(key: string): void {
    this.failures.delete(key);
  }
}
