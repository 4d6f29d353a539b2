interface Spending {
  spend(steps: number): void;
}

let active: Spending | null = null;

/**
 * Charges work done deep inside a value (comparing, printing) to the run under way; free outside of a run. A list that
 * holds another one twice, sixty times over, is small in memory and endless to walk.
 */
export function charge(steps: number): void {
  active?.spend(steps);
}

/** Does the work with its charges going to a run. Runs are synchronous, so one at a time is under way. */
export function metered<T>(run: Spending, work: () => T): T {
  const outer = active;
  active = run;
  try {
    return work();
  } finally {
    active = outer;
  }
}
