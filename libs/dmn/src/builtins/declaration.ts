import type { Call } from '../evaluation/run.js';
import type { FeelKind, FeelValue } from '../values/value.js';

/** What a parameter takes. `comparable`: numbers, texts and temporal values; `moment`: what has a date. */
export type ParameterKind = FeelKind | 'any';

export interface BuiltinParameter {
  readonly name: string;
  readonly kinds: readonly ParameterKind[];
  readonly optional: boolean;
  readonly rest: boolean;
  readonly nullable: boolean;
}

/** One way to call a built-in. */
export interface Overload {
  readonly parameters: readonly BuiltinParameter[];
  readonly run: (call: Call, ...args: never[]) => FeelValue;
}

export interface Builtin {
  readonly name: string;
  readonly overloads: readonly Overload[];
}

/** A parameter, written `name`, `name?` (may be left out), `name...` (the rest), with the kinds it takes. */
export function parameter(written: string, ...kinds: readonly (ParameterKind | 'nullable')[]): BuiltinParameter {
  const name = written.replace(/\?$|\.\.\.$/, '');
  const only = kinds.filter((kind): kind is ParameterKind => kind !== 'nullable');
  return {
    name,
    kinds: only,
    optional: written.endsWith('?'),
    rest: written.endsWith('...'),
    nullable: kinds.includes('nullable') || only.includes('any') || only.includes('null'),
  };
}

export function overload(parameters: readonly BuiltinParameter[], run: Overload['run']): Overload {
  return { parameters, run };
}

export function builtin(name: string, ...overloads: readonly Overload[]): Builtin {
  return { name, overloads };
}
