import type { ElementModel, LoopModel, LoopThrow } from '../compile/process-model.js';
import { throwEscalation } from './errors.js';
import { evaluateCondition, evaluateJson, evaluateList, evaluateNumber, evaluateText, type Place } from './evaluation.js';
import { Failure, isFailure } from './failure.js';
import { raiseIncident } from './incidents.js';
import type { JsonValue } from './json.js';
import { complete } from './lifecycle.js';
import type { ElementInstance, LoopState } from './process-state.js';
import { plainName } from './result-variable.js';
import type { Run } from './run.js';
import { terminate, terminateChildren } from './termination.js';
import { trigger } from './triggers.js';
import { loopVariables, mergeVariables } from './variables.js';

/** Begins the items of a multi-instance body: all at once, or the first. */
export function startLoop(run: Run, body: Readonly<ElementInstance>, element: ElementModel): 'wait' | 'done' | Failure {
  const loop = loopOf(element);
  if (loop.kind === 'standard') return startStandardLoop(run, body, element, loop);
  const items = itemsOf(run, body, element, loop);
  if (isFailure(items)) return items;
  const outputs = loop.outputCollection === null ? [] : items.map(() => null);
  run.edit(body.key).loop = { total: items.length, items: loop.kind === 'sequential' ? items : [], started: 0, completed: 0, terminated: 0, outputs };
  if (items.length === 0) {
    publishOutputs(run, body, loop, outputs);
    return 'done';
  }
  if (loop.kind === 'sequential') startItem(run, body, element, loop, items[0] ?? null);
  else for (const item of items) startItem(run, body, element, loop, item);
  return 'wait';
}

/**
 * One item has finished: keeps its output, then ends the body when the condition is met or nothing is left, else goes
 * on. `finish` removes the item; on a failure nothing has changed.
 */
export function completeItem(run: Run, item: Readonly<ElementInstance>, element: ElementModel, finish: () => void): Failure | undefined {
  const model = loopOf(element);
  const loop = run.find(item.scope)?.loop;
  if (loop === undefined) throw new Error(`No multi-instance body around ${item.key}`);
  const output = outputOf(run, item, element, model);
  if (isFailure(output)) return output;
  const after = counted(run, loop, model, item, output);
  const isOver = isLoopOver(run, item, element, model, after);
  if (isFailure(isOver)) return isOver;
  finish();
  const body = run.edit(item.scope);
  body.loop = after;
  body.live -= 1;
  if (model.throws !== null && (model.throws.when === 'each' || after.completed === 1)) throwFromLoop(run, body, model.throws);
  if (run.find(body.key) === undefined) return undefined;
  if (isOver) endLoop(run, body, model);
  else if (model.kind === 'sequential') startItem(run, body, element, model, after.items[after.started] ?? null);
  else if (model.kind === 'standard') startItem(run, body, element, model, null);
  return undefined;
}

/** One more item for a body that is running; a sequential one comes to it at the end. */
export function addItem(run: Run, body: Readonly<ElementInstance>, element: ElementModel, item: JsonValue): void {
  const model = loopOf(element);
  const mine = run.edit(body.key);
  const { loop } = mine;
  if (loop === undefined) return;
  const items = model.kind === 'sequential' ? [...loop.items, item] : loop.items;
  const outputs = model.outputCollection === null ? loop.outputs : [...loop.outputs, null];
  mine.loop = { ...loop, total: loop.total + 1, items, outputs };
  if (model.kind === 'parallel') startItem(run, body, element, model, item);
}

/** Ends a live item without a result; the body ends when it was the last. */
export function removeItem(run: Run, item: Readonly<ElementInstance>, element: ElementModel): void {
  const model = loopOf(element);
  terminate(run, item.key);
  const body = run.edit(item.scope);
  if (body.loop === undefined) return;
  const after = { ...body.loop, terminated: body.loop.terminated + 1 };
  body.loop = after;
  if (after.completed + after.terminated >= after.total) endLoop(run, body, model);
  else if (model.kind === 'sequential') startItem(run, body, element, model, after.items[after.started] ?? null);
}

/** Strikes out an item of a sequential body that it has not come to yet. */
export function removePending(run: Run, body: Readonly<ElementInstance>, position: number): void {
  const mine = run.edit(body.key);
  const { loop } = mine;
  if (loop === undefined) return;
  const without = (list: readonly JsonValue[]): readonly JsonValue[] => list.filter((_, index) => index !== position - 1);
  mine.loop = { ...loop, total: loop.total - 1, items: without(loop.items), outputs: without(loop.outputs) };
}

function startItem(run: Run, body: Readonly<ElementInstance>, element: ElementModel, model: LoopModel, item: JsonValue): void {
  const mine = run.edit(body.key);
  const loop = mine.loop;
  if (loop === undefined) return;
  const loopCounter = loop.started + 1;
  const locals: [string, JsonValue][] = [['loopCounter', loopCounter]];
  const result = model.kind === 'standard' ? null : plainName(model.outputElement);
  if (result !== null) locals.push([result, null]);
  if (model.inputElement !== null) locals.push([model.inputElement, item]);
  mine.loop = { ...loop, started: loopCounter };
  mine.live += 1;
  run.work.push({ element: element.index, scope: body.key, flow: -1, locals, loopCounter });
}

/** To the events around the multi-instance; a signal that none of them waits for is broadcast. */
function throwFromLoop(run: Run, body: Readonly<ElementInstance>, { event }: LoopThrow): void {
  const element = run.elementOf(body);
  const text = event.kind === 'signal' ? event.name : event.code;
  const name = text === null ? '' : evaluateText(run, text, { scope: body.key, what: `The ${event.kind} of "${element.id}"`, failure: 'EXTRACT_VALUE_ERROR' });
  if (isFailure(name)) return raiseIncident(run, body.key, name);
  if (event.kind !== 'signal') return throwEscalation(run, body.key, name, {});
  const open = body.subscriptions?.find((subscription) => subscription.signal === name);
  if (open === undefined) run.emit({ type: 'SignalThrown', elementInstanceKey: body.key, signalName: name, variables: {} });
  else trigger(run, body.key, open.event, {}, open.part);
}

function endLoop(run: Run, body: Readonly<ElementInstance>, model: LoopModel): void {
  if (body.live > 0) {
    const mine = run.edit(body.key);
    if (mine.loop !== undefined) mine.loop = { ...mine.loop, terminated: mine.loop.terminated + mine.live };
    terminateChildren(run, body.key);
  }
  publishOutputs(run, body, model, run.find(body.key)?.loop?.outputs ?? []);
  complete(run, body.key);
}

function publishOutputs(run: Run, body: Readonly<ElementInstance>, model: LoopModel, outputs: readonly JsonValue[]): void {
  if (model.outputCollection !== null) mergeVariables(run, body.scope, { [model.outputCollection]: outputs });
}

function itemsOf(run: Run, body: Readonly<ElementInstance>, element: ElementModel, loop: LoopModel): readonly JsonValue[] | Failure {
  const place: Place = { scope: body.key, what: `The input collection of "${element.id}"`, failure: 'EXTRACT_VALUE_ERROR' };
  if (loop.inputCollection !== null) return evaluateList(run, loop.inputCollection, place);
  if (loop.cardinality === null) return [];
  const times = evaluateNumber(run, loop.cardinality, { ...place, what: `The number of times of "${element.id}"` });
  if (isFailure(times)) return times;
  const isCount = Number.isInteger(times) && times >= 0 && times <= 1_000_000;
  return isCount ? Array.from({ length: times }, (_, index) => index + 1) : new Failure('EXTRACT_VALUE_ERROR', `The number of times of "${element.id}" must be a whole number from 0 to 1,000,000. Correct the variables it uses, then resolve the incident.`);
}

function outputOf(run: Run, item: Readonly<ElementInstance>, element: ElementModel, model: LoopModel): JsonValue | Failure {
  if (model.outputCollection === null || model.outputElement === null) return null;
  return evaluateJson(run, model.outputElement, { scope: item.key, what: `The output element of "${element.id}"`, failure: 'EXTRACT_VALUE_ERROR' });
}

function counted(run: Run, loop: LoopState, model: LoopModel, item: Readonly<ElementInstance>, output: JsonValue): LoopState {
  if (model.outputCollection === null) return { ...loop, completed: loop.completed + 1 };
  const outputs = run.ownArray(loop.outputs);
  outputs[(item.loopCounter ?? 1) - 1] = output;
  return { ...loop, completed: loop.completed + 1, outputs };
}

function isLoopOver(run: Run, item: Readonly<ElementInstance>, element: ElementModel, model: LoopModel, after: LoopState): boolean | Failure {
  const body = run.find(item.scope);
  if (body === undefined) return true;
  if (model.kind !== 'standard' && model.completionCondition === null) return after.completed + after.terminated >= after.total;
  const place: Place = { scope: item.key, what: `The completion condition of "${element.id}"`, failure: 'EXTRACT_VALUE_ERROR', additions: loopVariables(run.model, { ...body, live: body.live - 1 }, after) };
  if (model.kind === 'standard') return isStandardLoopOver(run, element, model, after, place);
  if (model.completionCondition !== null) {
    const isMet = evaluateCondition(run, model.completionCondition, place);
    if (isMet !== false) return isMet;
  }
  return after.completed + after.terminated >= after.total;
}

function startStandardLoop(run: Run, body: Readonly<ElementInstance>, element: ElementModel, model: LoopModel): 'wait' | 'done' | Failure {
  const place: Place = { scope: body.key, what: `The loop condition of "${element.id}"`, failure: 'CONDITION_ERROR' };
  if (model.testBefore && model.loopCondition !== null) {
    const goesOn = evaluateCondition(run, model.loopCondition, place);
    if (goesOn !== true) return isFailure(goesOn) ? goesOn : 'done';
  }
  if (model.maximum === 0) return 'done';
  startItem(run, body, element, model, null);
  return 'wait';
}

function isStandardLoopOver(run: Run, element: ElementModel, model: LoopModel, after: LoopState, place: Place): boolean | Failure {
  if (model.maximum !== null && after.completed >= model.maximum) return true;
  if (model.loopCondition === null) return false;
  const goesOn = evaluateCondition(run, model.loopCondition, { ...place, what: `The loop condition of "${element.id}"`, failure: 'CONDITION_ERROR' });
  return isFailure(goesOn) ? goesOn : !goesOn;
}

function loopOf(element: ElementModel): LoopModel {
  if (element.loop === null) throw new Error(`Element ${element.id} has no loop`);
  return element.loop;
}
