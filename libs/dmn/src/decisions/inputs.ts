import { entryNamed } from '../syntax/names.js';
import type { FeelType } from '../types/feel-type.js';
import { fromTypedJson } from '../types/typed-json.js';
import type { FeelValue } from '../values/value.js';
import { findElement } from './evaluate.js';
import type { CompiledModel, DecisionModel } from './model.js';

/**
 * The inputs of a decision out of JSON variables, read by the types the model declares: the text "2026-09-02" becomes a
 * date where a date is asked for, and stays a text elsewhere. Variables the model does not know are left out.
 */
export function decisionInputs(model: DecisionModel, decisionId: string, variables: Readonly<Record<string, unknown>>): Record<string, FeelValue> {
  const element = findElement(model.compiled, decisionId);
  const wanted = new Map<string, FeelType>();
  if (element?.tag === 'knowledge' || element?.tag === 'service') {
    for (const { name, type } of element.function.parameters) wanted.set(name, type);
  } else collect(model.compiled, wanted);
  const inputs = Object.create(null) as Record<string, FeelValue>;
  const given = new Map(Object.entries(variables));
  for (const [name, type] of wanted) {
    const value = entryNamed(given, name);
    if (value !== undefined) inputs[name] = fromTypedJson(value, type);
  }
  return inputs;
}

function collect(model: CompiledModel, wanted: Map<string, FeelType>): void {
  for (const element of model.elements.values()) if (element.tag === 'input' && !wanted.has(element.name)) wanted.set(element.name, element.type);
  for (const imported of model.imports.values()) collect(imported, wanted);
}
