import { addDuration, toInstant } from '@vanthu/dmn';
import type { Key } from '@vanthu/model';
import type { Expression, TimerModel } from '../compile/process-model.js';
import { jsonOf } from '../expression/values.js';
import { cronAfter } from '../expression/cron.js';
import { isDurationText, parseCycle, type Cycle } from '../expression/timer-text.js';
import { evaluate, evaluateNumber, mismatch, type Evaluated, type Place } from './evaluation.js';
import type { ExecutionContext } from './context.js';
import { type Failure, isFailure } from './failure.js';
import type { OpenTimer } from './process-state.js';
import type { Run } from './run.js';

export interface Schedule {
  /** epoch ms */
  readonly dueAt: number;
  readonly repeat: OpenTimer['repeat'];
}

/** When a timer is due, seen from now. */
export function scheduleOf(run: Run, timer: TimerModel, scope: Key, elementId: string): Schedule | Failure {
  const place: Place = { scope, what: `The timer of "${elementId}"`, failure: 'EXTRACT_VALUE_ERROR' };
  if (timer.kind === 'workingDays') return once(workingDaysFromNow(run, timer.value, place));
  const result = evaluate(run, timer.value, place);
  if (isFailure(result)) return result;
  if (timer.kind === 'date') return once(instantOf(run.context, result, place));
  return timer.kind === 'duration' ? once(afterDuration(run.context, result, place)) : cycleOf(run.context, result, place);
}

export function workingDaysFromNow(run: Run, expression: Expression, place: Place): number | Failure {
  const days = evaluateNumber(run, expression, place);
  return isFailure(days) ? days : run.context.calendar.addWorkingDays(run.context.now, days, run.state.orgUnitId);
}

/** A FEEL date, date and time, or an ISO text, as epoch ms. */
export function instantOf(context: ExecutionContext, result: Evaluated, place: Place): number | Failure {
  return toInstant(result.value, context) ?? mismatch(place, 'a date, or a date and time', result);
}

/** The time after the last one, for a cycle; a time that has passed meanwhile is not made up for. */
export function nextRepetition(timer: Schedule, context: ExecutionContext): Schedule | null {
  const { repeat } = timer;
  if (repeat === null || repeat.remaining === 0) return null;
  const dueAt = afterInterval(timer.dueAt, repeat.interval, context);
  const remaining = repeat.remaining < 0 ? -1 : repeat.remaining - 1;
  return dueAt === null ? null : { dueAt, repeat: { remaining, interval: repeat.interval } };
}

function afterInterval(from: number, interval: string, context: ExecutionContext): number | null {
  const cron = cronAfter(interval, Math.max(from, context.now), context.zone);
  if (cron !== null) return cron;
  const next = addDuration(from, interval, context);
  return next === null || next > context.now ? next : addDuration(context.now, interval, context);
}

function once(dueAt: number | Failure): Schedule | Failure {
  return isFailure(dueAt) ? dueAt : { dueAt, repeat: null };
}

function afterDuration(context: ExecutionContext, result: Evaluated, place: Place): number | Failure {
  return addDuration(context.now, result.value, context) ?? mismatch(place, 'a duration', result);
}

function cycleOf(context: ExecutionContext, result: Evaluated, place: Place): Schedule | Failure {
  const text = jsonOf(result.value);
  const cron = typeof text === 'string' ? cronAfter(text, context.now, context.zone) : null;
  if (cron !== null && typeof text === 'string') return { dueAt: cron, repeat: { remaining: -1, interval: text } };
  const cycle = typeof text === 'string' ? (parseCycle(text) ?? (isDurationText(text) ? endless(text) : null)) : null;
  if (cycle === null || cycle.repetitions === 0) return mismatch(place, 'a repetition such as R3/PT1H', result);
  const first = cycle.start === null ? addDuration(context.now, cycle.interval, context) : instantOf(context, { value: cycle.start, warnings: '' }, place);
  if (isFailure(first)) return first;
  if (first === null) return mismatch(place, 'a repetition such as R3/PT1H', result);
  return { dueAt: first, repeat: { remaining: cycle.repetitions < 0 ? -1 : cycle.repetitions - 1, interval: cycle.interval } };
}

function endless(interval: string): Cycle {
  return { repetitions: -1, start: null, interval };
}
