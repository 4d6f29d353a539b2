import type { ElementModel } from '../compile/process-model.js';
import { evaluateCondition, evaluateList, type Place } from './evaluation.js';
import { Failure, isFailure } from './failure.js';
import { raiseIncident } from './incidents.js';
import { complete } from './lifecycle.js';
import type { ElementInstance } from './process-state.js';
import type { Run } from './run.js';
import { terminateChildren } from './termination.js';

/** Begins the elements that the expression names; none at all is done at once. */
export function enterAdHoc(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): 'wait' | 'done' | Failure {
  const place: Place = { scope: instance.key, what: `The active elements of "${element.id}"`, failure: 'EXTRACT_VALUE_ERROR' };
  const ids = element.adHoc === null ? [] : evaluateList(run, element.adHoc.activeElements, place);
  if (isFailure(ids)) return ids;
  const starts = element.starts.filter((start) => ids.includes(run.element(start).id));
  const unknown = ids.find((id) => !element.starts.some((start) => run.element(start).id === id));
  if (unknown !== undefined) return new Failure('EXTRACT_VALUE_ERROR', `The active elements of "${element.id}" name something that is not in it, or that a flow leads to. Correct the variables it uses, then resolve the incident.`);
  run.edit(instance.key).live += starts.length;
  for (const start of starts) run.work.push({ element: start, scope: instance.key, flow: -1 });
  return starts.length === 0 ? 'done' : 'wait';
}

/** Something in it has ended: is that enough? */
export function reviewAdHoc(run: Run, instance: Readonly<ElementInstance>): void {
  const element = run.elementOf(instance);
  const { adHoc } = element;
  if (adHoc?.completionCondition == null || !adHoc.cancelRemaining) return;
  const isEnough = evaluateCondition(run, adHoc.completionCondition, { scope: instance.key, what: `The completion condition of "${element.id}"`, failure: 'EXTRACT_VALUE_ERROR' });
  if (isFailure(isEnough)) return raiseIncident(run, instance.key, isEnough);
  if (!isEnough) return;
  terminateChildren(run, instance.key);
  complete(run, instance.key);
}
