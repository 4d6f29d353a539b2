import { normalizeName } from '../syntax/names.js';
import type { FeelTypes } from '../types/feel-type.js';
import type { FeelContext, FeelValue } from '../values/value.js';
import type { FeelScope, Run } from './run.js';

/** Names in force while an expression runs: the innermost ones, then the parent's, at last the scope of the run. */
export class Frame {
  constructor(
    readonly run: Run,
    readonly scope: FeelScope,
    readonly parent: Frame | null,
    readonly slots: FeelValue[],
    /** The element a filter looks at, when it is a context: its entries are names too. */
    readonly item: FeelContext | null,
  ) {}
}

/** What is known of a frame at compile time. */
export interface StaticScope {
  readonly parent: StaticScope | null;
  readonly names: readonly string[];
  /** A filter's frame: the entries of the element come before `names`. */
  readonly dynamic: boolean;
  /** Types of the model the text belongs to. */
  readonly types?: FeelTypes;
}

/** A compiled expression. */
export type Evaluate = (frame: Frame) => FeelValue;

const constants = new WeakMap<Evaluate, { readonly value: FeelValue }>();

/** An expression whose value is known. */
export function constant(value: FeelValue): Evaluate {
  const evaluate: Evaluate = () => value;
  constants.set(evaluate, { value });
  return evaluate;
}

/** The value of an expression when it is known before running. */
export function constantOf(evaluate: Evaluate): { readonly value: FeelValue } | undefined {
  return constants.get(evaluate);
}

export function innerScope(parent: StaticScope | null, names: readonly string[], dynamic = false): StaticScope {
  return { parent, names: names.map(normalizeName), dynamic, ...(parent?.types && { types: parent.types }) };
}

/** The outermost scope of a text that belongs to a model. */
export function modelScope(types: FeelTypes): StaticScope {
  return { parent: null, names: [], dynamic: false, types };
}

/** Where a name is looked for: frames with dynamic names passed on the way (in hops), and the slot that has it for certain. */
export interface Resolution {
  readonly dynamicHops: readonly number[];
  readonly slot: { readonly hops: number; readonly index: number } | null;
}

export function resolveName(scope: StaticScope | null, name: string): Resolution {
  const wanted = normalizeName(name);
  const dynamicHops: number[] = [];
  let hops = 0;
  for (let at = scope; at; at = at.parent, hops++) {
    if (at.dynamic) dynamicHops.push(hops);
    const index = at.names.lastIndexOf(wanted);
    if (index >= 0) return { dynamicHops, slot: { hops, index } };
  }
  return { dynamicHops, slot: null };
}

export function frameAt(frame: Frame, hops: number): Frame | null {
  let at: Frame | null = frame;
  for (let i = 0; i < hops && at; i++) at = at.parent;
  return at;
}
