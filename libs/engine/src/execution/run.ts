import type { Key } from '@vanthu/model';
import type { ElementModel, ProcessModel } from '../compile/process-model.js';
import type { ExecutionContext } from './context.js';
import type { ProcessEvent } from './event.js';
import type { JsonValue } from './json.js';
import type { Command } from './command.js';
import type { CompensationEntry, DeferredCommand, ElementInstance, JoinTokens, ProcessState, VariableMap } from './process-state.js';
import type { VersionedMap } from './versioned-map.js';
import { WorkList, type Activation } from './work-list.js';

/** The command does not come to rest. `element` is where it loops, null when it is nowhere in particular. */
export class BudgetExceeded extends Error {
  constructor(readonly element: number | null) {
    super('A command takes too many steps');
  }
}

export type RunStatus = 'active' | 'completed' | 'terminated' | 'failed';

/** The working copy of one command: what it reads, changes and emits. The state it began with is never touched. */
export class Run {
  readonly events: ProcessEvent[] = [];
  readonly work = new WorkList();
  readonly elements: VersionedMap<ElementInstance>;
  readonly variables: VersionedMap<VariableMap>;
  readonly joins: Map<string, JoinTokens>;
  readonly owners: VersionedMap<Key>;
  incidents: number;
  compensations: readonly CompensationEntry[];
  /** Names of variables set since conditions were last looked at, and whether they were new where they were set. */
  readonly changed = new Map<string, ReadonlySet<'create' | 'update'>>();
  newConditions = 0;
  suspendedAt: number | null;
  deferred: readonly DeferredCommand[];
  terminateAfter: readonly number[];
  /** Deferred commands whose time has come: they are carried out after this one. */
  readonly released: Command[] = [];
  /** User tasks that this command ends before their canceling listeners have been asked. */
  readonly unannounced = new Set<Key>();
  /** An element after which the instance is to be terminated has ended. */
  isOver = false;
  status: RunStatus = 'active';
  private readonly visits = new Map<Key, number[]>();
  private activations = 0;
  private items = 0;
  private readonly owned = new Set<unknown>();

  constructor(
    readonly model: ProcessModel,
    readonly state: ProcessState,
    readonly context: ExecutionContext,
    private readonly parked: ReadonlySet<number>,
  ) {
    this.elements = (state.elements as VersionedMap<ElementInstance>).fork();
    this.variables = state.variables.fork();
    this.joins = new Map(state.joins);
    this.owners = state.owners.fork();
    this.incidents = state.incidents;
    this.compensations = state.compensations;
    this.suspendedAt = state.suspendedAt;
    this.deferred = state.deferred;
    this.terminateAfter = state.terminateAfter;
  }

  emit(event: ProcessEvent): void {
    this.events.push(event);
  }

  newKey(): Key {
    return this.context.nextKey();
  }

  /** Counts how often a flow leads to an element of a scope within this command. Throws `BudgetExceeded` when it is too often. */
  countVisit(activation: Activation): void {
    this.activations += 1;
    const budget = this.context.stepBudget ?? 10_000;
    if (activation.loopCounter !== undefined) this.items += 1;
    if (this.activations > (budget + this.items) * 10) throw new BudgetExceeded(null);
    if (activation.flow < 0) return;
    let visits = this.visits.get(activation.scope);
    if (visits === undefined) this.visits.set(activation.scope, (visits = []));
    const count = (visits[activation.element] ?? 0) + 1;
    visits[activation.element] = count;
    if (count > budget) throw new BudgetExceeded(activation.element);
  }

  /** Whether the element looped without a wait state, and has been reached again. */
  isParked(activation: Activation): boolean {
    return this.parked.has(activation.element) && (this.visits.get(activation.scope)?.[activation.element] ?? 0) > 1;
  }

  elementOf(instance: Readonly<ElementInstance>): ElementModel {
    return this.element(instance.element);
  }

  element(index: number): ElementModel {
    const element = this.model.elements[index];
    if (element === undefined) throw new Error(`Element ${index} is not in process ${this.model.processId}`);
    return element;
  }

  find(key: Key): Readonly<ElementInstance> | undefined {
    return this.elements.get(key);
  }

  /** The instance to change: a copy of our own when the state before still holds it. */
  edit(key: Key): ElementInstance {
    const instance = this.elements.get(key);
    if (instance === undefined) throw new Error(`Element instance ${key} does not live`);
    if (this.owned.has(instance)) return instance;
    return this.add({ ...instance });
  }

  add(instance: ElementInstance): ElementInstance {
    this.elements.set(instance.key, instance);
    this.owned.add(instance);
    return instance;
  }

  remove(key: Key): void {
    this.elements.delete(key);
    this.variables.delete(key);
  }

  setVariable(scope: Key, name: string, value: JsonValue): void {
    let variables = this.variables.get(scope);
    if (variables === undefined || !this.owned.has(variables)) {
      variables = new Map(variables);
      this.variables.set(scope, variables);
      this.owned.add(variables);
    }
    const change = variables.has(name) ? 'update' : 'create';
    (variables as Map<string, JsonValue>).set(name, value);
    if (this.changed.get(name)?.has(change) !== true) this.changed.set(name, new Set([...(this.changed.get(name) ?? []), change]));
    this.emit({ type: 'VariableSet', scopeKey: scope, name, value });
  }

  /** The list to change: a copy of our own when the state before still holds it. */
  ownArray(list: readonly JsonValue[]): JsonValue[] {
    if (this.owned.has(list)) return list as JsonValue[];
    const copy = [...list];
    this.owned.add(copy);
    return copy;
  }

  result(): ProcessState {
    const { key, orgUnitId, businessKey, parent } = this.state;
    return { key, orgUnitId, businessKey, parent, elements: this.elements, variables: this.variables, joins: this.joins, compensations: this.compensations, owners: this.owners, incidents: this.incidents, suspendedAt: this.suspendedAt, deferred: this.deferred, terminateAfter: this.terminateAfter };
  }

  /** The state after the command; nothing is changed in it any more. */
  seal(): ProcessState {
    for (const map of [this.elements, this.variables, this.owners]) map.seal();
    return this.result();
  }

  /** The command has come to nothing: the state before gets back what was lent to this run. */
  discard(): void {
    for (const map of [this.elements, this.variables, this.owners]) map.discard();
  }
}
