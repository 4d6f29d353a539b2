import { bounded } from '../evaluation/program.js';
import { Call, Run } from '../evaluation/run.js';
import type { FeelEnvironment, FeelWarning } from '../evaluation/run.js';
import { collapseName, entryNamed, normalizeName } from '../syntax/names.js';
import { isContext } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import type { DrgElement } from './elements.js';
import { Evaluation } from './evaluation.js';
import type { CompiledModel, DecisionModel } from './model.js';
import { startTrace } from './trace.js';
import type { DecisionTrace } from './trace.js';

export interface DecisionResult {
  readonly value: FeelValue;
  readonly warnings: readonly FeelWarning[];
  readonly trace: DecisionTrace;
}

/**
 * Evaluates a decision, knowledge model or decision service by id or name. `inputs`: values by the name of the input
 * data (of an imported one: `import.name`, or in a context under the import's name); for functions by parameter. Throws FeelBudgetError only.
 */
export function evaluateDecision(
  model: DecisionModel,
  decisionId: string,
  inputs: Readonly<Record<string, FeelValue>>,
  environment: FeelEnvironment,
): DecisionResult {
  const run = new Run({ ...environment, types: model.compiled.types });
  const trace = startTrace(run);
  const element = findElement(model.compiled, decisionId);
  const value = element
    ? bounded(run, () => evaluate(element, model.compiled, byName(inputs), run))
    : run.warn('DECISION_NOT_FOUND', `There is no decision "${decisionId}".`, { from: 0, to: 0 });
  return { value, warnings: run.warnings, trace };
}

/** An element by id or name; one of an import as `import.name`. */
export function findElement(model: CompiledModel, idOrName: string): DrgElement | undefined {
  const byId = model.elements.get(idOrName);
  if (byId) return byId;
  const wanted = normalizeName(idOrName);
  const elements = [...model.elements.values()];
  return elements.find((element) => normalizeName(element.title) === wanted)
    ?? elements.find((element) => normalizeName(element.name) === wanted)
    ?? findImported(model, wanted);
}

function findImported(model: CompiledModel, wanted: string): DrgElement | undefined {
  for (const [name, imported] of model.imports) {
    const rest = nameBelow(wanted, name);
    const found = rest === null ? undefined : findElement(imported, rest);
    if (found) return found;
  }
  return undefined;
}

/** What follows `import.` in a name; null when the name is of another import, or of none. */
function nameBelow(wanted: string, importName: string): string | null {
  const prefix = `${normalizeName(importName)}.`;
  const name = normalizeName(wanted);
  return importName !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : null;
}

/** Names with single blanks, as those of the model are. */
function byName(inputs: Readonly<Record<string, FeelValue>>): Map<string, FeelValue> {
  return new Map(Object.entries(inputs).map(([name, value]) => [collapseName(name), value]));
}

function evaluate(element: DrgElement, model: CompiledModel, given: ReadonlyMap<string, FeelValue>, run: Run): FeelValue {
  if (element.tag === 'knowledge' || element.tag === 'service') {
    const { parameters } = element.function;
    const named = new Map(parameters.map(({ name }) => [name, entryNamed(given, name) ?? null]));
    return element.function.invoke(new Call(run, { from: 0, to: 0 }), named);
  }
  const values = new Map<DrgElement, FeelValue>();
  give(model, given, values, run);
  share(model, values, run);
  return new Evaluation(run, values).valueOf(element);
}

/** Hands the given values to the inputs of the model, and of its imports in contexts under their names. */
function give(model: CompiledModel, inputs: ReadonlyMap<string, FeelValue>, given: Map<DrgElement, FeelValue>, run: Run): void {
  for (const element of model.elements.values()) {
    const value = element.tag === 'input' ? (entryNamed(inputs, element.name) ?? entryNamed(inputs, element.title)) : undefined;
    if (value !== undefined && !given.has(element)) given.set(element, Evaluation.given(element, value, run));
  }
  for (const [name, imported] of model.imports) {
    const nested = entryNamed(inputs, name);
    give(imported, nested !== undefined && isContext(nested) ? nested : below(inputs, name), given, run);
  }
}

/** The values as the imported model sees them: those named `import.name` by their name there, before others of that name. */
function below(inputs: ReadonlyMap<string, FeelValue>, importName: string): ReadonlyMap<string, FeelValue> {
  const own = Array.from(inputs).flatMap(([name, value]): [string, FeelValue][] => {
    const rest = nameBelow(name, importName);
    return rest === null ? [] : [[rest, value]];
  });
  return own.length === 0 ? inputs : new Map([...inputs, ...own]);
}

/** An input that got no value on its own path takes that of the same input on another. */
function share(model: CompiledModel, given: Map<DrgElement, FeelValue>, run: Run): void {
  if (model.imports.size === 0) return;
  const inputs = inputsWithKeys(model);
  const values = new Map<string, FeelValue>();
  for (const [element, key] of inputs) if (given.has(element)) values.set(key, given.get(element) ?? null);
  for (const [element, key] of inputs) {
    const value = given.has(element) ? undefined : values.get(key);
    if (value !== undefined) given.set(element, Evaluation.given(element, value, run));
  }
}

function inputsWithKeys(model: CompiledModel): (readonly [DrgElement, string])[] {
  const own = [...model.elements.values()].filter((element) => element.tag === 'input').map((element) => [element, `${model.namespace}#${element.id}`] as const);
  return [...own, ...[...model.imports.values()].flatMap(inputsWithKeys)];
}
