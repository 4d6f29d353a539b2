import type { Key } from '@vanthu/model';
import type { ElementModel, Mapping } from '../compile/process-model.js';
import { isTooLarge } from '../expression/values.js';
import { evaluateJson } from './evaluation.js';
import { Failure, isFailure } from './failure.js';
import type { JsonObject, JsonValue } from './json.js';
import type { ElementInstance } from './process-state.js';
import { resultVariableOf } from './result-variable.js';
import type { Run } from './run.js';
import { mergeVariables, setLocalVariables, VisibleVariables } from './variables.js';

/** Input mappings make variables of the element instance itself. */
export function applyInputs(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Failure | undefined {
  if (element.inputs.length === 0) return undefined;
  const result = mapped(run, element, element.inputs, instance.key, null);
  if (isFailure(result)) return result;
  setLocalVariables(run, instance.key, result);
  return undefined;
}

/** Output mappings carry results of the element instance to the scopes around it. */
export function applyOutputs(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Failure | undefined {
  const collection = element.adHoc?.outputCollection ?? null;
  const collected = collection === null ? undefined : run.variables.get(instance.key)?.get(collection);
  if (collection !== null && collected !== undefined) mergeVariables(run, instance.scope, { [collection]: collected });
  if (element.outputs.length === 0) return undefined;
  const result = mapped(run, element, element.outputs, instance.key, instance.scope);
  if (isFailure(result)) return result;
  const { own, others } = split(result, resultVariableOf(run, instance));
  setLocalVariables(run, instance.key, own);
  mergeVariables(run, instance.scope === '' ? instance.key : instance.scope, others);
  return undefined;
}

function split(values: JsonObject, name: string | null): { readonly own: JsonObject; readonly others: JsonObject } {
  const value = name === null ? undefined : values[name];
  if (name === null || value === undefined) return { own: {}, others: values };
  return { own: { [name]: value }, others: Object.fromEntries(Object.entries(values).filter(([other]) => other !== name)) };
}

/** What came from outside: local where output mappings pick from it, else for all to see. */
export function takePayload(run: Run, instance: Readonly<ElementInstance>, element: ElementModel, payload: JsonObject): void {
  if (element.outputs.length > 0) setLocalVariables(run, instance.key, payload);
  else mergeVariables(run, instance.key, payload);
}

function mapped(run: Run, element: ElementModel, mappings: readonly Mapping[], scope: Key, mergeInto: Key | null): JsonObject | Failure {
  const results = new Map<string, JsonValue>();
  for (const mapping of mappings) {
    const [head, ...path] = mapping.target;
    const what = `The mapping to "${mapping.target.join('.')}" of "${element.id}"`;
    const value = evaluateJson(run, mapping.source, { scope, what, failure: 'IO_MAPPING_ERROR', additions: results });
    if (isFailure(value)) return value;
    const base = results.get(head) ?? (mergeInto === null || path.length === 0 ? undefined : new VisibleVariables(run, mergeInto).json(head));
    const whole = withPath(base, path, value);
    if (isTooLarge(whole)) return new Failure('MESSAGE_SIZE_EXCEEDED', `${what} gave more than 64 KB. Keep a reference in the variable and the content in the file store.`);
    results.set(head, whole);
  }
  return Object.fromEntries(results);
}

function withPath(base: JsonValue | undefined, path: readonly string[], value: JsonValue): JsonValue {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  const object: JsonObject = typeof base === 'object' && base !== null && !Array.isArray(base) ? (base as JsonObject) : {};
  return { ...object, [head]: withPath(Object.hasOwn(object, head) ? object[head] : undefined, rest, value) };
}
