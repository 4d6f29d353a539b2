import { createJob } from './jobs.js';
import { isFailure } from './failure.js';
import { raiseIncident } from './incidents.js';
import type { ElementInstance } from './process-state.js';
import type { Run } from './run.js';

/** Starts the next execution listener of this event; false when there is none left. */
export function startNextListener(run: Run, instance: Readonly<ElementInstance>, event: 'start' | 'end'): boolean {
  const { listeners } = run.elementOf(instance);
  if (listeners.length === 0 || instance.loop !== undefined) return false;
  const mine = listeners.filter((listener) => listener.event === event);
  const next = mine[instance.listener ?? 0];
  if (next === undefined) {
    delete run.edit(instance.key).listener;
    return false;
  }
  const created = createJob(run, instance, next, 'executionListener');
  if (isFailure(created)) raiseIncident(run, instance.key, created);
  return true;
}
