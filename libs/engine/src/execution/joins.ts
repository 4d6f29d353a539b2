import type { Key } from '@vanthu/model';
import type { ElementModel } from '../compile/process-model.js';
import { hasBit } from '../compile/reachability.js';
import { afterActivation, isActivated, isRoundOver, nextRound } from './complex-join.js';
import { Failure, isFailure } from './failure.js';
import { raiseIncident } from './incidents.js';
import { begin, drained } from './lifecycle.js';
import type { ElementInstance, JoinTokens } from './process-state.js';
import type { Run } from './run.js';
import { joinId } from './snapshot.js';
import { terminate } from './termination.js';
import type { Activation } from './work-list.js';

export function isJoin(element: ElementModel): boolean {
  return element.reach.length > 0;
}

/** The token waits until the join can fire. A parallel join is tried at once, an inclusive one when all else rests. */
export function arriveAtJoin(run: Run, activation: Activation, element: ElementModel): void {
  const id = joinId(activation.scope, element.index);
  const slot = run.model.flows[activation.flow]?.targetSlot ?? 0;
  const before = run.joins.get(id) ?? { scope: activation.scope, element: element.index, counts: element.incoming.map(() => 0) };
  const join: JoinTokens = { ...before, counts: before.counts.map((count, index) => (index === slot ? count + 1 : count)) };
  run.joins.set(id, join);
  run.edit(activation.scope).live -= 1;
  if (isComplete(element, join)) fire(run, id, join, element);
  if (element.type === 'complexGateway') tryComplex(run, id, join, element);
}

function tryComplex(run: Run, id: string, join: JoinTokens, element: ElementModel): boolean {
  const isEnough = isActivated(run, element, join);
  if (isFailure(isEnough)) strand(run, id, join, isEnough);
  else if (isEnough) fire(run, id, join, element);
  return isEnough === true;
}

/**
 * Nothing moves any more: fires the first join that may. Where none may, a join whose tokens cannot come any more gets
 * an incident. True when something moves again.
 */
export function settleJoins(run: Run): boolean {
  const positions = new Map<Key, ReadonlySet<number>>();
  for (const [id, join] of run.joins) {
    const element = run.element(join.element);
    if (element.type === 'complexGateway') {
      if (settleComplex(run, id, join, element, positions)) return true;
      continue;
    }
    if (!canFire(element, join, tokensIn(run, join, positions))) continue;
    fire(run, id, join, element);
    return true;
  }
  for (const [id, join] of run.joins) if ((join.stuck === undefined || run.find(join.stuck) === undefined) && isHopeless(run, join, positions)) strand(run, id, join, hopeless(run, join));
  return false;
}

/** A round that is over makes room for the next, or lets the scope end. */
function settleComplex(run: Run, id: string, join: JoinTokens, element: ElementModel, positions: Map<Key, ReadonlySet<number>>): boolean {
  if (join.awaited === undefined) return join.stuck === undefined && tryComplex(run, id, join, element);
  if (!isRoundOver(element, join, tokensIn(run, join, positions))) return false;
  const next = nextRound(join);
  if (next === null) run.joins.delete(id);
  else run.joins.set(id, next);
  const scope = run.find(join.scope);
  if (scope?.live === 0) drained(run, scope);
  return true;
}

/** Parallel joins have a token by each flow, activities as many as they need to start. */
function isComplete(element: ElementModel, join: JoinTokens): boolean {
  if (element.startQuantity > 1) return join.counts.reduce((sum, count) => sum + count, 0) >= element.startQuantity;
  return element.type === 'parallelGateway' && join.counts.every((count) => count > 0);
}

function canFire(element: ElementModel, join: JoinTokens, tokens: ReadonlySet<number>): boolean {
  if (element.type === 'parallelGateway' || element.startQuantity > 1) return isComplete(element, join);
  if (!join.counts.some((count) => count > 0)) return false;
  for (const token of tokens) if (mayFillEmpty(element, join, token) && !mayReachFilled(element, join, token)) return false;
  return true;
}

function isHopeless(run: Run, join: JoinTokens, positions: Map<Key, ReadonlySet<number>>): boolean {
  if (run.find(join.scope)?.live === 0) return true;
  const element = run.element(join.element);
  if (element.type !== 'parallelGateway') return false;
  const tokens = [...tokensIn(run, join, positions)];
  return join.counts.some((count, slot) => count === 0 && !tokens.some((token) => hasBit(element.reach[slot] ?? [], token)));
}

function mayFillEmpty(element: ElementModel, join: JoinTokens, token: number): boolean {
  return join.counts.some((count, slot) => count === 0 && hasBit(element.reach[slot] ?? [], token));
}

function mayReachFilled(element: ElementModel, join: JoinTokens, token: number): boolean {
  return join.counts.some((count, slot) => count > 0 && hasBit(element.reach[slot] ?? [], token));
}

/** The elements of the scope that hold tokens, other than those waiting at this join. */
function tokensIn(run: Run, join: JoinTokens, positions: Map<Key, ReadonlySet<number>>): ReadonlySet<number> {
  let all = positions.get(join.scope);
  if (all === undefined) {
    all = liveElements(run, join.scope);
    positions.set(join.scope, all);
  }
  const tokens = new Set(all);
  for (const other of run.joins.values()) if (other.scope === join.scope && other.element !== join.element) tokens.add(other.element);
  return tokens;
}

function liveElements(run: Run, scope: Key): ReadonlySet<number> {
  const elements = new Set<number>();
  for (const instance of run.elements.values()) {
    if (instance.scope === scope && !isStranded(run, instance)) elements.add(instance.element);
  }
  return elements;
}

function isStranded(run: Run, instance: Readonly<ElementInstance>): boolean {
  return instance.incident !== undefined && run.joins.get(joinId(instance.scope, instance.element))?.stuck === instance.key;
}

function fire(run: Run, id: string, join: JoinTokens, element: ElementModel): void {
  const counts = element.startQuantity > 1 ? without(join.counts, element.startQuantity) : join.counts.map((count) => Math.max(0, count - 1));
  if (element.type === 'complexGateway') run.joins.set(id, afterActivation(join));
  else if (counts.some((count) => count > 0)) run.joins.set(id, { scope: join.scope, element: join.element, counts });
  else run.joins.delete(id);
  run.edit(join.scope).live += 1;
  if (join.stuck !== undefined && run.find(join.stuck) !== undefined) terminate(run, join.stuck);
  begin(run, element, { element: element.index, scope: join.scope, flow: -1 });
}

function without(counts: readonly number[], quantity: number): number[] {
  let left = quantity;
  return counts.map((count) => {
    const taken = Math.min(count, left);
    left -= taken;
    return count - taken;
  });
}

function strand(run: Run, id: string, join: JoinTokens, failure: Failure): void {
  const element = run.element(join.element);
  const key = run.newKey();
  run.add({ key, element: element.index, scope: join.scope, phase: 'active', live: 0 });
  run.edit(join.scope).live += 1;
  run.joins.set(id, { ...join, stuck: key });
  run.emit({ type: 'ElementActivated', elementInstanceKey: key, elementId: element.id, elementType: element.type, scopeKey: join.scope });
  raiseIncident(run, key, failure);
}

function hopeless(run: Run, join: JoinTokens): Failure {
  const element = run.element(join.element);
  if (element.startQuantity > 1) return new Failure('JOIN_CANNOT_FIRE', `"${element.id}" begins with ${element.startQuantity} tokens, and not as many can come any more. Correct the process and migrate the instance, modify it, or cancel it.`);
  const missing = element.incoming.filter((_, slot) => join.counts[slot] === 0).map((flow) => `"${run.model.flows[flow]?.id ?? ''}"`);
  const waited = missing.length === 0 ? 'tokens' : `a token by ${missing.join(', ')}`;
  return new Failure('JOIN_CANNOT_FIRE', `The join "${element.id}" waits for ${waited} that cannot come any more. Correct the process and migrate the instance, modify it, or cancel it.`);
}

/** After somebody resolved the incident of a stranded join: looks again. */
export function retryStranded(run: Run, instanceKey: Key): boolean {
  let isFound = false;
  for (const [id, join] of run.joins) {
    if (join.stuck !== instanceKey) continue;
    isFound = true;
    const { scope, element, counts } = join;
    run.joins.set(id, { scope, element, counts });
  }
  if (isFound) terminate(run, instanceKey);
  return isFound;
}
