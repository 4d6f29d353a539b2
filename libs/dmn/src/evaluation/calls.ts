import { builtinNamed } from '../builtins/registry.js';
import { invokeBuiltin } from '../builtins/binder.js';
import type { CallNode, FeelNode } from '../syntax/tree.js';
import { FeelFunction } from '../values/function.js';
import type { FeelArguments } from '../values/function.js';
import { typeOf } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import { compileNode } from './compiler.js';
import { constant, constantOf, resolveName } from './frame.js';
import type { Evaluate, Frame, StaticScope } from './frame.js';
import { compileLookup } from './names.js';
import { Call, Run } from './run.js';

/** A call: a function in scope comes before the built-in of the same name. */
export function compileCall(node: CallNode, scope: StaticScope | null): Evaluate {
  const readArguments = compileArguments(node, scope);
  if (node.target.tag !== 'name') return compileValueCall(node, node.target, readArguments, scope);
  const { name } = node.target;
  const lookup = compileLookup(name, scope);
  const builtin = builtinNamed(name);
  const call: Evaluate = (frame) => {
    const own = lookup(frame);
    if (own instanceof FeelFunction) return invokeValue(frame, own, readArguments(frame), node);
    if (builtin) {
      frame.run.spend(1);
      return invokeBuiltin(builtin, new Call(frame.run, node), readArguments(frame));
    }
    if (own === undefined) return frame.run.warn('FUNCTION_NOT_FOUND', `There is no function "${name}".`, node.target);
    return frame.run.warn('NOT_A_FUNCTION', `"${name}" is ${typeOf(own)}, not a function.`, node.target);
  };
  return fold(node, name, call, scope);
}

const CONSTRUCTORS = new Set(['date', 'time', 'date and time', 'duration', 'years and months duration']);
const NO_WORLD = { now: 0, zone: 'UTC' };

/** `date("2026-09-02")` and the like, of constants only, are made once. */
function fold(node: CallNode, name: string, call: Evaluate, scope: StaticScope | null): Evaluate {
  const { slot, dynamicHops } = resolveName(scope, name);
  if (!CONSTRUCTORS.has(name) || node.named || slot || dynamicHops.length > 0) return call;
  const parts = node.positional.map((part) => constantOf(compileNode(part, scope)));
  const builtin = builtinNamed(name);
  if (!builtin || parts.some((part) => part === undefined)) return call;
  const value = invokeBuiltin(builtin, new Call(new Run(NO_WORLD), node), parts.map((part) => part?.value ?? null));
  return value === null ? call : constant(value);
}

function compileValueCall(node: CallNode, target: FeelNode, readArguments: (frame: Frame) => FeelArguments, scope: StaticScope | null): Evaluate {
  const callee = compileNode(target, scope);
  return (frame) => {
    const value = callee(frame);
    if (value instanceof FeelFunction) return invokeValue(frame, value, readArguments(frame), node);
    return frame.run.warn('NOT_A_FUNCTION', `A ${typeOf(value)} cannot be called.`, target);
  };
}

function invokeValue(frame: Frame, target: FeelFunction, args: FeelArguments, node: CallNode): FeelValue {
  frame.run.spend(1);
  return target.invoke(new Call(frame.run, node), args);
}

function compileArguments(node: CallNode, scope: StaticScope | null): (frame: Frame) => FeelArguments {
  if (node.named) {
    const named = node.named.map((argument) => ({ name: argument.name, evaluate: compileNode(argument.value, scope) }));
    return (frame) => new Map(named.map(({ name, evaluate }) => [name, evaluate(frame)]));
  }
  const positional = node.positional.map((argument) => compileNode(argument, scope));
  const [first, second] = positional;
  if (positional.length === 1 && first) return (frame) => [first(frame)];
  if (positional.length === 2 && first && second) return (frame) => [first(frame), second(frame)];
  return (frame) => positional.map((evaluate) => evaluate(frame));
}
