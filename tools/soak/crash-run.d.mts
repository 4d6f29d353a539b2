import type { RunningSystem } from '../system.mjs';
import type { EffectCounter } from './effect-counter.mjs';

/** Counts, and lists of what is wrong: a run is whole when every list is empty. */
export interface CrashReport {
  readonly kills: number;
  readonly seed: number;
  readonly slowestRestartMs: number;
  readonly handedIn: number;
  readonly sentOverAxis: number;
  readonly registered: number;
  readonly kept: number;
  /** What people and programs were told that no repetition cured. */
  readonly errors: readonly string[];
  readonly notArchived: readonly string[];
  readonly documents: number;
  /** Letters whose handing-in was answered and that are not there. */
  readonly lost: readonly string[];
  readonly handedInTwice: readonly string[];
  /** Arrival numbers that leave a gap or come twice. */
  readonly numbersWrong: readonly number[];
  readonly doneTwice: readonly string[];
  readonly incidents: readonly string[];
  readonly statuses: number;
  readonly statusesMissing: readonly string[];
  readonly statusesTwice: readonly string[];
  readonly orders: number;
  /** Instances of the process of orders, also those whose start got no answer. */
  readonly ordersStarted: number;
  readonly ordersActive: readonly string[];
  readonly ordersLost: readonly string[];
  readonly ordersNotCompleted: readonly string[];
  /** Steps in the history of all orders. */
  readonly steps: number;
  readonly stepsOpen: readonly string[];
  /** Orders whose history lacks a step or has one twice. */
  readonly stepsWrong: readonly string[];
  readonly effectRequests: number;
  /** Idempotency keys for which the counter did something. */
  readonly effectsDone: number;
  readonly effectsMissing: readonly string[];
  readonly effectsOfNobody: readonly string[];
  readonly effectsWithManyKeys: readonly string[];
  readonly keysOfManyEffects: readonly string[];
  readonly stampsTwice: readonly string[];
  readonly letters: number;
  readonly lettersMissing: readonly number[];
  readonly lettersTwice: readonly string[];
}

export function crashRun(options: {
  readonly system: RunningSystem;
  readonly counter: EffectCounter;
  readonly kills: number;
  readonly seed: number;
  readonly onProgress?: (text: string) => void;
}): Promise<CrashReport>;
export function isWhole(report: CrashReport): boolean;
