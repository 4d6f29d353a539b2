/** The server's time. It can be held still where the configuration allows it, for tests of processes. */
export class AdjustableClock {
  private pinnedAt: number | null = null;

  /** epoch ms */
  readonly now = (): number => this.pinnedAt ?? Date.now();

  pin(at: number): void {
    this.pinnedAt = at;
  }

  reset(): void {
    this.pinnedAt = null;
  }
}
