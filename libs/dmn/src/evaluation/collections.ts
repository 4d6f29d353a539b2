import { normalizeName } from '../syntax/names.js';
import type { FeelNode } from '../syntax/tree.js';
import { safeInteger } from '../values/decimal.js';
import { isContext, isList, isNumber, typeOf } from '../values/value.js';
import type { FeelList, FeelValue } from '../values/value.js';
import type { Decimal } from '../values/decimal.js';
import { compileNode } from './compiler.js';
import { constant, constantOf, Frame, innerScope } from './frame.js';
import type { Evaluate, StaticScope } from './frame.js';
import { measure } from './measure.js';

type Of<T extends FeelNode['tag']> = Extract<FeelNode, { tag: T }>;

export function compileList(node: Of<'list'>, scope: StaticScope | null): Evaluate {
  const entries = node.entries.map((entry) => compileNode(entry, scope));
  const known = entries.map(constantOf);
  if (known.every((entry) => entry !== undefined)) return constant(known.map((entry) => entry.value));
  return (frame) => entries.map((evaluate) => evaluate(frame));
}

/** Each entry sees those before it. */
export function compileContext(node: Of<'context'>, scope: StaticScope | null): Evaluate {
  const keys = node.entries.map((entry) => entry.key);
  const seen = new Set<string>();
  const repeated = node.entries.find((entry) => seen.size === seen.add(normalizeName(entry.key)).size);
  if (repeated) return (frame) => frame.run.warn('DUPLICATE_KEY', `The key "${repeated.key}" stands twice in the context.`, repeated);
  const names: string[] = [];
  const inner: StaticScope = { ...innerScope(scope, []), names };
  const values = node.entries.map((entry) => {
    const evaluate = compileNode(entry.value, inner);
    names.push(normalizeName(entry.key));
    return evaluate;
  });
  return (frame) => {
    const slots: FeelValue[] = [];
    const own = new Frame(frame.run, frame.scope, frame, slots, null);
    const context = new Map<string, FeelValue>();
    for (let i = 0; i < values.length; i++) {
      const value = values[i]?.(own) ?? null;
      slots.push(value);
      context.set(keys[i] ?? '', value);
    }
    return context;
  };
}

const ITEM = ['item'];

/** `list[condition]` keeps the elements for which it is true; `list[number]` takes one, from the end when negative. */
export function compileFilter(node: Of<'filter'>, scope: StaticScope | null): Evaluate {
  const source = compileNode(node.source, scope);
  const condition = compileNode(node.condition, innerScope(scope, ITEM, true));
  const known = constantOf(condition);
  const { size } = measure(node.condition);
  if (known && isNumber(known.value)) {
    const index = known.value;
    return (frame) => elementAt(frame, asList(source(frame)), index, node);
  }
  return (frame) => {
    const value = source(frame);
    const list = asList(value);
    frame.run.spendList(list.length);
    const first = condition(elementFrame(frame, list[0] ?? null));
    if (isNumber(first)) return elementAt(frame, list, first, node);
    if (value === null) return null;
    const kept: FeelValue[] = [];
    for (const [index, element] of list.entries()) {
      frame.run.spend(size);
      const result = index === 0 ? first : condition(elementFrame(frame, element));
      if (result === true) kept.push(element);
      else if (result !== false && result !== null) frame.run.warn('NOT_BOOLEAN', `The filter is ${typeOf(result)}.`, node.condition);
    }
    return kept;
  };
}

function elementFrame(frame: Frame, element: FeelValue): Frame {
  return new Frame(frame.run, frame.scope, frame, [element], isContext(element) ? element : null);
}

function asList(value: FeelValue): FeelList {
  if (isList(value)) return value;
  return value === null ? [] : [value];
}

function elementAt(frame: Frame, list: FeelList, index: Decimal, node: FeelNode): FeelValue {
  const position = safeInteger(index);
  if (position !== null && position !== 0 && Math.abs(position) <= list.length) {
    return list[position > 0 ? position - 1 : list.length + position] ?? null;
  }
  return frame.run.warn('INDEX_OUT_OF_RANGE', `There is no element ${index.toFixed()} in a list of ${list.length}.`, node);
}
