import type { ProcessModel } from '../compile/process-model.js';
import type { ProcessState } from '../execution/process-state.js';
import type { MovedElement } from './process-store.js';

/** Where everything that lives is, in the words of the version it lives in. */
export function movedElements(model: ProcessModel, state: ProcessState): readonly MovedElement[] {
  const idOf = (element: number): string => model.elements[element]?.id ?? '';
  return [...state.elements.values()].map(({ key, element, job, task, incident, timers = [], subscriptions = [] }) => ({
    elementInstanceKey: key,
    elementId: idOf(element),
    jobKey: job?.key ?? null,
    taskKey: task?.key ?? null,
    incidentKey: incident?.key ?? null,
    timers: timers.map((open) => ({ key: open.key, elementId: idOf(open.event) })),
    messageSubscriptions: subscriptions.filter((open) => open.signal === undefined).map((open) => ({ key: open.key, elementId: idOf(open.event) })),
    signalSubscriptions: subscriptions.filter((open) => open.signal !== undefined).map((open) => ({ key: open.key, elementId: idOf(open.event) })),
  }));
}
