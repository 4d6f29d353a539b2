import type { FeelValue } from '@vanthu/dmn';
import type { Key } from '@vanthu/model';
import { hostFunctions } from '../expression/host-functions.js';
import { feelOf, isTooLarge } from '../expression/values.js';
import type { JsonObject, JsonValue } from './json.js';
import type { ElementInstance, LoopState, ProcessState, VariableMap } from './process-state.js';
import type { ProcessModel } from '../compile/process-model.js';
import type { Run } from './run.js';

interface Scopes {
  readonly model: ProcessModel;
  readonly elements: ReadonlyMap<Key, Readonly<ElementInstance>>;
  readonly variables: ReadonlyMap<Key, VariableMap>;
}

/** What an expression sees: its own additions first, then scope by scope upwards. */
export class VisibleVariables {
  constructor(
    private readonly scopes: Scopes,
    private readonly scope: Key,
    private readonly additions?: VariableMap,
  ) {}

  get(name: string): FeelValue | undefined {
    const value = this.json(name);
    return value === undefined ? hostFunctions.get(name) : feelOf(value);
  }

  json(name: string): JsonValue | undefined {
    const added = this.additions?.get(name);
    if (added !== undefined) return added;
    for (let key = this.scope; key !== ''; ) {
      const value = this.scopes.variables.get(key)?.get(name);
      if (value !== undefined) return value;
      const instance = this.scopes.elements.get(key);
      if (instance?.loop !== undefined) {
        const counted = loopVariables(this.scopes.model, instance, instance.loop).get(name);
        if (counted !== undefined) return counted;
      }
      key = instance?.scope ?? '';
    }
    return undefined;
  }
}

/** What a multi-instance body offers to its condition and its items. */
export function loopVariables(model: ProcessModel, body: Readonly<ElementInstance>, loop: LoopState): Map<string, JsonValue> {
  const variables = new Map<string, JsonValue>([
    ['numberOfInstances', loop.total],
    ['numberOfActiveInstances', body.live],
    ['numberOfCompletedInstances', loop.completed],
    ['numberOfTerminatedInstances', loop.terminated],
  ]);
  const collection = model.elements[body.element]?.loop?.outputCollection;
  if (collection !== null && collection !== undefined) variables.set(collection, loop.outputs);
  return variables;
}

/** Each variable goes to the nearest scope upwards that has it, else to the process instance. */
export function mergeVariables(run: Run, from: Key, values: JsonObject): void {
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (value !== undefined) run.setVariable(holderOf(run, from, name), name, value);
  }
}

function holderOf(run: Run, from: Key, name: string): Key {
  for (let key = from; ; ) {
    if (run.variables.get(key)?.has(name) === true) return key;
    const scope = run.find(key)?.scope ?? '';
    if (scope === '') return key;
    key = scope;
  }
}

export function setLocalVariables(run: Run, scope: Key, values: JsonObject): void {
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (value !== undefined) run.setVariable(scope, name, value);
  }
}

/** The first variable over the size limit, if any. */
export function oversized(values: JsonObject): string | null {
  return Object.keys(values).find((name) => isTooLarge(values[name] ?? null)) ?? null;
}

/** All variables that an element instance (or the instance itself) sees; the nearest scope wins. */
export function variablesAt(model: ProcessModel, state: ProcessState, elementInstanceKey: Key): JsonObject {
  const scopes: Key[] = [];
  for (let key: Key = elementInstanceKey; key !== ''; key = state.elements.get(key)?.scope ?? '') scopes.unshift(key);
  const visible = new Map<string, JsonValue>();
  for (const scope of scopes) {
    const instance = state.elements.get(scope);
    if (instance?.loop !== undefined) for (const [name, value] of loopVariables(model, instance, instance.loop)) visible.set(name, value);
    for (const [name, value] of state.variables.get(scope) ?? []) visible.set(name, value);
  }
  return Object.fromEntries(visible);
}

/** The variables that lie at one scope itself. */
export function localVariables(state: ProcessState, scopeKey: Key): JsonObject {
  return Object.fromEntries(state.variables.get(scopeKey) ?? []);
}
