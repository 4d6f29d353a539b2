import { coerce } from '../types/conformance.js';
import { ANY, resolveType } from '../types/feel-type.js';
import type { FeelTypes } from '../types/feel-type.js';
import type { FeelNode, ParameterNode } from '../syntax/tree.js';
import { normalizeName } from '../syntax/names.js';
import { FeelFunction } from '../values/function.js';
import type { FeelArguments, FeelParameter } from '../values/function.js';
import type { FeelValue } from '../values/value.js';
import { compileNode } from './compiler.js';
import { Frame, innerScope } from './frame.js';
import type { Evaluate, StaticScope } from './frame.js';
import { measure } from './measure.js';
import type { Call } from './run.js';

const CALL_DEPTH = 8;

/** `function(a, b: type) body`. An external one can be called, and is null with a warning. */
export function compileFunction(node: Extract<FeelNode, { tag: 'function' }>, scope: StaticScope | null): Evaluate {
  if (node.external) return () => externalFunction(parametersOf(node.parameters, undefined));
  const body = compileNode(node.body, innerScope(scope, node.parameters.map((parameter) => parameter.name)));
  const { size, depth } = measure(node.body);
  const plain = node.parameters.every((parameter) => parameter.type === null || resolveType(parameter.type, scope?.types))
    ? parametersOf(node.parameters, scope?.types)
    : null;
  return (frame) => {
    const parameters = plain ?? parametersOf(node.parameters, frame.run.environment.types);
    return new FeelFunction(null, parameters, ANY, (call, args) => {
      const bound = bindArguments(parameters, call, args);
      if (!bound) return null;
      call.run.spend(size);
      call.run.enter(depth + CALL_DEPTH);
      const result = body(new Frame(call.run, frame.scope, frame, bound, null));
      call.run.leave(depth + CALL_DEPTH);
      return result;
    });
  };
}

export function externalFunction(parameters: readonly FeelParameter[], name: string | null = null): FeelFunction {
  return new FeelFunction(name, parameters, ANY, (call) =>
    call.fail('EXTERNAL_FUNCTION', 'External (Java, PMML) functions cannot be called.'));
}

function parametersOf(nodes: readonly ParameterNode[], types: FeelTypes | undefined): FeelParameter[] {
  return nodes.map(({ name, type }) => ({ name, type: (type && resolveType(type, types)) ?? ANY }));
}

/** The arguments in the order of the parameters, coerced; null with a warning when they do not fit. */
export function bindArguments(parameters: readonly FeelParameter[], call: Call, args: FeelArguments): FeelValue[] | null {
  const ordered = args instanceof Map ? orderNamed(parameters, args as ReadonlyMap<string, FeelValue>) : (args as readonly FeelValue[]);
  if (!ordered || ordered.length !== parameters.length) {
    return call.fail('INVALID_ARGUMENT', `The function takes ${parameterList(parameters)}.`);
  }
  const bound: FeelValue[] = [];
  for (const [index, parameter] of parameters.entries()) {
    const value = coerce(ordered[index] ?? null, parameter.type, call.run);
    if (value === undefined) return call.fail('INVALID_ARGUMENT', `The argument "${parameter.name}" is of another type.`);
    bound.push(value);
  }
  return bound;
}

function orderNamed(parameters: readonly FeelParameter[], args: ReadonlyMap<string, FeelValue>): FeelValue[] | null {
  const byName = new Map(Array.from(args, ([name, value]) => [normalizeName(name), value]));
  const ordered = parameters.map((parameter) => byName.get(normalizeName(parameter.name)));
  return byName.size === parameters.length && ordered.every((value) => value !== undefined) ? ordered : null;
}

function parameterList(parameters: readonly FeelParameter[]): string {
  return parameters.length === 0 ? 'no arguments' : `(${parameters.map((parameter) => parameter.name).join(', ')})`;
}
