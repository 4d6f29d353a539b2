import { partsOf } from '../compile/process-model.js';
import { parseCron } from '../expression/cron.js';
import type { Command, Rejection, ResumeInstance, SuspendInstance } from './command.js';
import type { OpenTimer } from './process-state.js';
import { notFound, reject } from './rejection.js';
import type { Run } from './run.js';
import { nextRepetition } from './timer-schedule.js';

const always = new Set<Command['type']>(['ResumeInstance', 'CancelInstance', 'SetVariables', 'FailJob', 'UpdateJob']);

export function suspendInstance(run: Run, { reason, actor }: SuspendInstance): undefined {
  run.suspendedAt = run.context.now;
  run.emit({ type: 'InstanceSuspended', reason, actor });
}

/** Timers go on with the time they had left; what came meanwhile takes effect in the order it came. */
export function resumeInstance(run: Run, { reason, actor }: ResumeInstance): Rejection | undefined {
  const { suspendedAt } = run;
  if (suspendedAt === null) return reject('NOT_SUSPENDED', 'The instance is not suspended.');
  run.suspendedAt = null;
  run.emit({ type: 'InstanceResumed', reason, actor });
  for (const { key, timers = [] } of [...run.elements.values()]) {
    if (timers.length > 0) run.edit(key).timers = timers.map((timer) => thawed(run, timer, suspendedAt));
  }
  // variables may have been corrected meanwhile
  run.newConditions += 1;
  run.released.push(...run.deferred.filter(({ awaits }) => awaits.length === 0).map(({ command }) => command));
  run.deferred = run.deferred.filter(({ awaits }) => awaits.length > 0);
  return undefined;
}

/** What a suspended instance does with a command; null: it carries it out. */
export function whileSuspended(run: Run, command: Command): Rejection | 'deferred' | null {
  if (run.suspendedAt === null || always.has(command.type)) return null;
  const suspended = reject('SUSPENDED', 'The instance is suspended. Resume it first, then try again.');
  switch (command.type) {
    case 'CompleteJob':
    case 'ThrowJobError':
      if (!run.owners.has(command.jobKey) || run.deferred.some(({ command: other }) => 'jobKey' in other && other.jobKey === command.jobKey)) return notFound('Job', command.jobKey);
      return defer(run, command);
    case 'CorrelateMessage':
      if (!run.owners.has(command.subscriptionKey)) return notFound('Message subscription', command.subscriptionKey);
      return run.deferred.some(({ command: other }) => other.type === 'CorrelateMessage' && other.subscriptionKey === command.subscriptionKey) ? suspended : defer(run, command);
    case 'BroadcastSignal':
    case 'ChildEnded':
    case 'ChildEscalated':
      return defer(run, command);
    default:
      return suspended;
  }
}

function defer(run: Run, command: Command): 'deferred' {
  run.deferred = [...run.deferred, { command, awaits: [] }];
  return 'deferred';
}

/** A time of the calendar stays what it is; of a cycle, times that have passed meanwhile are not made up for. */
function thawed(run: Run, timer: OpenTimer, suspendedAt: number): OpenTimer {
  const part = partsOf(run.element(timer.event).event)[timer.part ?? 0];
  if (part?.kind === 'timer' && part.timer.kind === 'date') return timer;
  const { now } = run.context;
  const isCron = timer.repeat !== null && parseCron(timer.repeat.interval) !== null;
  if (isCron && timer.dueAt > now) return timer;
  const dueAt = isCron ? (nextRepetition({ ...timer, dueAt: now }, run.context)?.dueAt ?? timer.dueAt) : timer.dueAt + now - suspendedAt;
  run.emit({ type: 'TimerRescheduled', timerKey: timer.key, dueAt });
  return { ...timer, dueAt };
}
