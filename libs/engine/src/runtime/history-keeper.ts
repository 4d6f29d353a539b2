import type { Clock } from './clock.js';
import type { ProcessStore } from './process-store.js';

/** How long the history of ended instances is kept. */
export interface HistoryRetention {
  /** `*`: every process that no other rule names. */
  readonly processIds: readonly string[] | '*';
  readonly keepMs: number;
}

const EVERY_MS = 600_000;
const SLICE = 20;
/** So that a long backlog does not hold up everything else; the next round goes on. */
const SLICES_A_ROUND = 200;
const PAUSE_MS = 20;

/** Deletes what is past its time, in small transactions with pauses between them. */
export class HistoryKeeper {
  private roundAt = -Infinity;
  private isStopped = false;

  constructor(
    private readonly store: Pick<ProcessStore, 'purgeHistory' | 'processIds'>,
    private readonly clock: Clock,
    private readonly rules: readonly HistoryRetention[],
  ) {}

  /** When it is time again: every ten minutes. */
  async roundWhenDue(): Promise<void> {
    const now = this.clock.now();
    if (this.rules.length === 0 || Math.abs(now - this.roundAt) < EVERY_MS) return;
    this.roundAt = now;
    await this.round();
  }

  /** How many instances went, not counting those they called. */
  async round(): Promise<number> {
    let purged = 0;
    for (const rule of this.rules) purged += await this.purge(rule);
    return purged;
  }

  stop(): void {
    this.isStopped = true;
  }

  private async purge({ processIds, keepMs }: HistoryRetention): Promise<number> {
    const named = new Set(this.rules.flatMap((each) => (each.processIds === '*' ? [] : each.processIds)));
    const meant = processIds === '*' ? (await this.store.processIds()).filter((each) => !named.has(each)) : processIds;
    let purged = 0;
    for (let slice = 0; slice < SLICES_A_ROUND && !this.isStopped; slice++) {
      const count = await this.store.purgeHistory({ processIds: meant, endedBefore: this.clock.now() - keepMs, limit: SLICE });
      purged += count;
      if (count < SLICE) break;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return purged;
  }
}
