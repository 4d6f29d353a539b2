import type { Key } from '@vanthu/model';
import type { ModifyInstance, Rejection } from '../command.js';
import { resumeCompensations } from '../compensation.js';
import { activateAt, isAround, pathTo, type Target } from '../course.js';
import type { JsonObject } from '../json.js';
import type { ElementInstance } from '../process-state.js';
import { notFound, reject, rejectOversized } from '../rejection.js';
import type { Run } from '../run.js';
import { terminate } from '../termination.js';
import { setLocalVariables } from '../variables.js';
import { targetOf } from './activation-target.js';

interface Planned extends Target {
  readonly scope: Readonly<ElementInstance>;
  /** For scopes that live already. */
  readonly live: readonly { readonly key: Key; readonly variables: JsonObject }[];
}

export function modifyInstance(run: Run, command: ModifyInstance): Rejection | undefined {
  const { activate, terminate: ended, reason, actor } = command;
  if (activate.length + ended.length === 0) return reject('INVALID_ARGUMENT', 'Name at least one element to activate or to terminate.');
  for (const key of ended) if (run.find(key) === undefined || key === run.state.key) return notFound('Element instance', key);
  const planned: Planned[] = [];
  for (const wish of activate) {
    const plan = planFor(run, wish);
    if ('kind' in plan) return plan;
    planned.push(plan);
  }
  run.emit({ type: 'InstanceModified', activated: activate.map((wish) => wish.elementId), terminated: ended, reason, actor });
  for (const { key, variables } of planned.flatMap(({ live }) => live)) setLocalVariables(run, key, variables);
  for (const [scope, targets] of Map.groupBy(planned, (each) => each.scope)) activateAt(run, scope, targets.map(({ target, variables, scopes }) => ({ target, variables, ...(scopes !== undefined && { scopes }) })));
  for (const key of ended) if (run.find(key) !== undefined) terminateAndPrune(run, key);
  resumeCompensations(run);
  if (run.find(run.state.key) === undefined) {
    run.status = 'terminated';
    run.emit({ type: 'InstanceTerminated', reason, actor });
  }
  return undefined;
}

type Wish = ModifyInstance['activate'][number];

function planFor(run: Run, wish: Wish): Planned | Rejection {
  const element = targetOf(run.model, wish.elementId);
  if ('kind' in element) return element;
  const target = element.index;
  const refused = rejectOversized(wish.variables);
  if (refused !== undefined) return refused;
  const scope = wish.ancestorKey === undefined ? onlyScopeAround(run, target) : run.find(wish.ancestorKey);
  if (scope === undefined || !isAround(run.model, scope.element, target) || scope.loop !== undefined) {
    return reject('INVALID_ARGUMENT', `There is not exactly one live scope around "${wish.elementId}". Name the ancestor's key.`);
  }
  const isThroughLoop = pathTo(run.model, target, scope.element).slice(0, -1).some((step) => run.element(step).loop !== null);
  if (isThroughLoop) return reject('INVALID_ARGUMENT', `"${wish.elementId}" is inside a multi-instance. Name the key of the item to activate it in.`);
  const around = scopesOf(run, wish, target, scope);
  return 'kind' in around ? around : { target, scope, variables: wish.variables, ...around };
}

function scopesOf(run: Run, wish: Wish, target: number, scope: Readonly<ElementInstance>): Pick<Planned, 'live' | 'scopes'> | Rejection {
  const live: { key: Key; variables: JsonObject }[] = [];
  const scopes: { element: number; variables: JsonObject }[] = [];
  for (const [id, variables] of Object.entries(wish.scopeVariables ?? {})) {
    const element = id === '' ? 0 : run.model.elements.findIndex((each) => each.id === id);
    if (element < 0 || !isAround(run.model, element, target)) return reject('INVALID_ARGUMENT', `"${id}" is not a scope around "${wish.elementId}".`);
    const refused = rejectOversized(variables);
    if (refused !== undefined) return refused;
    const key = liveAround(run, scope, element);
    if (key === null) scopes.push({ element, variables });
    else live.push({ key, variables });
  }
  return { live, scopes };
}

function liveAround(run: Run, from: Readonly<ElementInstance>, element: number): Key | null {
  for (let scope: Readonly<ElementInstance> | undefined = from; scope !== undefined; scope = run.find(scope.scope)) if (scope.element === element) return scope.key;
  return null;
}

/** The innermost scopes that live around the element, if there is just one. */
function onlyScopeAround(run: Run, target: number): Readonly<ElementInstance> | undefined {
  for (let scope = run.element(target).scope; scope >= 0; scope = run.element(scope).scope) {
    const live = [...run.elements.values()].filter((instance) => instance.element === scope && instance.loop === undefined);
    if (live.length > 0) return live.length === 1 ? live[0] : undefined;
  }
  return undefined;
}

/** Scopes that are left with nothing in them end as well. */
function terminateAndPrune(run: Run, key: Key): void {
  for (let next = key; next !== ''; ) {
    const scope: Key = run.find(next)?.scope ?? '';
    terminate(run, next);
    // A stranded join goes with the tokens that wait at it.
    for (const [id, join] of run.joins) if (join.stuck === next) run.joins.delete(id);
    const around = run.find(scope);
    const isEmpty = around?.live === 0 && ![...run.joins.values()].some((join) => join.scope === scope);
    next = isEmpty ? scope : '';
  }
}
