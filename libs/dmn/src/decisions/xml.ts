// Whoever compiles this file from elsewhere (the web application) finds the types of its imports by this line.
/// <reference path="./moddle.d.ts" />
import dmnDescriptor from 'dmn-moddle/resources/dmn/json/dmn13.json' with { type: 'json' };
import { Moddle } from 'moddle';
import { Reader } from 'moddle-xml';

/** An element as dmn-moddle gives it. */
export interface ModdleNode {
  readonly $type: string;
  readonly [property: string]: unknown;
}

/** Why a text is no decision model that can run. */
export interface DmnError {
  readonly kind: 'error';
  readonly code: 'DMN_XML' | 'DMN_UNSUPPORTED' | 'DMN_FEEL' | 'DMN_REFERENCE' | 'DMN_IMPORT' | 'DMN_CYCLE';
  readonly message: string;
  /** The element to blame. */
  readonly elementId: string | null;
  /** Where in the FEEL text, when the code is DMN_FEEL. */
  readonly position: { readonly from: number; readonly to: number } | null;
}

export function dmnError(code: DmnError['code'], message: string, elementId: string | null = null): DmnError {
  return { kind: 'error', code, message, elementId, position: null };
}

const MODEL_URI = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
const DI_URI = 'https://www.omg.org/spec/DMN/20191111/DMNDI/';
const OTHER_MODEL_URI = /https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(?:MODEL\/|dmn\.xsd)/g;
const OTHER_DI_URI = /https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/DMNDI\//g;

interface PackageDescriptor {
  readonly types: readonly { readonly name: string; readonly properties?: readonly object[] }[];
}

const expressionProperty = (name: string, type = 'ChildExpression'): object => ({ name, type, xml: { serialize: 'property' } });
const value = { name: 'value', type: 'Expression' };
const iterator = { name: 'iteratorVariable', isAttr: true, type: 'String' };

/** What DMN 1.4 and 1.5 add to 1.3, which is all that the library's descriptor knows. */
const ADDED_TYPES = [
  { name: 'ChildExpression', properties: [{ name: 'id', isAttr: true, type: 'String' }, value] },
  { name: 'TypedChildExpression', superClass: ['ChildExpression'], properties: [{ name: 'typeRef', isAttr: true, type: 'String' }] },
  { name: 'Conditional', superClass: ['Expression'], properties: ['if', 'then', 'else'].map((name) => expressionProperty(name)) },
  { name: 'Filter', superClass: ['Expression'], properties: ['in', 'match'].map((name) => expressionProperty(name)) },
  {
    name: 'For',
    superClass: ['Expression'],
    properties: [iterator, expressionProperty('in', 'TypedChildExpression'), expressionProperty('return')],
  },
  ...['Some', 'Every'].map((name) => ({
    name,
    superClass: ['Expression'],
    properties: [iterator, expressionProperty('in', 'TypedChildExpression'), expressionProperty('satisfies')],
  })),
];

const ADDED_PROPERTIES: Record<string, object> = {
  ItemDefinition: { name: 'typeConstraint', type: 'UnaryTests', xml: { serialize: 'property' } },
};

/** Ids are read as plain texts: the library drops, in silence, those with letters beyond ASCII. */
function extended(descriptor: PackageDescriptor): PackageDescriptor {
  const types = descriptor.types.map((type) => {
    const properties = (type.properties ?? []).map((property) => ('isId' in property ? { ...property, isId: false } : property));
    const added = ADDED_PROPERTIES[type.name];
    return { ...type, properties: added ? [...properties, added] : properties };
  });
  return { ...descriptor, types: [...types, ...ADDED_TYPES] };
}

let shared: Moddle | undefined;

/** Only what reading a model needs: the library's own class brings the writer and the diagrams with it. */
function moddle(): Moddle {
  shared ??= new Moddle({ dmn: extended(dmnDescriptor) });
  return shared;
}

const REFERENCE = /<!\[CDATA\[[^]*?\]\]>|&#(?:(\d{5,7})|x([\da-f]{5,6}));/gi;
const LAST_CODE_POINT = 0x10ffff;

/** The library cuts references beyond U+FFFF (`&#128014;`) to 16 bits. */
function withAstralLetters(xml: string): string {
  return xml.replace(REFERENCE, (all, decimal: string | undefined, hex: string | undefined) => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : 0;
    return code > 0xffff && code <= LAST_CODE_POINT ? String.fromCodePoint(code) : all;
  });
}

/** Reads DMN 1.1 to 1.5; the namespaces of the versions count as one. */
export async function readDefinitions(xml: string): Promise<ModdleNode | DmnError> {
  try {
    const normalized = withAstralLetters(xml).replace(OTHER_MODEL_URI, MODEL_URI).replace(OTHER_DI_URI, DI_URI);
    const reader = new Reader({ model: moddle(), lax: true });
    const { rootElement } = await reader.fromXML(normalized, reader.handler('dmn:Definitions'));
    return rootElement.$type === 'dmn:Definitions' ? rootElement : dmnError('DMN_XML', 'The root element is not "definitions".');
  } catch (error) {
    return dmnError('DMN_XML', error instanceof Error ? error.message : 'The XML cannot be read.');
  }
}

export function textOf(node: ModdleNode | undefined, property: string): string | undefined {
  const found = node?.[property];
  return typeof found === 'string' ? found : undefined;
}

export function childOf(node: ModdleNode | undefined, property: string): ModdleNode | undefined {
  const found = node?.[property];
  return typeof found === 'object' && found !== null && '$type' in found ? (found as ModdleNode) : undefined;
}

export function childrenOf(node: ModdleNode | undefined, property: string): readonly ModdleNode[] {
  const found = node?.[property];
  return Array.isArray(found) ? (found as ModdleNode[]) : [];
}

export function idOf(node: ModdleNode | undefined): string {
  return textOf(node, 'id') ?? '';
}

/** The element's own type without prefix: `DecisionTable`. */
export function tagOf(node: ModdleNode): string {
  return node.$type.replace(/^\w+:/, '');
}
