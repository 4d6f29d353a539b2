import type { RunningSystem } from '../system.mjs';

export interface CrashReport {
  readonly kills: number;
  readonly seed: number;
  readonly slowestRestartMs: number;
  readonly handedIn: number;
  readonly sentOverAxis: number;
  readonly registered: number;
  readonly kept: number;
  /** What people were told that no repetition cured. */
  readonly errors: readonly string[];
  readonly notArchived: readonly string[];
  readonly documents: number;
  /** Letters whose handing-in was answered and that are not there. */
  readonly lost: readonly string[];
  readonly numbers: readonly number[];
  readonly doneTwice: readonly string[];
  readonly incidents: readonly string[];
  readonly statuses: number;
  readonly statusesTwice: readonly string[];
}

export function crashRun(options: { readonly system: RunningSystem; readonly kills: number; readonly seed: number; readonly onProgress?: (text: string) => void }): Promise<CrashReport>;
