import type { Key } from '@vanthu/model';
import type { ElementModel } from '../compile/process-model.js';
import type { AdHocResult, ElementStart, Rejection } from './command.js';
import { activateAt, activationsAlong, type Target } from './course.js';
import { evaluateCondition, evaluateJson, evaluateList, type Place } from './evaluation.js';
import { Failure, isFailure } from './failure.js';
import { clearIncident, raiseIncident, system } from './incidents.js';
import { cancelJob, createJob } from './jobs.js';
import { complete, drained } from './lifecycle.js';
import type { JsonValue } from './json.js';
import type { ElementInstance } from './process-state.js';
import { reject, rejectOversized } from './rejection.js';
import { resultVariableIn } from './result-variable.js';
import type { Run } from './run.js';
import { terminateChildren } from './termination.js';
import { VisibleVariables } from './variables.js';

/**
 * Begins the elements that the expression names; none at all is done at once. With a job its worker says what runs.
 * Without an extension everything in it runs: all at once, or one after the other where its ordering is sequential.
 */
export function enterAdHoc(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): 'wait' | 'done' | Failure {
  const { adHoc } = element;
  if (adHoc === null) return 'done';
  if (adHoc.outputCollection !== null) run.setVariable(instance.key, adHoc.outputCollection, []);
  if (instance.entries !== undefined) return beginEntries(run, instance);
  if (element.job !== null) return askWorker(run, instance, element);
  if (adHoc.isManual) return 'wait';
  const ids = adHoc.activeElements === null ? element.starts.map((start) => run.element(start).id) : evaluateList(run, adHoc.activeElements, placeOf(instance, `The active elements of "${element.id}"`));
  if (isFailure(ids)) return ids;
  const unknown = ids.find((id) => !element.starts.some((start) => run.element(start).id === id));
  if (unknown !== undefined) return new Failure('EXTRACT_VALUE_ERROR', `The active elements of "${element.id}" name something that is not in it, or that a flow leads to. Correct the variables it uses, then resolve the incident.`);
  const starts = element.starts.filter((start) => ids.includes(run.element(start).id));
  if (adHoc.isSequential) run.edit(instance.key).awaiting = starts.slice(1);
  beginAll(run, instance, (adHoc.isSequential ? starts.slice(0, 1) : starts).map((target) => ({ target })));
  return starts.length === 0 ? 'done' : 'wait';
}

function beginEntries(run: Run, instance: Readonly<ElementInstance>): 'wait' {
  const mine = run.edit(instance.key);
  const activations = activationsAlong(mine.entries ?? [], mine.key);
  delete mine.entries;
  mine.live += activations.length;
  for (const activation of activations) run.work.push(activation);
  return 'wait';
}

/** Something in it has ended: is that enough, does something follow, or is it the worker's turn? */
export function reviewAdHoc(run: Run, key: Key, isPathOver: boolean): void {
  const instance = run.find(key);
  const adHoc = instance === undefined ? null : run.elementOf(instance).adHoc;
  if (instance === undefined || adHoc === null) return;
  const element = run.elementOf(instance);
  const isEnough = adHoc.completionCondition === null ? false : evaluateCondition(run, adHoc.completionCondition, placeOf(instance, `The completion condition of "${element.id}"`));
  if (isFailure(isEnough)) return raiseIncident(run, key, isEnough);
  if (isEnough) return fulfil(run, key, adHoc.cancelRemaining);
  if (instance.isFulfilled === true) return fulfil(run, key, false);
  const [next, ...later] = instance.awaiting ?? [];
  if (element.job !== null) return isPathOver ? askAgain(run, instance, element) : undefined;
  if (instance.live > 0) return;
  if (next !== undefined) {
    run.edit(key).awaiting = later;
    return beginAll(run, instance, [{ target: next }]);
  }
  if (!adHoc.isManual || adHoc.completionCondition === null) drained(run, instance);
}

/** Enough has been done: it ends now, or when what still runs in it has ended. */
function fulfil(run: Run, key: Key, cancelsRemaining: boolean): void {
  if (cancelsRemaining) terminateChildren(run, key);
  const mine = run.edit(key);
  delete mine.awaiting;
  mine.isFulfilled = true;
  if (mine.live > 0) return;
  cancelJob(run, key);
  complete(run, key);
}

function askWorker(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): 'wait' | Failure {
  if (element.job === null) return 'wait';
  const offered = element.starts.map((start): JsonValue => {
    const { id, name, documentation, properties } = run.element(start);
    return { elementId: id, elementName: name, documentation, properties };
  });
  run.setVariable(instance.key, 'adHocSubProcessElements', offered);
  return createJob(run, instance, element.job, 'adHocSubProcess');
}

function askAgain(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): void {
  clearIncident(run, instance.key, system);
  cancelJob(run, instance.key);
  const asked = askWorker(run, instance, element);
  if (isFailure(asked)) raiseIncident(run, instance.key, asked);
}

/** The worker of an ad-hoc subprocess has decided. */
export function decideAdHoc(run: Run, key: Key, result: AdHocResult | undefined): void {
  const instance = run.find(key);
  if (instance === undefined || result === undefined) return;
  if (result.isCompletionConditionFulfilled) return fulfil(run, key, result.isCancelRemainingInstances);
  if (result.isCancelRemainingInstances) terminateChildren(run, key);
  activateElements(run, instance, result.activateElements);
}

export function activateElements(run: Run, instance: Readonly<ElementInstance>, elements: readonly ElementStart[]): void {
  const { starts } = run.elementOf(instance);
  const targets = elements.map(({ elementId, variables }) => ({ target: starts.find((start) => run.element(start).id === elementId) ?? -1, variables }));
  beginAll(run, instance, targets);
}

function beginAll(run: Run, instance: Readonly<ElementInstance>, targets: readonly Target[]): void {
  const element = run.elementOf(instance);
  const withResult = targets.map(({ target, variables }): Target => {
    const result = resultVariableIn(element, run.element(target));
    return result === null ? { target, variables } : { target, variables: { [result]: null, ...variables } };
  });
  activateAt(run, instance, withResult);
}

export function refuseElements(run: Run, element: ElementModel, elements: readonly ElementStart[]): Rejection | undefined {
  for (const { elementId, variables } of elements) {
    if (!element.starts.some((start) => run.element(start).id === elementId)) return reject('INVALID_ARGUMENT', `"${elementId}" cannot be begun in "${element.id}": it is not in it, or a flow leads to it.`);
    const refused = rejectOversized(variables);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** What a path through an ad-hoc subprocess gives is collected when its last element ends. */
export function collectOutput(run: Run, instance: Readonly<ElementInstance>): Failure | undefined {
  const scope = run.find(instance.scope);
  const element = scope === undefined ? undefined : run.elementOf(scope);
  if (element?.adHoc?.outputCollection == null || element.adHoc.outputElement === null) return undefined;
  const { outputCollection, outputElement } = element.adHoc;
  const output = evaluateJson(run, outputElement, placeOf(instance, `The output element of "${element.id}"`));
  if (isFailure(output)) return output;
  const before = new VisibleVariables(run, instance.scope).json(outputCollection);
  run.setVariable(instance.scope, outputCollection, [...(Array.isArray(before) ? (before as readonly JsonValue[]) : []), output]);
  return undefined;
}

function placeOf(instance: Readonly<ElementInstance>, what: string): Place {
  return { scope: instance.key, what, failure: 'EXTRACT_VALUE_ERROR' };
}
