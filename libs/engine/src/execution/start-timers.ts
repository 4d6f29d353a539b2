import type { ProcessModel } from '../compile/process-model.js';
import { emptyState } from './commands/start-instance.js';
import type { ExecutionContext } from './context.js';
import { isFailure } from './failure.js';
import { Run } from './run.js';
import { nextRepetition, scheduleOf, type Schedule } from './timer-schedule.js';

/** When a timer start event is due for the first time after deployment; a text says why there is no such time. */
export function startTimerSchedule(model: ProcessModel, elementId: string, context: ExecutionContext): Schedule | string {
  const element = model.elements.find((candidate) => candidate.id === elementId);
  if (element?.event?.kind !== 'timer') return `"${elementId}" is no timer start event.`;
  const nobody = { type: 'StartInstance', instanceKey: '0', variables: {}, actor: { username: null } } as const;
  const schedule = scheduleOf(new Run(model, emptyState(nobody), context, new Set()), element.event.timer, '', elementId);
  return isFailure(schedule) ? schedule.message : schedule;
}

/** When it is due again; null when that was the last time. */
export function nextStartTimer(schedule: Schedule, context: ExecutionContext): Schedule | null {
  return nextRepetition(schedule, context);
}
