import type { Call } from '../evaluation/run.js';
import { entryNamed } from '../syntax/names.js';
import { isContext, typeOf } from '../values/value.js';
import type { FeelContext, FeelList, FeelValue } from '../values/value.js';
import { builtin, overload, parameter } from './declaration.js';
import type { Builtin } from './declaration.js';

export const contextBuiltins: readonly Builtin[] = [
  builtin('get value',
    overload([parameter('m', 'context'), parameter('key', 'string')], (_call, m: FeelContext, key: string) => entryNamed(m, key) ?? null),
    overload([parameter('m', 'context'), parameter('keys', 'list')], getDeep)),
  builtin('get entries', overload([parameter('m', 'context')], (call, m: FeelContext) => {
    call.run.spendList(m.size);
    return Array.from(m, ([key, value]) => entry(key, value));
  })),
  builtin('context put',
    overload([parameter('context', 'context'), parameter('key', 'string'), parameter('value', 'any')],
      (call, context: FeelContext, key: string, value: FeelValue) => withEntry(call, context, key, value)),
    overload([parameter('context', 'context'), parameter('keys', 'list'), parameter('value', 'any')], putDeep)),
  builtin('context merge', overload([parameter('contexts', 'list')], merge)),
  builtin('context', overload([parameter('entries', 'list')], fromEntries)),
];

function entry(key: string, value: FeelValue): FeelContext {
  return new Map<string, FeelValue>([['key', key], ['value', value]]);
}

function getDeep(call: Call, m: FeelContext, keys: FeelList): FeelValue {
  let at: FeelValue = m;
  for (const key of keys) {
    if (typeof key !== 'string') return call.fail('TYPE_MISMATCH', 'A key is not a text.');
    at = isContext(at) ? (entryNamed(at, key) ?? null) : null;
  }
  return keys.length === 0 ? null : at;
}

function withEntry(call: Call, context: FeelContext, key: string, value: FeelValue): FeelContext {
  call.run.spendList(context.size);
  return new Map(context).set(key, value);
}

function putDeep(call: Call, context: FeelContext, keys: FeelList, value: FeelValue): FeelValue {
  const [first, ...others] = keys;
  if (typeof first !== 'string') return call.fail('INVALID_ARGUMENT', 'The keys are not a list of texts.');
  if (others.length === 0) return withEntry(call, context, first, value);
  const inner = context.get(first) ?? null;
  if (!isContext(inner)) return call.fail('ENTRY_NOT_FOUND', `"${first}" is ${typeOf(inner)}, not a context.`);
  const changed = putDeep(call, inner, others, value);
  return changed === null ? null : withEntry(call, context, first, changed);
}

function merge(call: Call, contexts: FeelList): FeelValue {
  const merged = new Map<string, FeelValue>();
  for (const context of contexts) {
    if (!isContext(context)) return call.fail('TYPE_MISMATCH', 'An element is not a context.');
    call.run.spend(context.size);
    for (const [key, value] of context) merged.set(key, value);
  }
  return merged;
}

function fromEntries(call: Call, entries: FeelList): FeelValue {
  const context = new Map<string, FeelValue>();
  for (const element of entries) {
    const key = isContext(element) ? element.get('key') : undefined;
    const value = isContext(element) ? element.get('value') : undefined;
    if (typeof key !== 'string' || value === undefined) return call.fail('INVALID_ARGUMENT', 'An entry has no key and value.');
    if (context.has(key)) return call.fail('DUPLICATE_KEY', `The key "${key}" stands twice.`);
    context.set(key, value);
  }
  return context;
}
