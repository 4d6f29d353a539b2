import type { Key } from '@vanthu/model';
import type { ElementModel } from '../compile/process-model.js';
import type { JsonValue } from './json.js';
import { complete } from './lifecycle.js';
import type { CompensationEntry, ElementInstance, PlannedCompensation } from './process-state.js';
import type { Run } from './run.js';
import { trigger } from './triggers.js';

/**
 * A completed activity is kept when something can compensate it, or something that was completed in it. A boundary
 * event compensates a multi-instance as a whole, an event subprocess each of its items.
 */
export function rememberCompensation(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): void {
  if (instance.compensates !== undefined) {
    run.compensations = run.compensations.filter((entry) => entry.scope !== instance.key);
    return;
  }
  const isInside = run.model.elements[element.compensationHandler]?.type === 'eventSubProcess';
  const isConcerned = isInside ? instance.loop === undefined : instance.loopCounter === undefined;
  const handler = isConcerned ? element.compensationHandler : -1;
  if (handler < 0 && run.compensations.length === 0) return;
  const nested = run.compensations.filter((entry) => entry.scope === instance.key);
  if (handler < 0 && nested.length === 0) return;
  const variables = [...(run.variables.get(instance.key) ?? [])];
  const entry: CompensationEntry = { scope: instance.scope, element: element.index, handler, variables, nested: handler < 0 || isInside ? nested : [] };
  run.compensations = [...run.compensations.filter((other) => other.scope !== instance.key), entry];
}

/** Compensates an activity (-1: all) of the scope, the last completed first, one after the other. */
export function startCompensation(run: Run, thrower: Readonly<ElementInstance>, activity: number): 'wait' | 'done' {
  const scope = compensatedScope(run, thrower);
  const isMeant = (entry: CompensationEntry): boolean => entry.scope === scope && (activity < 0 || entry.element === activity);
  const planned = run.compensations.filter(isMeant).reverse().flatMap((entry) => planOf(entry, []));
  run.compensations = run.compensations.filter((entry) => !isMeant(entry));
  run.edit(thrower.key).compensating = planned;
  if (planned.length === 0 && run.elementOf(thrower).event?.kind !== 'cancel') return 'done';
  compensateNext(run, thrower.key);
  return 'wait';
}

/** Begins the next compensating activity; after the last one the event that threw goes on. */
export function compensateNext(run: Run, throwerKey: Key): void {
  if (run.find(throwerKey) === undefined) return;
  const thrower = run.edit(throwerKey);
  const [next, ...rest] = thrower.compensating ?? [];
  if (next === undefined) {
    delete thrower.compensating;
    endCompensation(run, thrower);
    return;
  }
  thrower.compensating = rest;
  run.edit(thrower.scope).live += 1;
  run.work.push({ element: next.handler, scope: thrower.scope, flow: -1, locals: next.variables, compensates: throwerKey, ...(next.nested !== undefined && { nested: next.nested }) });
}

/** After somebody ended a compensating activity: the event that waits for it goes on with the next. */
export function resumeCompensations(run: Run): void {
  const instances = [...run.elements.values()];
  const awaited = new Set(instances.map((instance) => instance.compensates));
  for (const { key, compensating } of instances) if (compensating !== undefined && !awaited.has(key)) compensateNext(run, key);
}

/** A cancelled transaction is left by its cancel boundary event. */
function endCompensation(run: Run, thrower: Readonly<ElementInstance>): void {
  if (run.elementOf(thrower).event?.kind !== 'cancel') return complete(run, thrower.key);
  const transaction = run.find(thrower.scope);
  const boundary = transaction === undefined ? undefined : run.elementOf(transaction).boundaryEvents.find((index) => run.element(index).event?.kind === 'cancel');
  const host = transaction?.loopCounter === undefined ? thrower.scope : transaction.scope;
  if (boundary !== undefined) trigger(run, host, boundary, {});
}

/** Inside an event subprocess it is the scope around it that is compensated; a compensating one has what is left to it. */
function compensatedScope(run: Run, thrower: Readonly<ElementInstance>): Key {
  const scope = run.find(thrower.scope);
  return scope !== undefined && run.elementOf(scope).type === 'eventSubProcess' && scope.compensates === undefined ? scope.scope : thrower.scope;
}

function planOf(entry: CompensationEntry, around: readonly (readonly [string, JsonValue])[]): PlannedCompensation[] {
  const variables = [...around, ...entry.variables];
  if (entry.handler >= 0) return [{ handler: entry.handler, variables, ...(entry.nested.length > 0 && { nested: entry.nested }) }];
  return [...entry.nested].reverse().flatMap((inner) => planOf(inner, variables));
}
