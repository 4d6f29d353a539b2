import type { ComparisonSign } from '../values/range.js';
import type { FeelValue } from '../values/value.js';
import type { FeelPosition } from './position.js';

export type ArithmeticSign = '+' | '-' | '*' | '/' | '**';

export interface LiteralNode extends FeelPosition { readonly tag: 'literal'; readonly value: FeelValue }
/** `@"…"`; the text is kept for messages. */
export interface AtNode extends FeelPosition { readonly tag: 'at'; readonly text: string }
export interface NameNode extends FeelPosition { readonly tag: 'name'; readonly name: string }
export interface InputNode extends FeelPosition { readonly tag: 'input' }
export interface NegationNode extends FeelPosition { readonly tag: 'negation'; readonly operand: FeelNode }
export interface ArithmeticNode extends FeelPosition {
  readonly tag: 'arithmetic'; readonly sign: ArithmeticSign; readonly left: FeelNode; readonly right: FeelNode;
}
export interface ComparisonNode extends FeelPosition {
  readonly tag: 'comparison'; readonly sign: ComparisonSign; readonly left: FeelNode; readonly right: FeelNode;
}
export interface BetweenNode extends FeelPosition {
  readonly tag: 'between'; readonly value: FeelNode; readonly low: FeelNode; readonly high: FeelNode;
}
export interface InNode extends FeelPosition { readonly tag: 'in'; readonly value: FeelNode; readonly tests: readonly FeelNode[] }
export interface LogicNode extends FeelPosition { readonly tag: 'and' | 'or'; readonly operands: readonly FeelNode[] }
export interface IfNode extends FeelPosition {
  readonly tag: 'if'; readonly condition: FeelNode; readonly then: FeelNode; readonly otherwise: FeelNode;
}
/** One `name in start..end` or `name in list` (then `end` is null). */
export interface IteratorNode extends FeelPosition { readonly name: string; readonly start: FeelNode; readonly end: FeelNode | null }
export interface ForNode extends FeelPosition { readonly tag: 'for'; readonly iterators: readonly IteratorNode[]; readonly body: FeelNode }
export interface QuantifiedNode extends FeelPosition {
  readonly tag: 'some' | 'every'; readonly iterators: readonly IteratorNode[]; readonly condition: FeelNode;
}
export interface InstanceNode extends FeelPosition { readonly tag: 'instance of'; readonly value: FeelNode; readonly type: TypeNode }
export interface PathNode extends FeelPosition { readonly tag: 'path'; readonly source: FeelNode; readonly name: string }
export interface FilterNode extends FeelPosition { readonly tag: 'filter'; readonly source: FeelNode; readonly condition: FeelNode }
export interface CallNode extends FeelPosition {
  readonly tag: 'call'; readonly target: FeelNode; readonly positional: readonly FeelNode[]; readonly named: readonly NamedArgument[] | null;
}
export interface NamedArgument extends FeelPosition { readonly name: string; readonly value: FeelNode }
export interface IntervalNode extends FeelPosition {
  readonly tag: 'interval'; readonly start: FeelNode; readonly end: FeelNode; readonly startIncluded: boolean; readonly endIncluded: boolean;
}
/** `< 5` standing alone. */
export interface TestNode extends FeelPosition { readonly tag: 'test'; readonly sign: ComparisonSign; readonly bound: FeelNode }
export interface ListNode extends FeelPosition { readonly tag: 'list'; readonly entries: readonly FeelNode[] }
export interface ContextEntryNode extends FeelPosition { readonly key: string; readonly value: FeelNode }
export interface ContextNode extends FeelPosition { readonly tag: 'context'; readonly entries: readonly ContextEntryNode[] }
export interface ParameterNode extends FeelPosition { readonly name: string; readonly type: TypeNode | null }
export interface FunctionNode extends FeelPosition {
  readonly tag: 'function'; readonly parameters: readonly ParameterNode[]; readonly body: FeelNode; readonly external: boolean;
}

export type FeelNode =
  | LiteralNode | AtNode | NameNode | InputNode | NegationNode | ArithmeticNode | ComparisonNode | BetweenNode | InNode
  | LogicNode | IfNode | ForNode | QuantifiedNode | InstanceNode | PathNode | FilterNode | CallNode | IntervalNode
  | TestNode | ListNode | ContextNode | FunctionNode;

/** Cell of a table: alternatives, perhaps negated; no alternatives is `-`. */
export interface UnaryTestsNode extends FeelPosition { readonly tag: 'unary tests'; readonly negated: boolean; readonly tests: readonly FeelNode[] | null }

export type TypeNode =
  | (FeelPosition & { readonly tag: 'named'; readonly name: string })
  | (FeelPosition & { readonly tag: 'list' | 'range'; readonly of: TypeNode })
  | (FeelPosition & { readonly tag: 'context'; readonly entries: readonly { readonly name: string; readonly type: TypeNode }[] })
  | (FeelPosition & { readonly tag: 'function'; readonly parameters: readonly TypeNode[]; readonly returns: TypeNode });
