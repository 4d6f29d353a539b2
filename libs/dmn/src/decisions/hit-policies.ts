import { invokeBuiltin } from '../builtins/binder.js';
import { builtinNamed } from '../builtins/registry.js';
import type { Evaluate, Frame } from '../evaluation/frame.js';
import { Call } from '../evaluation/run.js';
import type { FeelType } from '../types/feel-type.js';
import { equals } from '../values/equality.js';
import type { FeelList, FeelValue } from '../values/value.js';

export const HIT_POLICIES = [
  'UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'RULE ORDER', 'OUTPUT ORDER',
  'COLLECT', 'COLLECT SUM', 'COLLECT MIN', 'COLLECT MAX', 'COLLECT COUNT',
] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];

export interface OutputColumn {
  readonly name: string;
  readonly type: FeelType;
  /** Place of a value among the declared output values, the first ranking highest. */
  readonly rank: ((value: FeelValue) => number) | null;
  readonly fallback: Evaluate | null;
}

type Hit = readonly FeelValue[];
type Decide = (hits: readonly Hit[], outputs: readonly OutputColumn[], frame: Frame) => FeelValue;

const NO_TEXT = { from: 0, to: 0 };

/** The table's result from the outputs of the rules that matched, in order of rules. */
export function decide(policy: HitPolicy, outputs: readonly OutputColumn[], hits: readonly Hit[], frame: Frame): FeelValue {
  return hits.length === 0 ? fallback(policy, outputs, frame) : DECIDE[policy](hits, outputs, frame);
}

function fallback(policy: HitPolicy, outputs: readonly OutputColumn[], frame: Frame): FeelValue {
  if (outputs.every((output) => output.fallback === null)) {
    return frame.run.warn('TABLE_NO_RULE', `No rule matches, and there is no default output (${policy}).`, NO_TEXT);
  }
  return row(outputs.map((output) => output.fallback?.(frame) ?? null), outputs);
}

function row(values: Hit, outputs: readonly OutputColumn[]): FeelValue {
  if (outputs.length === 1) return values[0] ?? null;
  return new Map(outputs.map(({ name }, index) => [name, values[index] ?? null]));
}

const first: Decide = ([hit], outputs) => row(hit ?? [], outputs);
const all: Decide = (hits, outputs) => hits.map((hit) => row(hit, outputs));

const unique: Decide = (hits, outputs, frame) => {
  if (hits.length === 1) return first(hits, outputs, frame);
  return frame.run.warn('TABLE_NOT_UNIQUE', `${hits.length} rules match where one may.`, NO_TEXT);
};

const any: Decide = (hits, outputs, frame) => {
  const results = hits.map((hit) => row(hit, outputs));
  const [one = null] = results;
  if (results.every((result) => equals(result, one) === true)) return one;
  return frame.run.warn('TABLE_OUTPUTS_DIFFER', 'Rules with different outputs match.', NO_TEXT);
};

function ranked(hits: readonly Hit[], outputs: readonly OutputColumn[]): readonly Hit[] {
  return hits.toSorted((a, b) => {
    for (const [index, output] of outputs.entries()) {
      const order = output.rank ? output.rank(a[index] ?? null) - output.rank(b[index] ?? null) : 0;
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** Each output on its own, through the built-in of the name. */
function aggregate(name: string): Decide {
  return (hits, outputs, frame) => row(outputs.map((_output, index) => collect(name, hits.map((hit) => hit[index] ?? null), frame)), outputs);
}

function collect(name: string, values: FeelList, frame: Frame): FeelValue {
  const builtin = builtinNamed(name);
  return builtin ? invokeBuiltin(builtin, new Call(frame.run, NO_TEXT), [values]) : null;
}

const DECIDE: Readonly<Record<HitPolicy, Decide>> = {
  'UNIQUE': unique,
  'ANY': any,
  'PRIORITY': (hits, outputs, frame) => first(ranked(hits, outputs), outputs, frame),
  'FIRST': first,
  'RULE ORDER': all,
  'OUTPUT ORDER': (hits, outputs, frame) => all(ranked(hits, outputs), outputs, frame),
  'COLLECT': all,
  'COLLECT SUM': aggregate('sum'),
  'COLLECT MIN': aggregate('min'),
  'COLLECT MAX': aggregate('max'),
  'COLLECT COUNT': aggregate('count'),
};
