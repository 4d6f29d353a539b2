import type { BroadcastSignal, ChildEnded, ChildEscalated, CorrelateMessage, FireTimer, Rejection } from '../command.js';
import { throwError, throwEscalation } from '../errors.js';
import { Failure } from '../failure.js';
import { raiseIncident } from '../incidents.js';
import { complete } from '../lifecycle.js';
import { setLocalVariables } from '../variables.js';
import { notFound, rejectOversized } from '../rejection.js';
import type { Run } from '../run.js';
import { releaseTimer, scheduleTimer } from '../subscriptions.js';
import { nextRepetition } from '../timer-schedule.js';
import { trigger } from '../triggers.js';

export function fireTimer(run: Run, command: FireTimer): Rejection | undefined {
  const owner = run.owners.get(command.timerKey);
  const timer = owner === undefined ? undefined : run.find(owner)?.timers?.find((open) => open.key === command.timerKey);
  if (owner === undefined || timer === undefined) return notFound('Timer', command.timerKey);
  releaseTimer(run, owner, timer.key);
  run.emit({ type: 'TimerFired', timerKey: timer.key });
  const event = run.element(timer.event);
  const isRepeated = !event.interrupting && (event.type === 'boundaryEvent' || event.type === 'startEvent');
  const next = isRepeated ? nextRepetition(timer, run.context) : null;
  if (next !== null) scheduleTimer(run, owner, event, next, timer.part);
  trigger(run, owner, timer.event, {}, timer.part);
  return undefined;
}

export function correlateMessage(run: Run, command: CorrelateMessage): Rejection | undefined {
  const owner = run.owners.get(command.subscriptionKey);
  const subscription = owner === undefined ? undefined : run.find(owner)?.subscriptions?.find((open) => open.key === command.subscriptionKey && open.signal === undefined);
  if (owner === undefined || subscription === undefined) return notFound('Message subscription', command.subscriptionKey);
  const refused = rejectOversized(command.variables);
  if (refused !== undefined) return refused;
  run.emit({ type: 'MessageCorrelated', subscriptionKey: command.subscriptionKey, messageKey: command.messageKey });
  trigger(run, owner, subscription.event, command.variables, subscription.part);
  return undefined;
}

export function broadcastSignal(run: Run, command: BroadcastSignal): Rejection | undefined {
  const refused = rejectOversized(command.variables);
  if (refused !== undefined) return refused;
  const reached = [...run.elements.values()].flatMap(({ key, subscriptions = [] }) => subscriptions.filter((open) => open.signal === command.signalName).map((open) => ({ key, open })));
  for (const { key, open } of reached) if (run.owners.get(open.key) === key) trigger(run, key, open.event, command.variables, open.part);
  return undefined;
}

export function childEscalated(run: Run, command: ChildEscalated): Rejection | undefined {
  const { elementInstanceKey, code, variables } = command;
  const instance = run.find(elementInstanceKey);
  if (instance?.phase !== 'active' || run.elementOf(instance).calledElement === null) return notFound('Call activity', elementInstanceKey);
  throwEscalation(run, elementInstanceKey, code, variables);
  return undefined;
}

export function childEnded(run: Run, command: ChildEnded): Rejection | undefined {
  const key = command.elementInstanceKey;
  const instance = run.find(key);
  const called = instance === undefined ? null : run.elementOf(instance).calledElement;
  if (instance === undefined || called === null || instance.phase !== 'active') return notFound('Call activity', key);
  const { outcome } = command;
  switch (outcome.kind) {
    case 'completed': {
      const hasOutputs = run.elementOf(instance).outputs.length > 0;
      if (hasOutputs) setLocalVariables(run, key, outcome.variables);
      complete(run, key, !hasOutputs && called.propagateAllChildVariables ? outcome.variables : undefined);
      return undefined;
    }
    case 'error': {
      run.edit(key).phase = 'entering';
      const uncaught = throwError(run, key, outcome);
      if (uncaught !== undefined) again(run, key, uncaught);
      return undefined;
    }
    case 'terminated':
      again(run, key, new Failure('CALLED_ELEMENT_ERROR', 'The called instance was cancelled. Resolve the incident to start it again, or cancel this instance too.'));
      return undefined;
    case 'notStarted':
      again(run, key, new Failure('CALLED_ELEMENT_ERROR', outcome.message));
      return undefined;
  }
}

/** Resolving the incident will ask for a new child. */
function again(run: Run, key: string, failure: Failure): void {
  run.edit(key).phase = 'entering';
  raiseIncident(run, key, failure);
}
