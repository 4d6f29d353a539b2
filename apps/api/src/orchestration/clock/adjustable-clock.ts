import { SteadyClock } from '@vanthu/engine';

/** The server's time, which does not run back when the machine's is set back. It can be held still where the configuration allows it, for tests of processes. */
export class AdjustableClock {
  private readonly steady = new SteadyClock();
  private pinnedAt: number | null = null;

  /** epoch ms */
  readonly now = (): number => this.pinnedAt ?? this.steady.now();

  /** Other processes, or this one before its last start, have been at this time already. */
  goOnFrom(time: number): void {
    this.steady.goOnFrom(time);
  }

  pin(at: number): void {
    this.pinnedAt = at;
  }

  reset(): void {
    this.pinnedAt = null;
  }
}
