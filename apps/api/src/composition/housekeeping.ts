import type { DomainStores } from '@vanthu/persistence';

const EVERY_MS = 3_600_000;

/** Clears away once an hour what has expired. */
export class Housekeeping {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly stores: Pick<DomainStores, 'sessions' | 'signingSessions'>,
    private readonly onError: (error: unknown, what: string) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.clear().catch((error: unknown) => this.onError(error, 'expired sessions could not be cleared away')), EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  async clear(): Promise<void> {
    await this.stores.sessions.purgeExpired();
    await this.stores.signingSessions.purgeExpired();
  }
}
