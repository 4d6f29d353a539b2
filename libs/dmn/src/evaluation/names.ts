import { entryNamed, hasVariants } from '../syntax/names.js';
import type { FeelNode } from '../syntax/tree.js';
import { propertyOf } from '../temporal/properties.js';
import { isContext, isList, typeOf } from '../values/value.js';
import type { FeelContext, FeelValue } from '../values/value.js';
import { builtinFunction } from '../builtins/registry.js';
import { compileNode } from './compiler.js';
import { frameAt, resolveName } from './frame.js';
import type { Evaluate, Frame, StaticScope } from './frame.js';
import type { Run } from './run.js';

type Of<T extends FeelNode['tag']> = Extract<FeelNode, { tag: T }>;

/** A name as variable; undefined where nothing has it. */
export type Lookup = (frame: Frame) => FeelValue | undefined;

export function compileLookup(name: string, scope: StaticScope | null): Lookup {
  const { dynamicHops, slot } = resolveName(scope, name);
  const fixed = slot ? slotLookup(slot.hops, slot.index) : scopeLookup(name);
  if (dynamicHops.length === 0) return fixed;
  return (frame) => {
    for (const hops of dynamicHops) {
      const item = frameAt(frame, hops)?.item;
      const value = item ? entryNamed(item, name) : undefined;
      if (value !== undefined) return value;
    }
    return fixed(frame);
  };
}

function scopeLookup(name: string): Lookup {
  if (!hasVariants(name)) return (frame) => frame.scope.get(name);
  return (frame) => frame.scope.get(name) ?? (frame.scope instanceof Map ? entryNamed(frame.scope as FeelContext, name) : undefined);
}

function slotLookup(hops: number, index: number): Lookup {
  if (hops === 0) return (frame) => frame.slots[index];
  if (hops === 1) return (frame) => frame.parent?.slots[index];
  return (frame) => frameAt(frame, hops)?.slots[index];
}

export function compileName(node: Of<'name'>, scope: StaticScope | null): Evaluate {
  const { name } = node;
  const lookup = compileLookup(name, scope);
  return (frame) => {
    const value = lookup(frame);
    if (value !== undefined) return value;
    return builtinFunction(name) ?? frame.run.warn('VARIABLE_NOT_FOUND', `There is no variable "${name}".`, node);
  };
}

export function compilePath(node: Of<'path'>, scope: StaticScope | null): Evaluate {
  const source = compileNode(node.source, scope);
  return (frame) => member(frame.run, source(frame), node);
}

function member(run: Run, value: FeelValue, node: Of<'path'>): FeelValue {
  if (isContext(value)) {
    const entry = entryNamed(value, node.name);
    return entry === undefined ? run.warn('ENTRY_NOT_FOUND', `The context has no entry "${node.name}".`, node) : entry;
  }
  if (isList(value)) {
    run.spendList(value.length);
    return value.map((element) => member(run, element, node));
  }
  if (value === null) return null;
  const property = propertyOf(value, node.name);
  return property === undefined ? run.warn('ENTRY_NOT_FOUND', `A ${typeOf(value)} has no "${node.name}".`, node) : property;
}
