import type { ProcessModel, StartEventModel } from '../compile/process-model.js';
import { emptyState } from './commands/start-instance.js';
import type { ExecutionContext } from './context.js';
import { isFailure } from './failure.js';
import { Run } from './run.js';
import { nextRepetition, scheduleOf, type Schedule } from './timer-schedule.js';

/** When a timer start event is due for the first time after deployment for a unit; a text says why there is no such time. */
export function startTimerSchedule(model: ProcessModel, start: StartEventModel, orgUnitId: string | null, context: ExecutionContext): Schedule | string {
  if (start.timer === undefined) return `"${start.elementId}" is no timer start event.`;
  const nobody = { type: 'StartInstance', instanceKey: '0', variables: {}, ...(orgUnitId !== null && { orgUnitId }), actor: { username: null } } as const;
  const schedule = scheduleOf(new Run(model, emptyState(nobody), context, new Set()), start.timer, '', start.elementId);
  return isFailure(schedule) ? schedule.message : schedule;
}

/** When it is due again; null when that was the last time. */
export function nextStartTimer(schedule: Schedule, context: ExecutionContext): Schedule | null {
  return nextRepetition(schedule, context);
}
