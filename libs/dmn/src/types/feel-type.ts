import type { Run } from '../evaluation/run.js';
import type { TypeNode } from '../syntax/tree.js';
import type { FeelKind, FeelValue } from '../values/value.js';

/** A type of FEEL. `item` is a named type of a model, perhaps with allowed values. */
export type FeelType =
  | { readonly tag: 'any' }
  | { readonly tag: 'kind'; readonly kind: FeelKind }
  | { readonly tag: 'list' | 'range'; readonly of: FeelType }
  | { readonly tag: 'context'; readonly entries: ReadonlyMap<string, FeelType> }
  | { readonly tag: 'function'; readonly parameters: readonly FeelType[]; readonly returns: FeelType }
  | ItemType;

export interface ItemType {
  readonly tag: 'item';
  readonly name: string;
  readonly of: FeelType;
  /** Whether the value is among the allowed ones; null when all are. */
  readonly allows: ((value: FeelValue, run: Run) => boolean) | null;
}

/** Named types of a model, `name` or `import.name`. */
export interface FeelTypes {
  get(name: string): FeelType | undefined;
}

export const ANY: FeelType = { tag: 'any' };

function kindType(kind: FeelKind): FeelType {
  return { tag: 'kind', kind };
}

const BASIC: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['Any', ANY],
  ['any', ANY],
  ['Null', kindType('null')],
  ['number', kindType('number')],
  ['string', kindType('string')],
  ['boolean', kindType('boolean')],
  ['date', kindType('date')],
  ['time', kindType('time')],
  ['date and time', kindType('date and time')],
  ['dateTime', kindType('date and time')],
  ['years and months duration', kindType('years and months duration')],
  ['year month duration', kindType('years and months duration')],
  ['yearMonthDuration', kindType('years and months duration')],
  ['days and time duration', kindType('days and time duration')],
  ['day time duration', kindType('days and time duration')],
  ['dayTimeDuration', kindType('days and time duration')],
  ['list', kindType('list')],
  ['context', kindType('context')],
  ['range', kindType('range')],
  ['function', kindType('function')],
]);

/** A type that every FEEL knows, by name. */
export function basicType(name: string): FeelType | undefined {
  return BASIC.get(name) ?? BASIC.get(name.replace(/^feel[:.]/, ''));
}

/** The type an expression names; null when one of its names is unknown. */
export function resolveType(node: TypeNode, types: FeelTypes | undefined): FeelType | null {
  switch (node.tag) {
    case 'named':
      return types?.get(node.name) ?? basicType(node.name) ?? null;
    case 'list':
    case 'range': {
      const of = resolveType(node.of, types);
      return of && { tag: node.tag, of };
    }
    case 'context': {
      const entries = new Map<string, FeelType>();
      for (const entry of node.entries) {
        const type = resolveType(entry.type, types);
        if (!type) return null;
        entries.set(entry.name, type);
      }
      return { tag: 'context', entries };
    }
    case 'function': {
      const parameters = node.parameters.map((parameter) => resolveType(parameter, types));
      const returns = resolveType(node.returns, types);
      return returns && parameters.every((type) => type !== null) ? { tag: 'function', parameters, returns } : null;
    }
  }
}

/** The type as FEEL writes it. */
export function typeText(type: FeelType): string {
  switch (type.tag) {
    case 'any':
      return 'Any';
    case 'kind':
      return type.kind;
    case 'list':
    case 'range':
      return `${type.tag}<${typeText(type.of)}>`;
    case 'context':
      return `context<${Array.from(type.entries, ([name, entry]) => `${name}: ${typeText(entry)}`).join(', ')}>`;
    case 'function':
      return `function<${type.parameters.map(typeText).join(', ')}> -> ${typeText(type.returns)}`;
    case 'item':
      return type.name;
  }
}
