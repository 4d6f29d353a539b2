import { ANY } from '../types/feel-type.js';
import type { FeelType } from '../types/feel-type.js';
import { FeelFunction } from '../values/function.js';
import { invokeBuiltin } from './binder.js';
import { contextBuiltins } from './contexts.js';
import { conversionBuiltins } from './conversions.js';
import type { Builtin, BuiltinParameter } from './declaration.js';
import { extensionBuiltins } from './extensions.js';
import { listBuiltins } from './lists.js';
import { numberBuiltins } from './numbers.js';
import { rangeBuiltins } from './ranges.js';
import { statisticBuiltins } from './statistics.js';
import { temporalBuiltins } from './temporals.js';
import { textBuiltins } from './texts.js';

const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  [
    ...conversionBuiltins, ...textBuiltins, ...numberBuiltins, ...listBuiltins, ...statisticBuiltins,
    ...contextBuiltins, ...temporalBuiltins, ...rangeBuiltins, ...extensionBuiltins,
  ].map((one) => [one.name, one]),
);

/** Names of all built-in functions. */
export const BUILTIN_NAMES: readonly string[] = [...BUILTINS.keys()];

export function builtinNamed(name: string): Builtin | undefined {
  return BUILTINS.get(name);
}

const functions = new Map<string, FeelFunction>();

/** A built-in as a value, to be passed to other functions. */
export function builtinFunction(name: string): FeelFunction | undefined {
  const builtin = BUILTINS.get(name);
  if (!builtin) return undefined;
  let value = functions.get(name);
  if (!value) {
    const parameters = (builtin.overloads[0]?.parameters ?? []).map((one) => ({ name: one.name, type: typeOfParameter(one) }));
    value = new FeelFunction(name, parameters, ANY, (call, args) => invokeBuiltin(builtin, call, args));
    functions.set(name, value);
  }
  return value;
}

function typeOfParameter({ kinds }: BuiltinParameter): FeelType {
  const [only] = kinds;
  return kinds.length === 1 && only !== undefined && only !== 'any' ? { tag: 'kind', kind: only } : ANY;
}
