import type { Key } from '@vanthu/model';
import { partsOf, type ElementModel } from '../compile/process-model.js';
import { clearIncident, system } from './incidents.js';
import type { JsonObject } from './json.js';
import { complete, proceed } from './lifecycle.js';
import type { Run } from './run.js';
import { closeSubscriptions } from './subscriptions.js';
import { terminate, terminateChildren } from './termination.js';

/** An event has come to an element instance that waits for it. */
export function trigger(run: Run, hostKey: Key, eventIndex: number, came: JsonObject, part = 0): void {
  const host = run.find(hostKey);
  if (host === undefined) return;
  const event = run.element(eventIndex);
  const payload = event.event?.kind === 'multiple' && event.event.isParallel ? collect(run, hostKey, event, part, came) : came;
  if (payload === null) return;
  if (host.element === event.index) {
    closeSubscriptions(run, hostKey, (open) => open === eventIndex);
    complete(run, hostKey, payload);
  } else if (event.type === 'boundaryEvent') triggerBoundary(run, hostKey, event, payload);
  else if (event.type === 'startEvent') triggerEventSubProcess(run, hostKey, event, payload);
  else chooseEvent(run, hostKey, event, payload);
}

/** Of a parallel multiple event every trigger must have come; then all they brought along, else null. */
function collect(run: Run, hostKey: Key, event: ElementModel, part: number, payload: JsonObject): JsonObject | null {
  const host = run.edit(hostKey);
  const mine = (host.caught ?? []).filter((each) => each.event === event.index && each.part !== part);
  const others = (host.caught ?? []).filter((each) => each.event !== event.index);
  const caught = [...mine, { event: event.index, part, payload }];
  const isComplete = caught.length === partsOf(event.event).length;
  host.caught = isComplete ? others : [...others, ...caught];
  if (!isComplete && event.interrupting) closeSubscriptions(run, hostKey, (open, openPart) => open === event.index && openPart === part);
  return isComplete ? Object.assign({}, ...caught.map((each) => each.payload)) : null;
}

function triggerBoundary(run: Run, hostKey: Key, event: ElementModel, payload: JsonObject): void {
  const scope = run.find(hostKey)?.scope ?? '';
  run.edit(scope).live += 1;
  if (event.interrupting) terminate(run, hostKey);
  run.work.push({ element: event.index, scope, flow: -1, payload });
}

function triggerEventSubProcess(run: Run, scopeKey: Key, event: ElementModel, payload: JsonObject): void {
  if (event.interrupting) interrupt(run, scopeKey);
  run.edit(scopeKey).live += 1;
  run.work.push({ element: event.scope, scope: scopeKey, flow: -1, payload });
}

/** What runs in the scope gives way; of its events only those around it from outside stay armed. */
function interrupt(run: Run, scopeKey: Key): void {
  clearIncident(run, scopeKey, system);
  terminateChildren(run, scopeKey);
  closeSubscriptions(run, scopeKey, (event) => run.element(event).type === 'startEvent');
  const scope = run.edit(scopeKey);
  scope.isInterrupted = true;
  scope.phase = 'active';
}

/** The first event behind an event-based gateway decides which way it goes. */
function chooseEvent(run: Run, gatewayKey: Key, event: ElementModel, payload: JsonObject): void {
  const gateway = run.edit(gatewayKey);
  const flow = run.elementOf(gateway).outgoing.find((index) => run.model.flows[index]?.target === event.index);
  if (flow === undefined) return;
  closeSubscriptions(run, gatewayKey);
  gateway.chosenFlow = flow;
  gateway.payload = payload;
  gateway.phase = 'outputs';
  proceed(run, gatewayKey);
}
