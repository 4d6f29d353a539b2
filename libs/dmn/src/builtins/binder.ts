import type { Call } from '../evaluation/run.js';
import { FeelDate } from '../temporal/moments.js';
import { midnightUtc } from '../types/conformance.js';
import type { FeelArguments } from '../values/function.js';
import { isList, typeOf } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import type { Builtin, BuiltinParameter, Overload } from './declaration.js';

/** Calls a built-in: picks the first way to call it that the arguments fit; null with a warning when none does. */
export function invokeBuiltin(builtin: Builtin, call: Call, args: FeelArguments): FeelValue {
  let problem: string | null = null;
  for (const overload of waysFor(builtin, args)) {
    const ordered = args instanceof Map ? orderNamed(overload, args as ReadonlyMap<string, FeelValue>) : orderPositional(overload, args as readonly FeelValue[]);
    if (!ordered) continue;
    const wrong = coerceAll(overload, ordered);
    if (wrong === null) return paid(call, overload, ordered);
    problem ??= wrong;
  }
  return call.fail('INVALID_ARGUMENT', `${builtin.name}: ${problem ?? 'the number or the names of the arguments do not fit'}.`);
}

/** Two ways to call may have the same names (`before(point, range)`, `before(range, point)`): the one in the order written comes first. */
function waysFor({ overloads }: Builtin, args: FeelArguments): readonly Overload[] {
  if (overloads.length === 1 || !(args instanceof Map)) return overloads;
  const written = [...(args as ReadonlyMap<string, FeelValue>).keys()].join();
  const isAsWritten = ({ parameters }: Overload): boolean => parameters.map((one) => one.name).join() === written;
  return [...overloads.filter(isAsWritten), ...overloads.filter((one) => !isAsWritten(one))];
}

/** Texts cost by their length, those read and the one made: none is free because a built-in walks it and not the expression. */
function paid(call: Call, { run }: Overload, args: Ordered): FeelValue {
  for (const value of args) if (typeof value === 'string') call.run.spend(value.length >> 4);
  const result = (run as (call: Call, ...args: (FeelValue | undefined)[]) => FeelValue)(call, ...args);
  if (typeof result === 'string') call.run.spendText(result.length);
  return result;
}

type Ordered = (FeelValue | undefined)[];

function orderPositional({ parameters }: Overload, args: readonly FeelValue[]): Ordered | null {
  const last = parameters[parameters.length - 1];
  if (args.length > parameters.length && !last?.rest) return null;
  for (let i = args.length; i < parameters.length; i++) {
    if (!parameters[i]?.optional && !parameters[i]?.rest) return null;
  }
  if (!last?.rest) return [...args];
  const fixed = parameters.length - 1;
  return args.length < parameters.length ? [...args, []] : [...args.slice(0, fixed), args.slice(fixed)];
}

function orderNamed({ parameters }: Overload, args: ReadonlyMap<string, FeelValue>): Ordered | null {
  let used = 0;
  const ordered: Ordered = [];
  for (const parameter of parameters) {
    const value = args.get(parameter.name);
    if (value !== undefined) used++;
    else if (!parameter.optional) return null;
    ordered.push(value === undefined || !parameter.rest || isList(value) ? value : [value]);
  }
  return used === args.size ? ordered : null;
}

/** Coerces in place; what does not fit is said, null when all fits. */
function coerceAll({ parameters }: Overload, args: Ordered): string | null {
  for (let i = 0; i < args.length; i++) {
    const parameter = parameters[i];
    const value = args[i];
    if (value === undefined || !parameter) continue;
    if (parameter.rest) {
      const coerced = (value as readonly FeelValue[]).map((element) => coerceOne(element, parameter));
      const wrong = coerced.indexOf(undefined);
      if (wrong >= 0) return mismatch(parameter, (value as readonly FeelValue[])[wrong] ?? null);
      args[i] = coerced as FeelValue[];
      continue;
    }
    const coerced = coerceOne(value, parameter);
    if (coerced === undefined) return mismatch(parameter, value);
    args[i] = coerced;
  }
  return null;
}

function mismatch(parameter: BuiltinParameter, value: FeelValue): string {
  return `"${parameter.name}" is ${typeOf(value)}, not ${parameter.kinds.join(' or ')}`;
}

function coerceOne(value: FeelValue, parameter: BuiltinParameter): FeelValue | undefined {
  if (value === null) return parameter.nullable ? null : undefined;
  const { kinds } = parameter;
  const kind = typeOf(value);
  if (kinds.includes(kind) || kinds.includes('any')) return value;
  if (kinds.includes('list')) return [value];
  if (isList(value)) {
    const [only = null] = value;
    return value.length === 1 && only !== null ? coerceOne(only, parameter) : undefined;
  }
  return value instanceof FeelDate && kinds.includes('date and time') ? midnightUtc(value) : undefined;
}
