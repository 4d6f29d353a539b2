import type { FeelNode, IteratorNode } from '../syntax/tree.js';
import { both, either } from '../operators/comparison.js';
import { FeelDate } from '../temporal/moments.js';
import { dateOfEpochDay } from '../temporal/moments.js';
import { Decimal, ONE } from '../values/decimal.js';
import { FeelRange } from '../values/range.js';
import { isList, isNumber, typeOf } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import { compileNode } from './compiler.js';
import { Frame, innerScope } from './frame.js';
import type { Evaluate, StaticScope } from './frame.js';
import { childrenOf, measure } from './measure.js';
import type { Run } from './run.js';

type Of<T extends FeelNode['tag']> = Extract<FeelNode, { tag: T }>;

/** Whether `partial` may get out of the round as a whole. Where only its elements are taken, it need not be copied. */
function keepsPartial(node: FeelNode): boolean {
  if (node.tag === 'name') return node.name === 'partial';
  if (node.tag === 'filter' && node.source.tag === 'name') return keepsPartial(node.condition);
  if (node.tag === 'function') return mentionsPartial(node.body);
  return childrenOf(node).some(keepsPartial);
}

function mentionsPartial(node: FeelNode): boolean {
  return (node.tag === 'name' && node.name === 'partial') || childrenOf(node).some(mentionsPartial);
}

interface CompiledIterators {
  readonly names: readonly string[];
  readonly scope: StaticScope;
  /** Runs `visit` with a frame for each combination until it answers false; null when a domain cannot be iterated. */
  readonly each: (frame: Frame, extra: readonly FeelValue[], visit: (frame: Frame) => boolean) => boolean | null;
}

type Domain = (frame: Frame) => Iterable<FeelValue> | null;

/** The result so far is there under the name `partial`. */
export function compileFor(node: Of<'for'>, scope: StaticScope | null): Evaluate {
  const iterators = compileIterators(node.iterators, scope, ['partial']);
  const body = compileNode(node.body, iterators.scope);
  const { size } = measure(node.body);
  const keeps = keepsPartial(node.body);
  return (frame) => {
    const results: FeelValue[] = [];
    const done = iterators.each(frame, [results], (inner) => {
      inner.run.spend(size);
      if (keeps) {
        inner.run.spendList(results.length);
        inner.slots[0] = [...results];
      }
      results.push(body(inner));
      if (results.length > inner.run.budget.listLength) inner.run.spendList(results.length);
      return true;
    });
    return done === null ? null : results;
  };
}

/** `some` and `every` are or and and over the elements, three-valued. */
export function compileQuantified(node: Of<'some' | 'every'>, scope: StaticScope | null): Evaluate {
  const iterators = compileIterators(node.iterators, scope, []);
  const condition = compileNode(node.condition, iterators.scope);
  const { size } = measure(node.condition);
  const some = node.tag === 'some';
  return (frame) => {
    let result: boolean | null = !some;
    const done = iterators.each(frame, [], (inner) => {
      inner.run.spend(size);
      const value = condition(inner);
      const answer = typeof value === 'boolean' ? value : null;
      if (answer === null && value !== null) inner.run.warn('NOT_BOOLEAN', `The condition is ${typeOf(value)}.`, node.condition);
      result = some ? either(result, answer) : both(result, answer);
      return result !== some;
    });
    return done === null ? null : result;
  };
}

function compileIterators(nodes: readonly IteratorNode[], scope: StaticScope | null, extra: readonly string[]): CompiledIterators {
  const names = nodes.map((node) => node.name);
  const domains = nodes.map((node, index) => compileDomain(node, innerScope(scope, [...extra, ...names.slice(0, index)])));
  return {
    names,
    scope: innerScope(scope, [...extra, ...names]),
    each: (frame, extras, visit) => visitAll(domains, 0, new Frame(frame.run, frame.scope, frame, [...extras], null), visit),
  };
}

function visitAll(domains: readonly Domain[], index: number, frame: Frame, visit: (frame: Frame) => boolean): boolean | null {
  const domain = domains[index];
  if (!domain) return visit(frame);
  const elements = domain(frame);
  if (!elements) return null;
  for (const element of elements) {
    frame.run.spend(1);
    const inner = new Frame(frame.run, frame.scope, frame.parent, [...frame.slots, element], null);
    const go = visitAll(domains, index + 1, inner, visit);
    if (go !== true) return go;
  }
  return true;
}

function compileDomain(node: IteratorNode, scope: StaticScope): Domain {
  const start = compileNode(node.start, scope);
  if (!node.end) return (frame) => domainOf(start(frame), frame.run, node.start);
  const end = compileNode(node.end, scope);
  return (frame) => span(start(frame), end(frame), frame.run, node);
}

/** A list's elements, a range's members, or the single value itself. */
export function domainOf(value: FeelValue, run: Run, node: { readonly from: number; readonly to: number }): Iterable<FeelValue> | null {
  if (isList(value)) return value;
  if (value === null) return run.warn('TYPE_MISMATCH', 'There is nothing to iterate over: null.', node);
  if (!(value instanceof FeelRange)) return [value];
  const { start, end } = value;
  if (isNumber(start) && isNumber(end)) {
    const first = value.startIncluded ? start : start.plus(ONE);
    return numbers(first, value.endIncluded ? end : end.minus(ONE), 1);
  }
  if (start instanceof FeelDate && end instanceof FeelDate) {
    return dates(start.epochDay + (value.startIncluded ? 0 : 1), end.epochDay - (value.endIncluded ? 0 : 1), 1);
  }
  return run.warn('TYPE_MISMATCH', `A range of ${typeOf(start)} cannot be iterated.`, node);
}

/** `start..end`: whole steps up, or down when the end comes first. */
function span(start: FeelValue, end: FeelValue, run: Run, node: IteratorNode): Iterable<FeelValue> | null {
  if (isNumber(start) && isNumber(end)) return numbers(start, end, start.greaterThan(end) ? -1 : 1);
  if (start instanceof FeelDate && end instanceof FeelDate) {
    return dates(start.epochDay, end.epochDay, start.epochDay > end.epochDay ? -1 : 1);
  }
  return run.warn('TYPE_MISMATCH', `${typeOf(start)}..${typeOf(end)} cannot be iterated.`, node);
}

function* numbers(start: Decimal, end: Decimal, step: 1 | -1): Iterable<FeelValue> {
  const by = new Decimal(step);
  for (let at = start; step > 0 ? at.lessThanOrEqualTo(end) : at.greaterThanOrEqualTo(end);) {
    yield at;
    const next = at.plus(by);
    if (next.equals(at)) return;
    at = next;
  }
}

function* dates(start: number, end: number, step: 1 | -1): Iterable<FeelValue> {
  for (let at = start; step > 0 ? at <= end : at >= end; at += step) yield dateOfEpochDay(at);
}
