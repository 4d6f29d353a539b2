import { setTimeout as sleep } from 'node:timers/promises';
import { mulberry32 } from '../../../tools/soak/mulberry32.mjs';
import type { RunningSystem } from '../../../tools/system.mjs';

/** Most of the pauses before a kill; squared chance, so that more fall early, while a station works. */
const LONGEST_PAUSE_MS = 2_500;

/** Ends the server with SIGKILL once in every station, at a moment that the seed decides, and starts it again. */
export class KillPerStation {
  /** Milliseconds from each kill until the server was ready again. */
  readonly restarts: number[] = [];
  private last: Promise<void> = Promise.resolve();
  private readonly random: () => number;

  constructor(
    private readonly system: RunningSystem,
    seed: number,
  ) {
    this.random = mulberry32(seed);
  }

  /** Arms the kill of the station that begins now; waits for the one before, which may come when its station is passed already. */
  readonly beforeStation = async (): Promise<void> => {
    await this.last;
    this.last = this.killAfter(this.random() ** 2 * LONGEST_PAUSE_MS);
    this.last.catch(() => undefined);
  };

  done(): Promise<void> {
    return this.last;
  }

  private async killAfter(pauseMs: number): Promise<void> {
    await sleep(pauseMs);
    const from = performance.now();
    await this.system.killAndRestart();
    this.restarts.push(Math.round(performance.now() - from));
  }
}
