import type { FeelPosition } from '../syntax/position.js';
import type { FeelNode } from '../syntax/tree.js';
import { parseTemporal } from '../temporal/parse.js';
import { FeelRange, rangeOfComparison } from '../values/range.js';
import { isNumber, typeOf } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import { arithmeticOperation, negate } from '../operators/arithmetic.js';
import { compareBySign } from '../operators/comparison.js';
import { resolveType } from '../types/feel-type.js';
import { isInstance } from '../types/conformance.js';
import { compileCall } from './calls.js';
import { compileFunction } from './lambdas.js';
import { compileContext, compileFilter, compileList } from './collections.js';
import { constant, constantOf } from './frame.js';
import type { Evaluate, StaticScope } from './frame.js';
import { compileFor, compileQuantified } from './iteration.js';
import { compileBetween, compileLogic } from './logic.js';
import { compileIn } from './membership.js';
import { compileName, compilePath } from './names.js';

/** Compiles a node to a closure. The table of `compileNode` is the list of everything an expression can be. */
export function compileNode(node: FeelNode, scope: StaticScope | null): Evaluate {
  switch (node.tag) {
    case 'literal': return constant(node.value);
    case 'at': return compileAt(node.text, node);
    case 'name': return compileName(node, scope);
    case 'input': return compileName({ tag: 'name', name: '?', from: node.from, to: node.to }, scope);
    case 'negation': return compileNegation(node.operand, node, scope);
    case 'arithmetic': return compileArithmetic(node, scope);
    case 'comparison': return compileComparison(node, scope);
    case 'between': return compileBetween(node, scope);
    case 'in': return compileIn(node, scope);
    case 'and':
    case 'or': return compileLogic(node, scope);
    case 'if': return compileIf(node, scope);
    case 'for': return compileFor(node, scope);
    case 'some':
    case 'every': return compileQuantified(node, scope);
    case 'instance of': return compileInstanceOf(node, scope);
    case 'path': return compilePath(node, scope);
    case 'filter': return compileFilter(node, scope);
    case 'call': return compileCall(node, scope);
    case 'interval': return compileInterval(node, scope);
    case 'test': return compileTest(node, scope);
    case 'list': return compileList(node, scope);
    case 'context': return compileContext(node, scope);
    case 'function': return compileFunction(node, scope);
  }
}

type Of<T extends FeelNode['tag']> = Extract<FeelNode, { tag: T }>;

function compileAt(text: string, position: FeelPosition): Evaluate {
  const value = parseTemporal(text);
  if (value !== null) return constant(value);
  return (frame) => frame.run.warn('INVALID_LITERAL', `@${JSON.stringify(text)} is no date, time or duration.`, position);
}

function compileNegation(operand: FeelNode, position: FeelPosition, scope: StaticScope | null): Evaluate {
  const inner = compileNode(operand, scope);
  const known = constantOf(inner);
  if (known) {
    const value = negate(known.value, typeOf(known.value));
    if (value !== undefined && value !== null) return constant(value);
  }
  return (frame) => {
    const value = inner(frame);
    const kind = typeOf(value);
    const result = negate(value, kind);
    return result === undefined ? frame.run.warn('TYPE_MISMATCH', `A ${kind} has no negative.`, position) : result;
  };
}

function compileArithmetic(node: Of<'arithmetic'>, scope: StaticScope | null): Evaluate {
  const left = compileNode(node.left, scope);
  const right = compileNode(node.right, scope);
  const { sign } = node;
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    const operation = arithmeticOperation(sign, typeOf(a), typeOf(b));
    if (!operation) return frame.run.warn('TYPE_MISMATCH', `There is no ${typeOf(a)} ${sign} ${typeOf(b)}.`, node);
    if (typeof a === 'string') frame.run.spendText(a.length + (b as string).length);
    if (sign === '**') frame.run.spend(powerSteps(b));
    const result = operation(a, b);
    if (result !== null) return result;
    return sign === '/'
      ? frame.run.warn('DIVISION_BY_ZERO', 'The division has no value.', node)
      : frame.run.warn('OUT_OF_RANGE', `The result of ${typeOf(a)} ${sign} ${typeOf(b)} has no value.`, node);
  };
}

const SMALL_POWER = 64;

/** A power by squares costs some products, one with a fraction a logarithm and an exponential. */
function powerSteps(exponent: FeelValue): number {
  if (!isNumber(exponent)) return 0;
  if (!exponent.isInteger()) return 300;
  return Math.abs(exponent.toNumber()) <= SMALL_POWER ? 4 : 40;
}

function compileComparison(node: Of<'comparison'>, scope: StaticScope | null): Evaluate {
  const left = compileNode(node.left, scope);
  const right = compileNode(node.right, scope);
  const { sign } = node;
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    const result = compareBySign(sign, a, b);
    return result === null ? frame.run.warn('NOT_COMPARABLE', `There is no ${typeOf(a)} ${sign} ${typeOf(b)}.`, node) : result;
  };
}

function compileIf(node: Of<'if'>, scope: StaticScope | null): Evaluate {
  const condition = compileNode(node.condition, scope);
  const then = compileNode(node.then, scope);
  const otherwise = compileNode(node.otherwise, scope);
  return (frame) => {
    const value = condition(frame);
    if (value === true) return then(frame);
    if (value !== false) frame.run.warn('NOT_BOOLEAN', `The condition is ${typeOf(value)}, so "else" is taken.`, node.condition);
    return otherwise(frame);
  };
}

function compileInstanceOf(node: Of<'instance of'>, scope: StaticScope | null): Evaluate {
  const value = compileNode(node.value, scope);
  const known = resolveType(node.type, scope?.types);
  return (frame) => {
    const own = frame.run.environment.types;
    const type = known ?? (own ? resolveType(node.type, own) : null);
    return type ? isInstance(value(frame), type) : frame.run.warn('TYPE_NOT_FOUND', 'The type is unknown.', node.type);
  };
}

function compileInterval(node: Of<'interval'>, scope: StaticScope | null): Evaluate {
  const start = compileNode(node.start, scope);
  const end = compileNode(node.end, scope);
  const make = (a: FeelValue, b: FeelValue): FeelRange | null =>
    a !== null && b !== null && typeOf(a) !== typeOf(b) ? null : new FeelRange(a, b, node.startIncluded, node.endIncluded);
  const [knownStart, knownEnd] = [constantOf(start), constantOf(end)];
  if (knownStart && knownEnd) {
    const range = make(knownStart.value, knownEnd.value);
    if (range) return constant(range);
  }
  return (frame) => make(start(frame), end(frame)) ?? frame.run.warn('TYPE_MISMATCH', 'The ends of the range are of different kinds.', node);
}

function compileTest(node: Of<'test'>, scope: StaticScope | null): Evaluate {
  const bound = compileNode(node.bound, scope);
  const known = constantOf(bound);
  if (known) return constant(rangeOfComparison(node.sign, known.value));
  return (frame) => rangeOfComparison(node.sign, bound(frame));
}
