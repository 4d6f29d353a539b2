import type { Key } from '@vanthu/model';
import type { ProcessModel } from '../compile/process-model.js';
import { hasBit } from '../compile/reachability.js';
import type { ElementInstance, Entry, JoinTokens } from './process-state.js';
import type { Run } from './run.js';
import { joinId } from './snapshot.js';
import { terminate } from './termination.js';
import type { Activation } from './work-list.js';

/** The first steps of ways into nested containers; ways through the same container share it. */
export function activationsAlong(entries: readonly Entry[], scope: Key): Activation[] {
  const shared = new Map<number, Entry[]>();
  const found: (Entry | readonly Entry[])[] = [];
  for (const entry of entries) {
    const [element = -1] = entry.path;
    const known = shared.get(element);
    if (entry.path.length === 1) found.push(entry);
    else if (known !== undefined) known.push(entry);
    else {
      const together = [entry];
      shared.set(element, together);
      found.push(together);
    }
  }
  return found.map((each) => ('path' in each ? leaf(each, scope) : container(each, scope)));
}

function leaf({ path, variables }: Entry, scope: Key): Activation {
  const activation = { element: path[0] ?? -1, scope, flow: -1 };
  return variables === undefined ? activation : { ...activation, locals: Object.entries(variables) };
}

function container(entries: readonly Entry[], scope: Key): Activation {
  const element = entries[0]?.path[0] ?? -1;
  const locals = entries.flatMap((entry) => (entry.scopes ?? []).flatMap((each) => (each.element === element ? Object.entries(each.variables) : [])));
  const further = entries.map((entry) => ({ ...entry, path: entry.path.slice(1) }));
  return { element, scope, flow: -1, entries: further, ...(locals.length > 0 && { locals }) };
}

export interface Target extends Omit<Entry, 'path'> {
  readonly target: number;
}

/** Puts tokens at elements, making the containers between `scope` and them where they do not live. */
export function activateAt(run: Run, scope: Readonly<ElementInstance>, targets: readonly Target[]): void {
  const entries = targets.map(({ target, ...entry }) => ({ ...entry, path: pathTo(run.model, target, scope.element) }));
  const activations = activationsAlong(entries, scope.key);
  run.edit(scope.key).live += activations.length;
  for (const activation of activations) run.work.push(activation);
}

/** The elements from a container (not included) down to the target. */
export function pathTo(model: ProcessModel, target: number, container: number): number[] {
  const path: number[] = [];
  for (let element = target; element >= 0 && element !== container; element = model.elements[element]?.scope ?? -1) path.unshift(element);
  return path;
}

/** Whether `container` is the process or a subprocess around the element. */
export function isAround(model: ProcessModel, container: number, element: number): boolean {
  for (let scope = model.elements[element]?.scope ?? -1; scope >= 0; scope = model.elements[scope]?.scope ?? -1) if (scope === container) return true;
  return false;
}

export interface Downstream {
  readonly elements: ReadonlySet<number>;
  readonly flows: ReadonlySet<number>;
}

/**
 * The elements of one scope that began because a token was at `from`: what it leads to, not going on beyond `barrier`,
 * and beyond a join only where all that leads into the join began there too. `from` is among them.
 */
export function downstreamOf(model: ProcessModel, from: number, barrier: number): Downstream {
  const reached = new Set<number>();
  const taken = new Set<number>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const element = model.elements[next];
    if (element === undefined || (next === barrier && next !== from && reached.has(next))) continue;
    const isClosed = element.reach.length === 0 || next === from || element.incoming.every((flow) => taken.has(flow));
    const isNew = !reached.has(next);
    reached.add(next);
    if (next === barrier && next !== from) continue;
    if (!isClosed || (!isNew && element.reach.length === 0)) continue;
    for (const flow of element.outgoing) if (!taken.has(flow)) open.push(take(model, taken, flow));
    if (isNew) open.push(...element.boundaryEvents, ...(element.event?.kind === 'link' ? [element.event.target] : []));
  }
  return { elements: reached, flows: taken };
}

function take(model: ProcessModel, taken: Set<number>, flow: number): number {
  taken.add(flow);
  return model.flows[flow]?.target ?? -1;
}

/** Ends the live elements of the scope that are chosen, and drops the tokens at its joins that came from such. */
export function clearScope(run: Run, scope: Key, isChosen: (element: number) => boolean): void {
  for (const instance of [...run.elements.values()]) if (instance.scope === scope && isChosen(instance.element)) terminate(run, instance.key);
  for (const [id, join] of run.joins) if (join.scope === scope) dropTokens(run, id, join, isChosen);
}

/**
 * Parallel joins on the way back from `from` to `to` would wait for branches that were done before and are not run
 * again: their tokens are put back.
 */
export function refillJoins(run: Run, scope: Key, downstream: Downstream, to: number): void {
  for (const index of downstream.elements) {
    const join = run.element(index);
    const isPassed = join.type === 'parallelGateway' && join.reach.length > 0 && index !== to && downstreamOf(run.model, index, to).elements.has(to);
    if (!isPassed) continue;
    const id = joinId(scope, index);
    const counts = join.incoming.map((flow, slot) => {
      const count = run.joins.get(id)?.counts[slot] ?? 0;
      return count > 0 || downstream.flows.has(flow) || mayStillCome(run, scope, join.reach[slot] ?? []) ? count : 1;
    });
    if (counts.some((count) => count > 0)) run.joins.set(id, { scope, element: index, counts });
  }
}

function mayStillCome(run: Run, scope: Key, reach: readonly number[]): boolean {
  for (const instance of run.elements.values()) if (instance.scope === scope && hasBit(reach, instance.element)) return true;
  return false;
}

function dropTokens(run: Run, id: string, join: JoinTokens, isChosen: (element: number) => boolean): void {
  const { incoming } = run.element(join.element);
  const counts = join.counts.map((count, slot) => (isChosen(run.model.flows[incoming[slot] ?? -1]?.source ?? -1) ? 0 : count));
  if (counts.every((count) => count === 0)) run.joins.delete(id);
  else run.joins.set(id, { ...join, counts });
}
