import { Frame } from '../evaluation/frame.js';
import type { Evaluate } from '../evaluation/frame.js';
import { domainOf } from '../evaluation/iteration.js';
import { both, either } from '../operators/comparison.js';
import { collapseName } from '../syntax/names.js';
import type { FeelType } from '../types/feel-type.js';
import { isContext, isList, typeOf } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import { atBorder, CALL_DEPTH, compileBoxed, NO_TEXT, withNames } from './boxed.js';
import type { BoxedContext } from './boxed.js';
import { childOf, idOf, textOf } from './xml.js';
import type { ModdleNode } from './xml.js';

export function compileConditional(node: ModdleNode, context: BoxedContext): Evaluate {
  const [condition, then, otherwise] = ['if', 'then', 'else'].map((part) => compileBoxed(childOf(childOf(node, part), 'value'), context));
  return (frame) => {
    const value = condition?.(frame) ?? null;
    if (value === true) return then?.(frame) ?? null;
    if (value === false) return otherwise?.(frame) ?? null;
    return frame.run.warn('NOT_BOOLEAN', `The condition is ${typeOf(value)}.`, NO_TEXT);
  };
}

export function compileFilter(node: ModdleNode, context: BoxedContext): Evaluate {
  const source = compileBoxed(childOf(childOf(node, 'in'), 'value'), context);
  const named = withNames(context, [{ name: 'item', type: { tag: 'any' } }], true);
  const { entryNames } = context.types;
  const inner = entryNames === 1 ? named : { ...named, names: { ...entryNames, ...named.names } };
  const match = compileBoxed(childOf(childOf(node, 'match'), 'value'), inner);
  return (frame) => {
    const value = source(frame);
    if (value === null) return null;
    const kept: FeelValue[] = [];
    for (const element of isList(value) ? value : [value]) {
      frame.run.spend(CALL_DEPTH);
      const result = match(new Frame(frame.run, frame.scope, frame, [element], isContext(element) ? element : null));
      if (typeof result !== 'boolean') return frame.run.warn('NOT_BOOLEAN', `The filter is ${typeOf(result)}.`, NO_TEXT);
      if (result) kept.push(element);
    }
    return kept;
  };
}

export function compileFor(node: ModdleNode, context: BoxedContext): Evaluate {
  const domain = childOf(node, 'in');
  const source = compileBoxed(childOf(domain, 'value'), context);
  const type = context.types.refer(textOf(domain, 'typeRef'), idOf(node));
  const inner = withNames(context, [{ name: 'partial', type: { tag: 'any' } }, { name: collapseName(textOf(node, 'iteratorVariable') ?? ''), type: elementType(type) }]);
  const logic = childOf(childOf(node, 'return'), 'value');
  const body = compileBoxed(logic, inner);
  const keeps = mentions(logic, 'partial');
  return (frame) => {
    const elements = domainOf(atBorder(source(frame), type, frame.run, idOf(node)), frame.run, NO_TEXT);
    if (!elements) return null;
    const results: FeelValue[] = [];
    for (const element of elements) {
      frame.run.spend(CALL_DEPTH);
      if (keeps) frame.run.spendList(results.length);
      const partial = keeps ? [...results] : results;
      results.push(body(new Frame(frame.run, frame.scope, frame, [partial, element], null)));
    }
    return results;
  };
}

/** Whether a word stands in any text of an expression. */
function mentions(node: unknown, word: string): boolean {
  if (typeof node === 'string') return node.includes(word);
  if (Array.isArray(node)) return node.some((one) => mentions(one, word));
  return typeof node === 'object' && node !== null && Object.values(node).some((one) => mentions(one, word));
}

function elementType(type: FeelType): FeelType {
  if (type.tag === 'item') return elementType(type.of);
  return type.tag === 'list' ? type.of : { tag: 'any' };
}

export function compileQuantified(node: ModdleNode, context: BoxedContext, some: boolean): Evaluate {
  const domain = childOf(node, 'in');
  const source = compileBoxed(childOf(domain, 'value'), context);
  const type = context.types.refer(textOf(domain, 'typeRef'), idOf(node));
  const inner = withNames(context, [{ name: collapseName(textOf(node, 'iteratorVariable') ?? ''), type: elementType(type) }]);
  const condition = compileBoxed(childOf(childOf(node, 'satisfies'), 'value'), inner);
  return (frame) => {
    const elements = domainOf(atBorder(source(frame), type, frame.run, idOf(node)), frame.run, NO_TEXT);
    if (!elements) return null;
    let result: boolean | null = !some;
    for (const element of elements) {
      frame.run.spend(CALL_DEPTH);
      const value = condition(new Frame(frame.run, frame.scope, frame, [element], null));
      if (typeof value !== 'boolean') return frame.run.warn('NOT_BOOLEAN', `The condition is ${typeOf(value)}.`, NO_TEXT);
      result = some ? either(result, value) : both(result, value);
    }
    return result;
  };
}
