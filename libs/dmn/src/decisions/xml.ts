import { ModelReader } from './model-reader.js';

/** An element of a model: its type, attributes and children under the names of dmn-moddle's descriptor. */
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
const OTHER_MODEL_URI = /https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(?:MODEL\/|dmn\.xsd)/g;

/** Reads DMN 1.1 to 1.5; the namespaces of the versions count as one. */
export function readDefinitions(xml: string): ModdleNode | DmnError {
  try {
    return new ModelReader(MODEL_URI, 'definitions').read(xml.replace(OTHER_MODEL_URI, MODEL_URI));
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
