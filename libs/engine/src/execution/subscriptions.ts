import type { Key } from '@vanthu/model';
import { partsOf, type ElementModel, type EventModel } from '../compile/process-model.js';
import { evaluateText } from './evaluation.js';
import { isFailure, type Failure } from './failure.js';
import type { ElementInstance, OpenSubscription, OpenTimer } from './process-state.js';
import type { Run } from './run.js';
import { scheduleOf, type Schedule } from './timer-schedule.js';

type Waiting =
  | { readonly kind: 'conditional' }
  | { readonly kind: 'timer'; readonly schedule: Schedule }
  | { readonly kind: 'message'; readonly name: string; readonly correlationKey: string }
  | { readonly kind: 'signal'; readonly name: string };

interface Prepared {
  readonly event: ElementModel;
  readonly part: number;
  readonly waiting: Waiting;
}

/** Begins to wait for all of these events, or, when one of their expressions fails, for none. */
export function openSubscriptions(run: Run, instance: Readonly<ElementInstance>, events: readonly number[]): Failure | undefined {
  const prepared: Prepared[] = [];
  for (const index of events) {
    const event = run.element(index);
    for (const [part, model] of partsOf(event.event).entries()) {
      const waiting = prepare(run, instance.key, event, model);
      if (isFailure(waiting)) return waiting;
      if (waiting !== null) prepared.push({ event, part, waiting });
    }
  }
  for (const { event, part, waiting } of prepared) {
    if (waiting.kind === 'timer') scheduleTimer(run, instance.key, event, waiting.schedule, part);
    else if (waiting.kind === 'conditional') watch(run, instance.key, event, part);
    else subscribe(run, instance.key, event, part, waiting);
  }
  return undefined;
}

/** The events around an element: its boundary events, and in a container the starts of its event subprocesses. */
export function armedEventsOf(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): readonly number[] {
  const isBody = instance.loop !== undefined;
  const boundaries = isBody || element.loop === null ? element.boundaryEvents : [];
  if (isBody || element.eventSubprocesses.length === 0) return boundaries;
  return [...boundaries, ...element.eventSubprocesses.flatMap((index) => run.element(index).starts)];
}

export function scheduleTimer(run: Run, instanceKey: Key, event: ElementModel, schedule: Schedule, part = 0): void {
  const instance = run.edit(instanceKey);
  const timer: OpenTimer = { key: run.newKey(), event: event.index, ...(part > 0 && { part }), dueAt: schedule.dueAt, repeat: schedule.repeat };
  instance.timers = [...(instance.timers ?? []), timer];
  run.owners.set(timer.key, instanceKey);
  run.emit({ type: 'TimerScheduled', timerKey: timer.key, elementInstanceKey: instanceKey, elementId: event.id, dueAt: timer.dueAt });
}

/** Takes a timer off its element; the caller emits how it ended. */
export function releaseTimer(run: Run, instanceKey: Key, timerKey: Key): void {
  const instance = run.edit(instanceKey);
  const left = instance.timers?.filter((timer) => timer.key !== timerKey) ?? [];
  if (left.length > 0) instance.timers = left;
  else delete instance.timers;
  run.owners.delete(timerKey);
}

/** Stops waiting for the events chosen, or for all. */
export function closeSubscriptions(run: Run, instanceKey: Key, isChosen: (event: number, part: number) => boolean = () => true): void {
  const instance = run.find(instanceKey);
  for (const timer of instance?.timers ?? []) {
    if (!isChosen(timer.event, timer.part ?? 0)) continue;
    releaseTimer(run, instanceKey, timer.key);
    run.emit({ type: 'TimerCanceled', timerKey: timer.key });
  }
  if (instance?.conditions !== undefined) unwatch(run, instanceKey, isChosen);
  for (const subscription of instance?.subscriptions ?? []) if (isChosen(subscription.event, subscription.part ?? 0)) unsubscribe(run, instanceKey, subscription);
}

function watch(run: Run, instanceKey: Key, event: ElementModel, part: number): void {
  const instance = run.edit(instanceKey);
  instance.conditions = [...(instance.conditions ?? []), { event: event.index, ...(part > 0 && { part }), wasTrue: false }];
  run.newConditions += 1;
}

function unwatch(run: Run, instanceKey: Key, isChosen: (event: number, part: number) => boolean): void {
  const instance = run.edit(instanceKey);
  const left = instance.conditions?.filter((open) => !isChosen(open.event, open.part ?? 0)) ?? [];
  if (left.length > 0) instance.conditions = left;
  else delete instance.conditions;
}

function unsubscribe(run: Run, instanceKey: Key, subscription: OpenSubscription): void {
  const instance = run.edit(instanceKey);
  const left = instance.subscriptions?.filter((open) => open.key !== subscription.key) ?? [];
  if (left.length > 0) instance.subscriptions = left;
  else delete instance.subscriptions;
  run.owners.delete(subscription.key);
  run.emit({ type: subscription.signal === undefined ? 'MessageSubscriptionClosed' : 'SignalSubscriptionClosed', subscriptionKey: subscription.key });
}

function prepare(run: Run, scope: Key, event: ElementModel, model: EventModel): Waiting | null | Failure {
  if (model.kind === 'timer') {
    const schedule = scheduleOf(run, model.timer, scope, event.id);
    return isFailure(schedule) ? schedule : { kind: 'timer', schedule };
  }
  if (model.kind === 'conditional') return { kind: 'conditional' };
  if (model.kind !== 'message' && model.kind !== 'signal') return null;
  const place = { scope, failure: 'EXTRACT_VALUE_ERROR' } as const;
  const name = evaluateText(run, model.name, { ...place, what: `The ${model.kind} name of "${event.id}"` });
  if (isFailure(name)) return name;
  if (model.kind === 'signal') return { kind: 'signal', name };
  const what = `The correlation key of "${event.id}"`;
  const correlationKey = model.correlationKey === null ? '' : evaluateText(run, model.correlationKey, { ...place, what });
  return isFailure(correlationKey) ? correlationKey : { kind: 'message', name, correlationKey };
}

function subscribe(run: Run, instanceKey: Key, event: ElementModel, part: number, waiting: Extract<Waiting, { kind: 'message' | 'signal' }>): void {
  const instance = run.edit(instanceKey);
  const isSignal = waiting.kind === 'signal';
  const open: OpenSubscription = { key: run.newKey(), event: event.index, ...(isSignal && { signal: waiting.name }), ...(part > 0 && { part }) };
  instance.subscriptions = [...(instance.subscriptions ?? []), open];
  run.owners.set(open.key, instanceKey);
  const facts = { subscriptionKey: open.key, elementInstanceKey: instanceKey, elementId: event.id, interrupting: event.interrupting };
  if (isSignal) run.emit({ type: 'SignalSubscriptionOpened', ...facts, signalName: waiting.name });
  else run.emit({ type: 'MessageSubscriptionOpened', ...facts, messageName: waiting.name, correlationKey: waiting.correlationKey });
}
