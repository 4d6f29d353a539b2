import type { SyntaxNode } from '@lezer/common';
import { unescapeText } from './text-literal.js';
import type { FeelNode } from './tree.js';
import type { TreeReader } from './tree-reader.js';

export type NodeReader = (reader: TreeReader, node: SyntaxNode) => FeelNode;

/** How each sort of node of the grammar is read; these are the nodes that are expressions. */
export const NODE_READERS: Readonly<Record<string, NodeReader>> = {
  'ForExpression': (reader, node) => {
    const body = reader.operands(node);
    return { tag: 'for', iterators: reader.iterators(node), body: reader.required(body[body.length - 1], node), from: node.from, to: node.to };
  },
  'IfExpression': (reader, node) => {
    const [condition, then, otherwise] = reader.operands(node);
    return {
      tag: 'if', condition: reader.required(condition, node), then: reader.required(then, node),
      otherwise: reader.required(otherwise, node), from: node.from, to: node.to,
    };
  },
  'QuantifiedExpression': (reader, node) => {
    const [keyword] = reader.children(node);
    const parts = reader.operands(node);
    const tag = keyword && reader.source(keyword) === 'some' ? 'some' : 'every';
    return { tag, iterators: reader.iterators(node), condition: reader.required(parts[parts.length - 1], node), from: node.from, to: node.to };
  },
  'Disjunction': (reader, node) => reader.logic('or', node),
  'Conjunction': (reader, node) => reader.logic('and', node),
  'Comparison': (reader, node) => reader.comparison(node),
  'ArithmeticExpression': (reader, node) => reader.arithmetic(node),
  'InstanceOfExpression': (reader, node) => {
    const children = reader.children(node);
    const type = children.find((child) => child.name === 'Type');
    return { tag: 'instance of', value: reader.required(children[0], node), type: reader.typeOf(type ?? node), from: node.from, to: node.to };
  },
  'VariableName': (reader, node) => {
    const name = reader.name(node);
    const { from, to } = node;
    return name === '?' ? { tag: 'input', from, to } : { tag: 'name', name, from, to };
  },
  'PathExpression': (reader, node) => {
    const children = reader.children(node);
    const name = children.find((child) => child.name === 'PathName');
    return { tag: 'path', source: reader.required(children[0], node), name: name ? reader.name(name) : '', from: node.from, to: node.to };
  },
  'FilterExpression': (reader, node) => {
    const [source, condition] = reader.operands(node);
    return { tag: 'filter', source: reader.required(source, node), condition: reader.required(condition, node), from: node.from, to: node.to };
  },
  'FunctionInvocation': (reader, node) => reader.call(node),
  'null': (_reader, node) => ({ tag: 'literal', value: null, from: node.from, to: node.to }),
  'NumericLiteral': (reader, node) => reader.number(node),
  'StringLiteral': (reader, node) => ({ tag: 'literal', value: unescapeText(reader.source(node)), from: node.from, to: node.to }),
  'BooleanLiteral': (reader, node) => ({ tag: 'literal', value: reader.source(node) === 'true', from: node.from, to: node.to }),
  'DateTimeLiteral': (reader, node) => reader.dateTime(node),
  '?': (_reader, node) => ({ tag: 'input', from: node.from, to: node.to }),
  'SimplePositiveUnaryTest': (reader, node) => reader.test(node),
  'Interval': (reader, node) => reader.interval(node),
  'ParenthesizedExpression': (reader, node) => reader.parenthesized(node),
  'List': (reader, node) => ({ tag: 'list', entries: reader.operands(node).map((child) => reader.expression(child)), from: node.from, to: node.to }),
  'FunctionDefinition': (reader, node) => reader.functionDefinition(node),
  'Context': (reader, node) => reader.context(node),
};
