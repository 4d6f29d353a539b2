import { builtinNamed } from '../builtins/registry.js';
import type { Overload } from '../builtins/declaration.js';
import { constantOf } from '../evaluation/frame.js';
import { compileNode } from '../evaluation/compiler.js';
import { arithmeticOperation } from '../operators/arithmetic.js';
import { normalizeName } from '../syntax/names.js';
import type { CallNode, FeelNode, IteratorNode } from '../syntax/tree.js';
import { structureOf } from '../types/conformance.js';
import { ANY, resolveType } from '../types/feel-type.js';
import type { FeelType, FeelTypes } from '../types/feel-type.js';
import { typeOf } from '../values/value.js';
import type { FeelKind, FeelValue } from '../values/value.js';
import { resultKind } from './builtin-types.js';
import type { FeelHint } from './check-feel.js';
import { HINT_TEXTS } from './hint-texts.js';
import type { HintText } from './hint-texts.js';
import { resultOfArithmetic } from './operation-types.js';

/** Names of an inner scope; null for one whose names are not known (the entries of a filter's element). */
interface Names {
  readonly parent: Names | null;
  readonly types: ReadonlyMap<string, FeelType> | null;
}

type Of<T extends FeelNode['tag']> = Extract<FeelNode, { tag: T }>;
const ORDERED: ReadonlySet<FeelKind> = new Set([
  'number', 'string', 'date', 'time', 'date and time', 'years and months duration', 'days and time duration',
]);

/** Finds the types of an expression from the leaves up, and notes what cannot have a value. */
export class TypeInference {
  readonly hints: FeelHint[] = [];

  constructor(
    private readonly variables: ReadonlyMap<string, FeelType> | undefined,
    private readonly types: FeelTypes | undefined,
    private readonly onlyBuiltIns = false,
  ) {}

  /** Notes a kind that is none of those that will do; the first of them is what is wanted. */
  expect(type: FeelType, expected: readonly FeelKind[], node: FeelNode): void {
    const found = kindOf(type);
    const [wanted] = expected;
    if (wanted && found !== null && found !== 'null' && !expected.includes(found)) this.note('TYPE_MISMATCH', HINT_TEXTS.notExpected(found, wanted), node);
  }

  typeOf(node: FeelNode, names: Names | null): FeelType {
    switch (node.tag) {
      case 'literal': return typeOfValue(node.value);
      case 'at': return this.at(node);
      case 'name': return this.name(node.name, node, names) ?? ANY;
      case 'input': return this.name('?', node, names) ?? ANY;
      case 'negation': return this.negation(node, names);
      case 'arithmetic': return this.arithmetic(node, names);
      case 'comparison': return this.comparison(node, names);
      case 'between':
        for (const bound of [node.low, node.high]) this.compare(this.typeOf(node.value, names), this.typeOf(bound, names), true, node);
        return kind('boolean');
      case 'in':
        this.tests(node.tests, this.typeOf(node.value, names), names);
        return kind('boolean');
      case 'and':
      case 'or':
        for (const operand of node.operands) this.boolean(operand, names, (found) => HINT_TEXTS.operandNotBoolean(node.tag, found));
        return kind('boolean');
      case 'if': return this.conditional(node, names);
      case 'for': {
        const inner = this.iterators(node.iterators, names, [['partial', { tag: 'list', of: ANY }]]);
        return { tag: 'list', of: this.typeOf(node.body, inner) };
      }
      case 'some':
      case 'every':
        this.boolean(node.condition, this.iterators(node.iterators, names, []), HINT_TEXTS.conditionNotBoolean);
        return kind('boolean');
      case 'instance of':
        this.typeOf(node.value, names);
        if (!resolveType(node.type, this.types)) this.note('TYPE_NOT_FOUND', HINT_TEXTS.noType(), node.type);
        return kind('boolean');
      case 'path': return this.path(node, names);
      case 'filter': return this.filter(node, names);
      case 'call': return this.call(node, names);
      case 'interval': return { tag: 'range', of: this.compare(this.typeOf(node.start, names), this.typeOf(node.end, names), true, node) };
      case 'test': return { tag: 'range', of: this.typeOf(node.bound, names) };
      case 'list': return { tag: 'list', of: union(node.entries.map((entry) => this.typeOf(entry, names))) };
      case 'context': return this.context(node, names);
      case 'function': return this.lambda(node, names);
    }
  }

  /** Tests of a value: each must be able to match it. */
  tests(nodes: readonly FeelNode[], input: FeelType, names: Names | null): void {
    const inner: Names = { parent: names, types: new Map([['?', input]]) };
    for (const node of nodes) {
      const type = structureOf(this.typeOf(node, inner));
      const against = type.tag === 'range' || type.tag === 'list' ? type.of : type;
      if (kindOf(against) !== 'boolean') this.compare(input, against, node.tag === 'test' && node.sign !== '=' && node.sign !== '!=', node);
    }
  }

  private note(code: FeelHint['code'], text: HintText, { from, to }: { readonly from: number; readonly to: number }): void {
    this.hints.push({ severity: code === 'FUNCTION_NOT_FOUND' ? 'ERROR' : 'HINT', code, ...text, position: { from, to } });
  }

  private at(node: Of<'at'>): FeelType {
    const known = constantOf(compileNode(node, null));
    if (!known) this.note('INVALID_LITERAL', HINT_TEXTS.noMoment(node.text), node);
    return known ? typeOfValue(known.value) : ANY;
  }

  private name(name: string, node: FeelNode, names: Names | null): FeelType | null {
    const wanted = normalizeName(name);
    for (let at = names; at; at = at.parent) {
      if (at.types === null) return ANY;
      const type = at.types.get(wanted);
      if (type) return type;
    }
    const type = this.variables?.get(wanted);
    if (type || !this.variables) return type ?? null;
    if (builtinNamed(name)) return kind('function');
    if (name !== '?') this.note('VARIABLE_NOT_FOUND', HINT_TEXTS.noVariable(name), node);
    return null;
  }

  private negation(node: Of<'negation'>, names: Names | null): FeelType {
    const type = this.typeOf(node.operand, names);
    const operand = kindOf(type);
    const isPossible = operand === null || ['number', 'years and months duration', 'days and time duration'].includes(operand);
    if (!isPossible) this.note('TYPE_MISMATCH', HINT_TEXTS.noNegative(operand), node);
    return isPossible ? type : ANY;
  }

  private arithmetic(node: Of<'arithmetic'>, names: Names | null): FeelType {
    const left = kindOf(this.typeOf(node.left, names));
    const right = kindOf(this.typeOf(node.right, names));
    if (left === null || right === null) return ANY;
    if (arithmeticOperation(node.sign, left, right)) return kind(resultOfArithmetic(node.sign, left, right));
    this.note('TYPE_MISMATCH', HINT_TEXTS.noOperation(left, node.sign, right), node);
    return ANY;
  }

  private comparison(node: Of<'comparison'>, names: Names | null): FeelType {
    const isOrder = node.sign !== '=' && node.sign !== '!=';
    this.compare(this.typeOf(node.left, names), this.typeOf(node.right, names), isOrder, node);
    return kind('boolean');
  }

  /** Notes two kinds that never compare; gives the type they share. */
  private compare(left: FeelType, right: FeelType, isOrder: boolean, node: FeelNode): FeelType {
    const [a, b] = [kindOf(left), kindOf(right)];
    if (a === null || b === null) return a === null ? right : left;
    if ((a === 'null' || b === 'null') && !isOrder) return left;
    const isWrong = a !== b || (isOrder && !ORDERED.has(a));
    if (isWrong && a !== 'null' && b !== 'null') this.note('NOT_COMPARABLE', HINT_TEXTS.notComparable(a, b), node);
    return left;
  }

  private boolean(node: FeelNode, names: Names | null, text: (found: FeelKind) => HintText): void {
    const found = kindOf(this.typeOf(node, names));
    if (found !== null && found !== 'boolean' && found !== 'null') this.note('NOT_BOOLEAN', text(found), node);
  }

  private conditional(node: Of<'if'>, names: Names | null): FeelType {
    this.boolean(node.condition, names, HINT_TEXTS.conditionNotBoolean);
    return union([this.typeOf(node.then, names), this.typeOf(node.otherwise, names)]);
  }

  private iterators(nodes: readonly IteratorNode[], names: Names | null, extra: readonly (readonly [string, FeelType])[]): Names {
    let inner: Names = { parent: names, types: new Map(extra) };
    for (const node of nodes) {
      const start = structureOf(this.typeOf(node.start, inner));
      if (node.end) this.compare(start, this.typeOf(node.end, inner), true, node.end);
      const of = node.end ? start : start.tag === 'list' || start.tag === 'range' ? start.of : kindOf(start) === 'list' ? ANY : start;
      inner = { parent: inner, types: new Map([[normalizeName(node.name), of]]) };
    }
    return inner;
  }

  private path(node: Of<'path'>, names: Names | null): FeelType {
    return this.member(structureOf(this.typeOf(node.source, names)), node);
  }

  private member(type: FeelType, node: Of<'path'>): FeelType {
    if (type.tag === 'list') return { tag: 'list', of: this.member(structureOf(type.of), node) };
    if (type.tag === 'context') {
      const entry = [...type.entries].find(([name]) => normalizeName(name) === normalizeName(node.name));
      if (!entry) this.note('ENTRY_NOT_FOUND', HINT_TEXTS.noEntry(node.name), node);
      return entry?.[1] ?? ANY;
    }
    const found = kindOf(type);
    if (found !== null && ['number', 'string', 'boolean', 'function'].includes(found)) this.note('ENTRY_NOT_FOUND', HINT_TEXTS.noPart(found, node.name), node);
    return ANY;
  }

  private filter(node: Of<'filter'>, names: Names | null): FeelType {
    const source = structureOf(this.typeOf(node.source, names));
    const element = source.tag === 'list' ? source.of : kindOf(source) === 'list' ? ANY : source;
    const plain = structureOf(element);
    const isKnown = plain.tag === 'kind' || plain.tag === 'context';
    const entries = plain.tag === 'context' ? Array.from(plain.entries, ([name, type]) => [normalizeName(name), type] as const) : [];
    const inner: Names = { parent: names, types: isKnown && kindOf(plain) !== 'context' ? new Map([['item', element]]) : null };
    const types: Names = plain.tag === 'context' && entries.length > 0 ? { parent: names, types: new Map([['item', element], ...entries]) } : inner;
    const condition = kindOf(this.typeOf(node.condition, types));
    if (condition === 'number') return element;
    if (condition !== null && condition !== 'boolean' && condition !== 'null') this.note('NOT_BOOLEAN', HINT_TEXTS.filterNotBoolean(condition), node.condition);
    return condition === 'boolean' ? { tag: 'list', of: element } : ANY;
  }

  private call(node: CallNode, names: Names | null): FeelType {
    const positional = node.positional.map((argument) => this.typeOf(argument, names));
    const named = node.named?.map((argument) => [argument.name, this.typeOf(argument.value, names)] as const);
    if (node.target.tag !== 'name') return this.calledValue(node, this.typeOf(node.target, names));
    const { name } = node.target;
    const own = this.ownFunction(name, names);
    if (own) return this.calledValue(node, own);
    const builtin = builtinNamed(name);
    if (!builtin) {
      if (this.variables || this.onlyBuiltIns) this.note('FUNCTION_NOT_FOUND', HINT_TEXTS.noFunction(name), node.target);
      return ANY;
    }
    if (!builtin.overloads.some((overload) => (named ? takesNamed(overload, named) : takesPositional(overload, positional)))) {
      this.note('INVALID_ARGUMENT', HINT_TEXTS.wrongArguments(name), node);
    }
    const result = resultKind(name);
    return result === undefined ? ANY : result === 'list' ? { tag: 'list', of: ANY } : kind(result);
  }

  private ownFunction(name: string, names: Names | null): FeelType | null {
    const wanted = normalizeName(name);
    for (let at = names; at; at = at.parent) if (at.types === null || at.types.has(wanted)) return at.types?.get(wanted) ?? ANY;
    return this.variables?.get(wanted) ?? null;
  }

  private calledValue(node: CallNode, declared: FeelType): FeelType {
    const type = structureOf(declared);
    const found = kindOf(type);
    if (found !== null && found !== 'function') this.note('NOT_A_FUNCTION', HINT_TEXTS.notCallable(found), node.target);
    return type.tag === 'function' ? type.returns : ANY;
  }

  private context(node: Of<'context'>, names: Names | null): FeelType {
    const entries = new Map<string, FeelType>();
    const known = new Map<string, FeelType>();
    for (const { key, value, from, to } of node.entries) {
      const type = this.typeOf(value, { parent: names, types: known });
      if (known.has(normalizeName(key))) this.note('DUPLICATE_KEY', HINT_TEXTS.keyTwice(key), { from, to });
      known.set(normalizeName(key), type);
      entries.set(key, type);
    }
    return { tag: 'context', entries };
  }

  private lambda(node: Of<'function'>, names: Names | null): FeelType {
    const types = node.parameters.map((parameter) => (parameter.type && resolveType(parameter.type, this.types)) ?? ANY);
    const inner = new Map(node.parameters.map((parameter, index) => [normalizeName(parameter.name), types[index] ?? ANY]));
    return { tag: 'function', parameters: types, returns: node.external ? ANY : this.typeOf(node.body, { parent: names, types: inner }) };
  }
}

function kind(one: FeelKind): FeelType {
  return { tag: 'kind', kind: one };
}

/** The kind of all values of a type; null when it is not known. */
function kindOf(declared: FeelType): FeelKind | null {
  const type = structureOf(declared);
  if (type.tag === 'any' || type.tag === 'item') return null;
  return type.tag === 'kind' ? type.kind : type.tag;
}

function typeOfValue(value: FeelValue): FeelType {
  return kind(typeOf(value));
}

/** One type for several: theirs when they are of one kind, else unknown. */
function union(types: readonly FeelType[]): FeelType {
  const [first] = types;
  return first && types.every((type) => type.tag === 'kind' && first.tag === 'kind' && type.kind === first.kind) ? first : ANY;
}

function takesPositional({ parameters }: Overload, types: readonly FeelType[]): boolean {
  const last = parameters[parameters.length - 1];
  if (types.length > parameters.length && !last?.rest) return false;
  if (parameters.slice(types.length).some((parameter) => !parameter.optional && !parameter.rest)) return false;
  return types.every((type, index) => takes(parameters[index] ?? last, type));
}

function takesNamed({ parameters }: Overload, named: readonly (readonly [string, FeelType])[]): boolean {
  const given = new Map(named);
  if (named.some(([name]) => !parameters.some((parameter) => parameter.name === name))) return false;
  return parameters.every((parameter) => {
    const type = given.get(parameter.name);
    return type === undefined ? parameter.optional : parameter.rest || takes(parameter, type);
  });
}

function takes(parameter: Overload['parameters'][number] | undefined, type: FeelType): boolean {
  const found = kindOf(type);
  if (found === null || found === 'list' || !parameter) return true;
  const { kinds } = parameter;
  if (found === 'null') return parameter.nullable;
  return kinds.includes(found) || kinds.includes('any') || kinds.includes('list') || (found === 'date' && kinds.includes('date and time'));
}
