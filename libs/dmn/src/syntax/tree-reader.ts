import type { SyntaxNode } from '@lezer/common';
import { parseDecimal } from '../values/decimal.js';
import type { ComparisonSign } from '../values/range.js';
import { logic, releaseLogic } from './infix.js';
import { collapseName } from './names.js';
import type { FeelError } from './parse.js';
import type { FeelPosition } from './position.js';
import { unescapeText } from './text-literal.js';
import type { ArithmeticSign, ContextEntryNode, FeelNode, IteratorNode, NamedArgument, ParameterNode, TypeNode, UnaryTestsNode } from './tree.js';
import { NODE_READERS } from './node-readers.js';
import { TypeReader } from './type-reader.js';

const DEPTH_LIMIT = 600;
const COMMENTS = new Set(['LineComment', 'BlockComment']);

/** Turns the grammar's tree, free of errors, into ours. */
export class TreeReader {
  /** Set when the text is refused although it parses. */
  refusal: FeelError | null = null;
  private depth = 0;
  private readonly closed = new WeakSet<FeelNode>();
  private readonly isOpen = (node: FeelNode): boolean => !this.closed.has(node);
  private readonly types: TypeReader;

  constructor(private readonly text: string) {
    this.types = new TypeReader(text);
  }

  onlyChild(node: SyntaxNode): SyntaxNode {
    return this.children(node)[0] ?? node;
  }

  expression(node: SyntaxNode): FeelNode {
    if (this.depth >= DEPTH_LIMIT) return this.tooDeep(node);
    this.depth++;
    const read = NODE_READERS[node.name];
    const result = read ? read(this, node) : this.refuse(node, `Unexpected ${node.name}.`);
    this.depth--;
    return result;
  }

  unaryTests(top: SyntaxNode): UnaryTestsNode {
    const children = this.children(top);
    const from = top.from;
    const to = top.to;
    if (children[0]?.name === 'Wildcard') return { tag: 'unary tests', negated: false, tests: null, from, to };
    const negated = children[0]?.name === 'not';
    const holder = children.find((child) => child.name === 'PositiveUnaryTests');
    return { tag: 'unary tests', negated, tests: holder ? this.tests(holder) : [], from, to };
  }

  children(node: SyntaxNode): SyntaxNode[] {
    const list: SyntaxNode[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) if (!COMMENTS.has(child.name)) list.push(child);
    return list;
  }

  /** Children that are expressions: keywords, signs and brackets left out. */
  operands(node: SyntaxNode): SyntaxNode[] {
    return this.children(node).filter((child) => child.name in NODE_READERS);
  }

  source(node: FeelPosition): string {
    return this.text.slice(node.from, node.to);
  }

  name(node: SyntaxNode): string {
    const text = this.source(node);
    return collapseName(text.startsWith('`') && text.endsWith('`') ? text.slice(1, -1) : text);
  }

  typeOf(node: SyntaxNode): TypeNode {
    return this.types.read(node);
  }

  parenthesized(node: SyntaxNode): FeelNode {
    const [inner] = this.operands(node);
    const result = inner ? this.expression(inner) : this.refuse(node, 'Empty parentheses.');
    this.closed.add(result);
    return result;
  }

  logic(tag: 'and' | 'or', node: SyntaxNode): FeelNode {
    return logic(tag, this.operands(node).map((child) => this.expression(child)), this.isOpen);
  }

  comparison(node: SyntaxNode): FeelNode {
    const children = this.children(node);
    const { from, to } = node;
    const [left, sign] = children;
    if (!left || !sign) return this.refuse(node, 'Incomplete comparison.');
    const value = this.expression(left);
    if (sign.name === 'CompareOp') {
      return { tag: 'comparison', sign: this.source(sign) as ComparisonSign, left: value, right: this.required(children[2], node), from, to };
    }
    if (sign.name === 'between') {
      return { tag: 'between', value, low: this.required(children[2], node), high: this.required(children[4], node), from, to };
    }
    const tests = children.slice(2).flatMap((child) => this.testsOf(child));
    return releaseLogic({ tag: 'in', value, tests, from, to }, this.isOpen);
  }

  private testsOf(node: SyntaxNode): FeelNode[] {
    if (node.name === 'PositiveUnaryTests') return this.tests(node);
    return node.name === 'PositiveUnaryTest' ? [this.expression(this.onlyChild(node))] : [];
  }

  tests(node: SyntaxNode): FeelNode[] {
    return this.children(node).filter((child) => child.name === 'PositiveUnaryTest').map((child) => this.expression(this.onlyChild(child)));
  }

  arithmetic(node: SyntaxNode): FeelNode {
    const children = this.children(node);
    const { from, to } = node;
    if (children[0]?.name === 'ArithOp') {
      if (this.source(children[0]) !== '-') return this.refuse(children[0], 'There is no unary plus.');
      return { tag: 'negation', operand: this.required(children[1], node), from, to };
    }
    const [left, sign, right] = children;
    return {
      tag: 'arithmetic',
      sign: (sign ? this.source(sign) : '+') as ArithmeticSign,
      left: this.required(left, node),
      right: this.required(right, node),
      from,
      to,
    };
  }

  iterators(node: SyntaxNode): IteratorNode[] {
    const holder = this.children(node).find((child) => child.name === 'InExpressions');
    return (holder ? this.children(holder) : []).filter((child) => child.name === 'InExpression').map((child) => {
      const [name, , context] = this.children(child);
      const ends = context ? this.operands(context) : [];
      return {
        name: name ? this.name(name) : '',
        start: this.required(ends[0], child),
        end: ends[1] ? this.expression(ends[1]) : null,
        from: child.from,
        to: child.to,
      };
    });
  }

  call(node: SyntaxNode): FeelNode {
    const children = this.children(node);
    const [target] = children;
    const holder = children.find((child) => child.name === 'NamedParameters' || child.name === 'PositionalParameters');
    const named = holder?.name === 'NamedParameters' ? this.namedArguments(holder) : null;
    return {
      tag: 'call',
      target: this.callee(target ?? node),
      positional: holder && !named ? this.operands(holder).map((child) => this.expression(child)) : [],
      named,
      from: node.from,
      to: node.to,
    };
  }

  private callee(node: SyntaxNode): FeelNode {
    if (node.name === 'SpecialFunctionName' || node.name === 'DateTimeConstructor') {
      return { tag: 'name', name: this.name(node), from: node.from, to: node.to };
    }
    return this.expression(node);
  }

  private namedArguments(holder: SyntaxNode): NamedArgument[] {
    return this.children(holder).filter((child) => child.name === 'NamedParameter').map((child) => {
      const [name, value] = this.children(child);
      return { name: name ? this.name(name) : '', value: this.required(value, child), from: child.from, to: child.to };
    });
  }

  dateTime(node: SyntaxNode): FeelNode {
    const [first] = this.children(node);
    if (first?.name !== 'AtLiteral') return this.call(node);
    const literal = this.children(first).find((child) => child.name === 'StringLiteral') ?? first;
    return { tag: 'at', text: unescapeText(this.source(literal)), from: node.from, to: node.to };
  }

  interval(node: SyntaxNode): FeelNode {
    const brackets = this.children(node);
    const [start, end] = this.operands(node);
    return {
      tag: 'interval',
      start: this.required(start, node),
      end: this.required(end, node),
      startIncluded: brackets[0] !== undefined && this.source(brackets[0]) === '[',
      endIncluded: this.source(brackets[brackets.length - 1] ?? node) === ']',
      from: node.from,
      to: node.to,
    };
  }

  test(node: SyntaxNode): FeelNode {
    const [first, second] = this.children(node);
    if (first?.name === 'Interval') return this.interval(first);
    const sign = (first ? this.source(first) : '=') as ComparisonSign;
    return { tag: 'test', sign, bound: this.required(second, node), from: node.from, to: node.to };
  }

  context(node: SyntaxNode): FeelNode {
    const entries = this.children(node).filter((child) => child.name === 'ContextEntry').map((child): ContextEntryNode => {
      const [key, value] = this.children(child);
      return { key: this.key(key ?? child), value: this.required(value, child), from: child.from, to: child.to };
    });
    return { tag: 'context', entries, from: node.from, to: node.to };
  }

  private key(node: SyntaxNode): string {
    const inner = this.onlyChild(node);
    return inner.name === 'StringLiteral' ? unescapeText(this.source(inner)) : this.name(inner);
  }

  functionDefinition(node: SyntaxNode): FeelNode {
    const children = this.children(node);
    const holder = children.find((child) => child.name === 'FormalParameters');
    const body = children.find((child) => child.name === 'FunctionBody');
    const [inner] = body ? this.operands(body) : [];
    return {
      tag: 'function',
      parameters: (holder ? this.children(holder) : []).filter((child) => child.name === 'FormalParameter').map((child) => this.parameter(child)),
      body: this.required(inner, node),
      external: children.some((child) => child.name === 'external'),
      from: node.from,
      to: node.to,
    };
  }

  private parameter(node: SyntaxNode): ParameterNode {
    const [name, type] = this.children(node);
    return { name: name ? this.name(name) : '', type: type ? this.typeOf(type) : null, from: node.from, to: node.to };
  }

  number(node: SyntaxNode): FeelNode {
    const value = parseDecimal(this.source(node).replace(/\s+/g, ''));
    if (value === null) return this.refuse(node, 'This is no number, or out of range.');
    return { tag: 'literal', value, from: node.from, to: node.to };
  }

  required(node: SyntaxNode | undefined, parent: SyntaxNode): FeelNode {
    return node ? this.expression(node) : this.refuse(parent, 'Something is missing here.');
  }

  private tooDeep(node: SyntaxNode): FeelNode {
    this.refusal ??= {
      kind: 'error', code: 'FEEL_TOO_DEEP', message: `The expression is nested more than ${DEPTH_LIMIT} deep.`,
      position: { from: node.from, to: node.to },
    };
    return { tag: 'literal', value: null, from: node.from, to: node.to };
  }

  private refuse(node: SyntaxNode, message: string): FeelNode {
    this.refusal ??= { kind: 'error', code: 'FEEL_SYNTAX', message, position: { from: node.from, to: node.to } };
    return { tag: 'literal', value: null, from: node.from, to: node.to };
  }
}
