import type { Clock } from './clock.js';

const DAY_MS = 86_400_000;
/** Of a second, while the system's clock is behind: ten hours for an hour. */
const SPEED_WHILE_AHEAD = 0.9;

/**
 * The system's clock, which somebody may set while work is under way. Set forward, this one goes with it. Set back, it goes on from where
 * it was, a tenth slower, until the system's has caught up: else locks, retries and timers of the last hour would wait for that hour
 * to pass again. By more than a day it is followed back: what was wrong then was the time before.
 */
export class SteadyClock implements Clock {
  private last = -Infinity;
  private lastSteady: number;

  constructor(
    /** epoch ms */
    private readonly system: () => number = () => Date.now(),
    /** ms that only count on */
    private readonly steady: () => number = () => performance.now(),
  ) {
    this.lastSteady = steady();
  }

  readonly now = (): number => {
    const [system, steady] = [this.system(), this.steady()];
    const goneOn = this.last + (steady - this.lastSteady) * SPEED_WHILE_AHEAD;
    this.last = goneOn - system > DAY_MS ? system : Math.max(system, goneOn);
    this.lastSteady = steady;
    return Math.floor(this.last);
  };

  /** Others have been at this time already: goes on from there, as if it had been set back here. */
  goOnFrom(time: number): void {
    if (time > this.now() && time - this.last <= DAY_MS) this.last = time;
  }
}
