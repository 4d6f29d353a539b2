import type { FeelNode } from '../syntax/tree.js';

/** The nodes right below a node. */
export function childrenOf(node: FeelNode): readonly FeelNode[] {
  switch (node.tag) {
    case 'literal':
    case 'at':
    case 'name':
    case 'input': return [];
    case 'negation': return [node.operand];
    case 'arithmetic':
    case 'comparison': return [node.left, node.right];
    case 'between': return [node.value, node.low, node.high];
    case 'in': return [node.value, ...node.tests];
    case 'and':
    case 'or': return node.operands;
    case 'if': return [node.condition, node.then, node.otherwise];
    case 'for': return [...iterated(node), node.body];
    case 'some':
    case 'every': return [...iterated(node), node.condition];
    case 'instance of': return [node.value];
    case 'path': return [node.source];
    case 'filter': return [node.source, node.condition];
    case 'call': return [node.target, ...node.positional, ...(node.named ?? []).map((argument) => argument.value)];
    case 'interval': return [node.start, node.end];
    case 'test': return [node.bound];
    case 'list': return node.entries;
    case 'context': return node.entries.map((entry) => entry.value);
    case 'function': return [node.body];
  }
}

function iterated(node: { readonly iterators: readonly { readonly start: FeelNode; readonly end: FeelNode | null }[] }): FeelNode[] {
  return node.iterators.flatMap(({ start, end }) => (end ? [start, end] : [start]));
}

export interface Measure {
  /** Nodes. */
  readonly size: number;
  /** Nodes on the longest way down. */
  readonly depth: number;
  /** Whether `?` stands in it, outside of an inner `in` test. */
  readonly readsInput: boolean;
}

const measures = new WeakMap<FeelNode, Measure>();

export function measure(node: FeelNode): Measure {
  let result = measures.get(node);
  if (!result) {
    const parts = childrenOf(node).map(measure);
    result = {
      size: parts.reduce((sum, part) => sum + part.size, 1),
      depth: parts.reduce((most, part) => Math.max(most, part.depth), 0) + 1,
      readsInput: node.tag === 'input' || (node.tag === 'in' ? measure(node.value).readsInput : parts.some((part) => part.readsInput)),
    };
    measures.set(node, result);
  }
  return result;
}

export function usesInput(node: FeelNode): boolean {
  return measure(node).readsInput;
}
