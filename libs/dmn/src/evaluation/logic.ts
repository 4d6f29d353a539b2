import { both, compareBySign } from '../operators/comparison.js';
import type { FeelNode } from '../syntax/tree.js';
import { typeOf } from '../values/value.js';
import { compileNode } from './compiler.js';
import type { Evaluate, StaticScope } from './frame.js';

type Of<T extends FeelNode['tag']> = Extract<FeelNode, { tag: T }>;

/** Three-valued and, or: the deciding value wins; else anything that is no boolean makes it null. */
export function compileLogic(node: Of<'and' | 'or'>, scope: StaticScope | null): Evaluate {
  const operands = node.operands.map((operand) => compileNode(operand, scope));
  const deciding = node.tag === 'or';
  const others = !deciding;
  return (frame) => {
    let unknown = -1;
    for (let i = 0; i < operands.length; i++) {
      const value = operands[i]?.(frame);
      if (value === deciding) return deciding;
      if (value !== others) unknown = i;
    }
    if (unknown < 0) return others;
    return frame.run.warn('NOT_BOOLEAN', `An operand of "${node.tag}" is not boolean.`, node.operands[unknown] ?? node);
  };
}

export function compileBetween(node: Of<'between'>, scope: StaticScope | null): Evaluate {
  const value = compileNode(node.value, scope);
  const low = compileNode(node.low, scope);
  const high = compileNode(node.high, scope);
  return (frame) => {
    const tested = value(frame);
    const result = both(compareBySign('>=', tested, low(frame)), compareBySign('<=', tested, high(frame)));
    return result === null ? frame.run.warn('NOT_COMPARABLE', `The ${typeOf(tested)} cannot be compared with the bounds.`, node) : result;
  };
}
