import type { ConsumedStartTimer, MovedElement } from '../process-store.js';
import type { Changes } from './changes.js';
import type { Projection } from './project.js';

/** The start timer goes on to its next time, or is gone. */
export function projectStartTimer(changes: Changes, { timerKey, next }: ConsumedStartTimer): void {
  if (next) changes.patch('startTimer', { timerKey, dueAt: next.dueAt, availableAt: next.dueAt, remaining: next.remaining });
  else changes.remove('startTimer', { timerKey });
}

/** Rows of what lives name the new version and its elements. */
export function projectMoved({ member, changes }: Projection, moved: readonly MovedElement[]): void {
  const { instanceKey, definitionKey, processId } = member;
  changes.patch('processInstance', { instanceKey, definitionKey, processId });
  for (const { elementInstanceKey, elementId, jobKey, taskKey, incidentKey, timers, messageSubscriptions, signalSubscriptions } of moved) {
    const place = { definitionKey, processId, elementId };
    if (elementInstanceKey !== instanceKey) changes.patch('elementInstance', { elementInstanceKey, elementId });
    if (jobKey !== null) changes.patch('job', { jobKey, ...place });
    if (taskKey !== null) changes.patch('userTask', { taskKey, ...place });
    if (incidentKey !== null) changes.patch('incident', { incidentKey, ...place });
    for (const timer of timers) changes.patch('timer', { timerKey: timer.key, elementId: timer.elementId });
    for (const open of messageSubscriptions) changes.patch('messageSubscription', { subscriptionKey: open.key, processId, elementId: open.elementId });
    for (const open of signalSubscriptions) changes.patch('signalSubscription', { subscriptionKey: open.key, processId, elementId: open.elementId });
  }
}
