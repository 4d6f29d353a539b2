import type { Key } from '@vanthu/model';
import { partsOf, type EventModel, type ProcessModel } from '../compile/process-model.js';
import { evaluate } from './evaluation.js';
import { isFailure } from './failure.js';
import type { OpenCondition } from './process-state.js';
import type { Run } from './run.js';
import { trigger } from './triggers.js';

type Changed = ReadonlyMap<string, ReadonlySet<'create' | 'update'>>;

const modelsWithConditions = new WeakMap<ProcessModel, boolean>();

/**
 * Nothing moves any more: looks at the conditions that are waited for, where variables have changed or where waiting
 * has just begun. One that has become true fires; true when one did. What gives neither true nor false counts as not
 * yet true, because its variables may still come.
 */
export function settleConditions(run: Run): boolean {
  if ((run.changed.size === 0 && run.newConditions === 0) || !hasConditions(run.model)) return false;
  const changed: Changed = new Map(run.changed);
  const hasNew = run.newConditions > 0;
  run.changed.clear();
  run.newConditions = 0;
  let hasFired = false;
  for (const instance of [...run.elements.values()]) {
    for (const open of instance.conditions ?? []) hasFired = review(run, instance.key, open, changed, hasNew) || hasFired;
  }
  return hasFired;
}

function review(run: Run, owner: Key, open: OpenCondition, changed: Changed, hasNew: boolean): boolean {
  const isSame = (other: OpenCondition): boolean => other.event === open.event && other.part === open.part;
  const event = partsOf(run.element(open.event).event)[open.part ?? 0];
  if (run.find(owner)?.conditions?.some(isSame) !== true || event?.kind !== 'conditional') return false;
  if (!hasNew && !isConcerned(event, changed)) return false;
  const result = evaluate(run, event.condition, { scope: owner, what: `The condition of "${run.element(open.event).id}"`, failure: 'CONDITION_ERROR' });
  const isTrue = !isFailure(result) && result.value === true;
  if (isTrue === open.wasTrue) return false;
  const instance = run.edit(owner);
  instance.conditions = instance.conditions?.map((other) => (isSame(other) ? { ...other, wasTrue: isTrue } : other)) ?? [];
  if (isTrue) trigger(run, owner, open.event, {}, open.part);
  return isTrue;
}

function isConcerned(event: Extract<EventModel, { kind: 'conditional' }>, changed: Changed): boolean {
  const names = event.variables.length === 0 ? [...changed.keys()] : event.variables;
  return names.some((name) => [...(changed.get(name) ?? [])].some((change) => event.changes.length === 0 || event.changes.includes(change)));
}

function hasConditions(model: ProcessModel): boolean {
  const known = modelsWithConditions.get(model);
  if (known !== undefined) return known;
  const found = model.elements.some((element) => partsOf(element.event).some((part) => part.kind === 'conditional'));
  modelsWithConditions.set(model, found);
  return found;
}
