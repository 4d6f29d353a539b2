import { bounded } from '../evaluation/program.js';
import { Call, Run } from '../evaluation/run.js';
import type { FeelEnvironment, FeelWarning } from '../evaluation/run.js';
import { entryNamed, normalizeName } from '../syntax/names.js';
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
 * data (of an imported one: in a context under the import's name); for functions by parameter. Throws FeelBudgetError only.
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
    ? bounded(run, () => evaluate(element, model.compiled, inputs, run))
    : run.warn('DECISION_NOT_FOUND', `There is no decision "${decisionId}".`, { from: 0, to: 0 });
  return { value, warnings: run.warnings, trace };
}

/** An element by id or name. */
export function findElement(model: CompiledModel, idOrName: string): DrgElement | undefined {
  const byId = model.elements.get(idOrName);
  if (byId) return byId;
  const wanted = normalizeName(idOrName);
  const elements = [...model.elements.values()];
  return elements.find((element) => normalizeName(element.title) === wanted) ?? elements.find((element) => normalizeName(element.name) === wanted);
}

function evaluate(element: DrgElement, model: CompiledModel, inputs: Readonly<Record<string, FeelValue>>, run: Run): FeelValue {
  if (element.tag === 'knowledge' || element.tag === 'service') {
    const { parameters } = element.function;
    const given = new Map(Object.entries(inputs));
    const named = new Map(parameters.map(({ name }) => [name, entryNamed(given, name) ?? null]));
    return element.function.invoke(new Call(run, { from: 0, to: 0 }), named);
  }
  const given = new Map<DrgElement, FeelValue>();
  give(model, new Map(Object.entries(inputs)), given, run);
  share(model, given, run);
  return new Evaluation(run, given).valueOf(element);
}

/** Hands the given values to the inputs of the model, and of its imports in contexts under their names. */
function give(model: CompiledModel, inputs: ReadonlyMap<string, FeelValue>, given: Map<DrgElement, FeelValue>, run: Run): void {
  for (const element of model.elements.values()) {
    const value = element.tag === 'input' ? entryNamed(inputs, element.name) : undefined;
    if (value !== undefined && !given.has(element)) given.set(element, Evaluation.given(element, value, run));
  }
  for (const [name, imported] of model.imports) {
    const nested = entryNamed(inputs, name);
    give(imported, nested !== undefined && isContext(nested) ? nested : inputs, given, run);
  }
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
