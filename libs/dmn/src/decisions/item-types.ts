import { Frame } from '../evaluation/frame.js';
import { compileUnaryTests } from '../evaluation/membership.js';
import type { Run } from '../evaluation/run.js';
import { collapseName, isSpecialName } from '../syntax/names.js';
import type { NameTree } from '../syntax/names.js';
import { parseUnaryTests } from '../syntax/parse.js';
import { ANY, basicType } from '../types/feel-type.js';
import type { FeelType, FeelTypes } from '../types/feel-type.js';
import type { FeelValue } from '../values/value.js';
import { type Problems } from './problems.js';
import { childOf, childrenOf, idOf, textOf } from './xml.js';
import type { ModdleNode } from './xml.js';

/** The item definitions of a model (and, as `import.name`, of what it imports) as types. */
export class ItemTypes implements FeelTypes {
  private readonly definitions: ReadonlyMap<string, ModdleNode>;
  private readonly made = new Map<string, FeelType>();
  private readonly making = new Set<string>();
  private special: NameTree | 1 | undefined;

  constructor(
    definitions: readonly ModdleNode[],
    private readonly imported: ReadonlyMap<string, FeelTypes>,
    private readonly problems: Problems,
  ) {
    this.definitions = new Map(definitions.map((definition) => [textOf(definition, 'name') ?? '', definition]));
  }

  get(name: string): FeelType | undefined {
    const known = this.made.get(name);
    if (known) return known;
    const definition = this.definitions.get(name);
    if (!definition) return this.fromImport(name);
    if (this.making.has(name)) return ANY;
    this.making.add(name);
    const type = this.typeOf(definition);
    this.making.delete(name);
    this.made.set(name, type);
    return type;
  }

  private fromImport(name: string): FeelType | undefined {
    for (const [prefix, types] of this.imported) {
      if (prefix === '') {
        const found = types.get(name);
        if (found) return found;
      }
      if (name.startsWith(`${prefix}.`)) return types.get(name.slice(prefix.length + 1));
    }
    return undefined;
  }

  /** The type a `typeRef` names; ANY without one. An unknown one is a problem, and ANY. */
  refer(typeRef: string | undefined, elementId: string): FeelType {
    if (typeRef === undefined || typeRef === '') return ANY;
    const name = typeRef.trim();
    const type = this.get(name) ?? basicType(name) ?? this.get(name.replace(/^\w+:/, '')) ?? basicType(name.replace(/^\w+:/, ''));
    if (!type) this.problems.add('DMN_REFERENCE', `The type "${name}" is unknown.`, elementId);
    return type ?? ANY;
  }

  /** Names with signs or keywords that any entry of any type of the model has: a value of unknown type may have them too. */
  get entryNames(): NameTree | 1 {
    this.special ??= specialEntries([...this.definitions.values()]);
    return this.special;
  }

  /** Text of the allowed values of a named type of this model. */
  allowedValues(typeRef: string | undefined): string | undefined {
    return textOf(childOf(this.definitions.get(typeRef?.trim() ?? ''), 'allowedValues'), 'text');
  }

  /** Checks every definition, used or not. */
  checkAll(): void {
    for (const name of this.definitions.keys()) this.get(name);
  }

  private typeOf(definition: ModdleNode): FeelType {
    const name = textOf(definition, 'name') ?? '';
    const base = this.restricted(name, this.baseOf(definition), childOf(definition, 'allowedValues'), definition);
    const collected: FeelType = definition['isCollection'] === true ? { tag: 'list', of: base } : base;
    return this.restricted(name, collected, childOf(definition, 'typeConstraint'), definition);
  }

  private baseOf(definition: ModdleNode): FeelType {
    const components = childrenOf(definition, 'itemComponent');
    if (components.length > 0) {
      return { tag: 'context', entries: new Map(components.map((component) => [collapseName(textOf(component, 'name') ?? ''), this.typeOf(component)])) };
    }
    const functionItem = childOf(definition, 'functionItem');
    if (functionItem) {
      const parameters = childrenOf(functionItem, 'parameters').map((one) => this.refer(textOf(one, 'typeRef'), idOf(definition)));
      return { tag: 'function', parameters, returns: this.refer(textOf(functionItem, 'outputTypeRef'), idOf(definition)) };
    }
    return this.refer(textOf(definition, 'typeRef'), idOf(definition));
  }

  private restricted(name: string, of: FeelType, tests: ModdleNode | undefined, definition: ModdleNode): FeelType {
    const text = textOf(tests, 'text');
    if (text === undefined || text.trim() === '') return { tag: 'item', name, of, allows: null };
    const node = parseUnaryTests(text);
    if (!('tag' in node)) {
      this.problems.addFeel(node, text, idOf(definition));
      return { tag: 'item', name, of, allows: null };
    }
    const compiled = compileUnaryTests(node, null);
    const allows = (value: FeelValue, run: Run): boolean =>
      compiled.test(new Frame(run, new Map([['?', value]]), null, [], null), value) === true;
    return { tag: 'item', name, of, allows };
  }
}

function specialEntries(definitions: readonly ModdleNode[]): NameTree | 1 {
  const names = definitions.flatMap(componentNames).filter(isSpecialName);
  const nested = (depth: number): NameTree | 1 => (depth === 0 || names.length === 0 ? 1 : Object.fromEntries(names.map((name) => [name, nested(depth - 1)])));
  return nested(names.length > MANY ? 1 : 2);
}

const MANY = 50;

function componentNames(definition: ModdleNode): string[] {
  return childrenOf(definition, 'itemComponent').flatMap((component) => [collapseName(textOf(component, 'name') ?? ''), ...componentNames(component)]);
}

const DEEPEST = 5;

/** Names of the entries of a type, for the parser; `unknown` stands for those of a value whose type is not declared. */
export function namesOfType(type: FeelType, unknown: NameTree | 1, depth = 0): NameTree | 1 {
  if (depth > DEEPEST) return 1;
  if (type.tag === 'item' || type.tag === 'list') return namesOfType(type.of, unknown, depth);
  if (type.tag === 'any') return unknown;
  if (type.tag !== 'context') return 1;
  return Object.fromEntries(Array.from(type.entries, ([name, entry]) => [name, namesOfType(entry, unknown, depth + 1)]));
}
