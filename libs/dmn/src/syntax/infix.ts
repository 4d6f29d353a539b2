import type { FeelNode } from './tree.js';

/**
 * The grammar lets the right side of `in` swallow a following `and` or `or`: `x in [1..5] and y` comes as
 * `x in ([1..5] and y)`. Gives the precedence back: and, or bind weaker than `in`. Parentheses have their own node in the
 * grammar, so `isOpen` tells a swallowed side from a parenthesised one.
 */
export function releaseLogic(node: FeelNode, isOpen: (side: FeelNode) => boolean): FeelNode {
  if (node.tag !== 'in' || node.tests.length !== 1) return node;
  const [test] = node.tests;
  const side = test?.tag === 'test' ? test.bound : test;
  if (test === undefined || side === undefined || !isOpen(test) || !isOpen(side) || (side.tag !== 'and' && side.tag !== 'or')) return node;
  const [first, ...others] = side.operands;
  if (first === undefined) return node;
  const kept = test.tag === 'test' ? { ...test, bound: first, to: first.to } : first;
  const inner = releaseLogic({ ...node, tests: [kept], to: kept.to }, isOpen);
  return logic(side.tag, [inner, ...others]);
}

/** A conjunction or disjunction; one of the same sort to the left is continued, and `or` under `and` is brought up. */
export function logic(tag: 'and' | 'or', operands: readonly FeelNode[], isOpen?: (side: FeelNode) => boolean): FeelNode {
  const last = operands[operands.length - 1];
  if (tag === 'and' && last?.tag === 'or' && isOpen?.(last)) {
    const [first, ...others] = last.operands;
    if (first !== undefined) return logic('or', [logic('and', [...operands.slice(0, -1), first]), ...others]);
  }
  const flat = operands.flatMap((node) => (node.tag === tag ? node.operands : [node]));
  return { tag, operands: flat, from: flat[0]?.from ?? 0, to: flat[flat.length - 1]?.to ?? 0 };
}
