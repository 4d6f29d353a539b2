import dmnDescriptor from 'dmn-moddle/resources/dmn/json/dmn13.json' with { type: 'json' };

/** What an attribute or child element of a type is. */
export interface SchemaProperty {
  readonly name: string;
  readonly type: string;
  readonly isAttr?: boolean;
  readonly isMany?: boolean;
}

export interface SchemaType {
  readonly name: string;
  readonly properties: ReadonlyMap<string, SchemaProperty>;
  /** The type itself and all it is derived from. */
  readonly kinds: ReadonlySet<string>;
}

interface TypeDescriptor {
  readonly name: string;
  readonly superClass?: readonly string[];
  readonly properties?: readonly SchemaProperty[];
}

const value: SchemaProperty = { name: 'value', type: 'Expression' };
const iterator: SchemaProperty = { name: 'iteratorVariable', isAttr: true, type: 'String' };
const child = (name: string, type = 'ChildExpression'): SchemaProperty => ({ name, type });

/** What DMN 1.4 and 1.5 add to 1.3, which is all that dmn-moddle's descriptor knows. */
const ADDED_TYPES: readonly TypeDescriptor[] = [
  { name: 'ChildExpression', properties: [{ name: 'id', isAttr: true, type: 'String' }, value] },
  { name: 'TypedChildExpression', superClass: ['ChildExpression'], properties: [{ name: 'typeRef', isAttr: true, type: 'String' }] },
  { name: 'Conditional', superClass: ['Expression'], properties: ['if', 'then', 'else'].map((name) => child(name)) },
  { name: 'Filter', superClass: ['Expression'], properties: ['in', 'match'].map((name) => child(name)) },
  { name: 'For', superClass: ['Expression'], properties: [iterator, child('in', 'TypedChildExpression'), child('return')] },
  ...['Some', 'Every'].map((name) => ({ name, superClass: ['Expression'], properties: [iterator, child('in', 'TypedChildExpression'), child('satisfies')] })),
];

const ADDED_PROPERTIES: Readonly<Record<string, readonly SchemaProperty[]>> = {
  ItemDefinition: [{ name: 'typeConstraint', type: 'UnaryTests' }],
};

const descriptors = new Map([...(dmnDescriptor.types as unknown as readonly TypeDescriptor[]), ...ADDED_TYPES].map((one) => [one.name, one]));
const types = new Map<string, SchemaType>();

/** A type of the standard's schema with what it inherits; undefined when there is none of the name. */
export function schemaType(name: string): SchemaType | undefined {
  const known = types.get(name);
  const descriptor = descriptors.get(name);
  if (known || !descriptor) return known;
  const above = (descriptor.superClass ?? []).flatMap((one) => schemaType(one) ?? []);
  const own = [...(descriptor.properties ?? []), ...(ADDED_PROPERTIES[name] ?? [])];
  const type: SchemaType = {
    name,
    properties: new Map([...above.flatMap((one) => [...one.properties]), ...own.map((one) => [one.name, one] as const)]),
    kinds: new Set([name, ...above.flatMap((one) => [...one.kinds])]),
  };
  types.set(name, type);
  return type;
}

/** The type an element has by its own name. */
export function elementType(element: string): SchemaType | undefined {
  return schemaType(element.charAt(0).toUpperCase() + element.slice(1));
}

/** The property that a child element fills, and the type the child has; null when the schema has no place for it. */
export function placeOf(parent: SchemaType, element: string): { readonly property: SchemaProperty; readonly type: string } | null {
  const named = parent.properties.get(element);
  if (named && !named.isAttr) return { property: named, type: named.type };
  const own = elementType(element);
  const property = own && [...parent.properties.values()].find((one) => !one.isAttr && own.kinds.has(one.type));
  return property && own ? { property, type: own.name } : null;
}
