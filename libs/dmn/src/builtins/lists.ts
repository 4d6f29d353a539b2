import { charge } from '../evaluation/meter.js';
import type { Call } from '../evaluation/run.js';
import { Decimal, safeInteger } from '../values/decimal.js';
import { compare, equals } from '../values/equality.js';
import { type FeelFunction } from '../values/function.js';
import { isList, isNumber, typeOf } from '../values/value.js';
import type { FeelList, FeelValue } from '../values/value.js';
import { builtin, overload, parameter } from './declaration.js';
import type { Builtin } from './declaration.js';

const list = parameter('list', 'list');
const position = parameter('position', 'number');
const newItem = parameter('newItem', 'any');

export const listBuiltins: readonly Builtin[] = [
  builtin('list contains', overload([list, parameter('element', 'any')], (_call, all: FeelList, one: FeelValue) => has(all, one))),
  builtin('count', overload([list], (_call, all: FeelList) => new Decimal(all.length))),
  builtin('append', overload([list, parameter('item...', 'any')], append)),
  builtin('concatenate', overload([parameter('list...', 'list')], joined)),
  builtin('insert before', overload([list, position, newItem], insertBefore)),
  builtin('remove', overload([list, position], remove)),
  builtin('list replace',
    overload([list, position, newItem], replaceAt),
    overload([list, parameter('match', 'function'), newItem], replaceMatching)),
  builtin('reverse', overload([list], (call, all: FeelList) => made(call, all.toReversed()))),
  builtin('index of', overload([list, parameter('match', 'any')], indexOf)),
  builtin('union', overload([parameter('list...', 'list')], union)),
  builtin('distinct values', overload([list], distinct)),
  builtin('flatten', overload([list], flatten)),
  builtin('sort', overload([list, parameter('precedes?', 'function', 'nullable')], sort)),
  builtin('sublist', overload([list, parameter('start position', 'number'), parameter('length?', 'number')], sublist)),
];

function made(call: Call, result: FeelList): FeelList {
  call.run.spendList(result.length);
  return result;
}

export function has(all: FeelList, one: FeelValue): boolean {
  charge(all.length >> 3);
  return all.some((element) => equals(element, one) === true);
}

function append(call: Call, all: FeelList, items: FeelList): FeelValue {
  return made(call, [...all, ...items]);
}

function union(call: Call, lists: readonly FeelList[]): FeelValue {
  const all = joined(call, lists);
  return all && distinct(call, all);
}

function joined(call: Call, lists: readonly FeelList[]): FeelList | null {
  if (lists.length === 0) return call.fail('INVALID_ARGUMENT', 'There is no list.');
  call.run.spendList(lists.reduce((sum, one) => sum + one.length, 0));
  return lists.flat(1) as FeelValue[];
}

/** Index from 0 for a position from 1, or from the end when negative; null when outside. */
function indexIn(all: FeelList, at: Decimal): number | null {
  const whole = safeInteger(at.trunc());
  if (whole === null || whole === 0 || Math.abs(whole) > all.length) return null;
  return whole > 0 ? whole - 1 : all.length + whole;
}

function outside(call: Call, at: Decimal): null {
  return call.fail('INDEX_OUT_OF_RANGE', `There is no position ${at.toFixed().slice(0, 40)} in the list.`);
}

function insertBefore(call: Call, all: FeelList, at: Decimal, item: FeelValue): FeelValue {
  const index = indexIn(all, at);
  return index === null ? outside(call, at) : made(call, all.toSpliced(index, 0, item));
}

function remove(call: Call, all: FeelList, at: Decimal): FeelValue {
  const index = indexIn(all, at);
  return index === null ? outside(call, at) : made(call, all.toSpliced(index, 1));
}

function replaceAt(call: Call, all: FeelList, at: Decimal, item: FeelValue): FeelValue {
  const index = indexIn(all, at);
  return index === null ? outside(call, at) : made(call, all.with(index, item));
}

function replaceMatching(call: Call, all: FeelList, match: FeelFunction, item: FeelValue): FeelValue {
  if (match.parameters.length !== 2) return call.fail('INVALID_ARGUMENT', 'The match function takes (element, new item).');
  const result: FeelValue[] = [];
  for (const element of all) {
    const matched = match.invoke(call, [element, item]);
    if (typeof matched !== 'boolean') return call.fail('NOT_BOOLEAN', `The match function gave ${typeOf(matched)}.`);
    result.push(matched ? item : element);
  }
  return made(call, result);
}

function indexOf(call: Call, all: FeelList, match: FeelValue): FeelValue {
  call.run.spend(all.length >> 3);
  return made(call, all.flatMap((element, index) => (equals(element, match) === true ? [new Decimal(index + 1)] : [])));
}

function distinct(call: Call, all: FeelList): FeelValue {
  const kept: FeelValue[] = [];
  const seen = new Set<FeelValue>();
  for (const element of all) {
    const key = isNumber(element) ? `n${element.toFixed()}` : typeof element === 'string' ? `s${element}` : null;
    if (key === null) call.run.spend(kept.length);
    if (key === null ? has(kept, element) : seen.has(key)) continue;
    if (key !== null) seen.add(key);
    kept.push(element);
  }
  return made(call, kept);
}

function flatten(call: Call, all: FeelList): FeelValue {
  const result: FeelValue[] = [];
  const pending: FeelValue[] = all.toReversed();
  while (pending.length > 0) {
    const element = pending.pop() ?? null;
    call.run.spend(1);
    if (isList(element)) for (let i = element.length - 1; i >= 0; i--) pending.push(element[i] ?? null);
    else result.push(element);
  }
  return made(call, result);
}

/** Stable merge sort: a function that is no order, or that fails, cannot make it loop. */
function sort(call: Call, all: FeelList, precedes: FeelFunction | null = null): FeelValue {
  let failed = false;
  const before = (a: FeelValue, b: FeelValue): boolean => {
    call.run.spend(1);
    if (precedes) {
      const answer = precedes.invoke(call, [a, b]);
      if (typeof answer !== 'boolean') failed = true;
      return answer === true;
    }
    const order = compare(a, b);
    if (order === null) failed = true;
    return order !== null && order < 0;
  };
  const sorted = mergeSort(made(call, all), before);
  return failed ? call.fail('NOT_COMPARABLE', 'The elements cannot be ordered.') : sorted;
}

function mergeSort(all: FeelList, before: (a: FeelValue, b: FeelValue) => boolean): FeelList {
  if (all.length < 2) return all;
  const middle = all.length >> 1;
  const left = mergeSort(all.slice(0, middle), before);
  const right = mergeSort(all.slice(middle), before);
  const merged: FeelValue[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const a = left[i] ?? null;
    const b = right[j] ?? null;
    if (before(b, a)) {
      merged.push(b);
      j++;
    } else {
      merged.push(a);
      i++;
    }
  }
  return [...merged, ...left.slice(i), ...right.slice(j)];
}

function sublist(call: Call, all: FeelList, start: Decimal, length?: Decimal): FeelValue {
  const index = indexIn(all, start);
  if (index === null) return outside(call, start);
  const count = length === undefined ? all.length - index : length.trunc().toNumber();
  if (count < 1 || index + count > all.length) return call.fail('OUT_OF_RANGE', 'The length is not positive, or more than the list has from there.');
  return made(call, all.slice(index, index + count));
}
