import { Frame } from '../evaluation/frame.js';
import type { Run } from '../evaluation/run.js';
import type { FeelValue } from '../values/value.js';
import { atBorder } from './boxed.js';
import type { DecisionElement, DrgElement, Requirement } from './elements.js';
import { traceOf } from './trace.js';

/** Values of the elements of a model during one evaluation: the given ones, and those found so far. */
export class Evaluation {
  private readonly values: Map<DrgElement, FeelValue>;

  constructor(private readonly run: Run, given: ReadonlyMap<DrgElement, FeelValue>) {
    this.values = new Map(given);
  }

  valueOf(element: DrgElement): FeelValue {
    const known = this.values.get(element);
    if (known !== undefined) return known;
    const value = this.compute(element);
    this.values.set(element, value);
    return value;
  }

  private compute(element: DrgElement): FeelValue {
    switch (element.tag) {
      case 'input':
        return this.run.warn('VARIABLE_NOT_FOUND', `The input "${element.name}" is not given.`, { from: 0, to: 0 });
      case 'decision':
        return this.decide(element);
      default:
        return element.function;
    }
  }

  private decide(decision: DecisionElement): FeelValue {
    const { run } = this;
    run.spend(1);
    const scope = scopeOf(decision.requirements, (element) => this.valueOf(element));
    const outer = run.source;
    run.source = decision.id;
    const root = new Frame(run, scope, null, [], null);
    const value = decision.evaluate(new Frame(run, scope, root, [], null));
    run.source = outer;
    traceOf(run)?.decisions.push({ decisionId: decision.id, name: decision.name, value });
    return value;
  }

  /** Takes a given value for an input, coerced to its type. */
  static given(element: DrgElement, value: FeelValue, run: Run): FeelValue {
    return atBorder(value, element.type, run, element.name);
  }
}

/** Names a decision sees: what it requires; what is imported, in a context under the import's name. */
function scopeOf(requirements: readonly Requirement[], valueOf: (element: DrgElement) => FeelValue): Map<string, FeelValue> {
  const scope = new Map<string, FeelValue>();
  const imported = new Map<string, Map<string, FeelValue>>();
  for (const { element, importName } of requirements) {
    const value = valueOf(element);
    if (importName === null) {
      scope.set(element.name, value);
      continue;
    }
    let context = imported.get(importName);
    if (!context) imported.set(importName, (context = new Map()));
    context.set(element.name, value);
  }
  for (const [name, context] of imported) scope.set(name, context);
  return scope;
}

/** Names a knowledge model sees: the functions it requires. */
export function knowledgeScope(requirements: readonly Requirement[]): ReadonlyMap<string, FeelValue> {
  return scopeOf(requirements, (element) => (element.tag === 'knowledge' || element.tag === 'service' ? element.function : null));
}
