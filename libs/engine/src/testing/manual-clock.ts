/** A clock that stands still until it is told to go on. */
export class ManualClock {
  constructor(private time = Date.parse('2026-02-02T01:00:00Z')) {}

  readonly now = (): number => this.time;

  /** Milliseconds; negative steps back. */
  advance(ms: number): void {
    this.time += ms;
  }
}
