// Whoever compiles this file from elsewhere (the web application) finds the types of its imports by this line.
/// <reference path="./saxen.d.ts" />
import { Parser } from 'saxen';
import { elementType, placeOf, schemaType } from './schema.js';
import type { SchemaProperty, SchemaType } from './schema.js';
import type { ModdleNode } from './xml.js';

/** An element being read. `node` is null for a property that is a text. */
interface Open {
  readonly node: Record<string, unknown> | null;
  readonly type: SchemaType | null;
  readonly finish: (text: string) => void;
  text: string;
}

const SIMPLE = new Set(['String', 'Boolean', 'Integer', 'Real', 'Element']);
const REFERENCE = /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const LAST_CODE_POINT = 0x10ffff;

/** Unlike the parser's own, also beyond U+FFFF (`&#128014;`). What is no reference stays as it is. */
function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (all, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (name !== undefined) return ENTITIES[name] ?? all;
    const code = decimal !== undefined ? Number(decimal) : parseInt(hex ?? '', 16);
    return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : all;
  });
}

/**
 * Reads the elements of a namespace, each as a node with its attributes and children under the names that the schema gives
 * them. Elements of other namespaces, and those the schema has no place for, are left out. Throws where the XML is wrong.
 */
export class ModelReader {
  private readonly stack: Open[] = [];
  private root: ModdleNode | null = null;
  /** Levels below an element that is left out. */
  private skipped = 0;

  constructor(private readonly namespace: string, private readonly rootElement: string) {}

  read(xml: string): ModdleNode {
    const parser = new Parser().ns({ [this.namespace]: 'dmn' });
    parser.on('openTag', (name, attributes, _decode) => this.open(name, attributes));
    parser.on('closeTag', () => this.close());
    parser.on('text', (text) => this.add(decoded(text)));
    parser.on('cdata', (text) => this.add(text));
    parser.on('warn', () => undefined);
    parser.on('error', (error) => {
      throw error;
    });
    parser.parse(xml);
    if (!this.root) throw new Error(`The root element is not "${this.rootElement}".`);
    return this.root;
  }

  private open(name: string, attributes: () => Readonly<Record<string, string>>): void {
    const opened = this.skipped > 0 ? null : this.opened(name, attributes);
    if (opened) this.stack.push(opened);
    else this.skipped++;
  }

  private opened(name: string, attributes: () => Readonly<Record<string, string>>): Open | null {
    const local = name.startsWith('dmn:') ? name.slice(4) : null;
    if (local === null) return null;
    const parent = this.stack.at(-1);
    if (!parent) return this.openedRoot(local, attributes);
    const place = parent.type && placeOf(parent.type, local);
    if (!place || !parent.node) return null;
    const { property } = place;
    const { node } = parent;
    if (SIMPLE.has(place.type)) return { node: null, type: null, text: '', finish: (text) => put(node, property, place.type === 'Boolean' ? text === 'true' : text) };
    const type = schemaType(place.type);
    if (!type) return null;
    const made = nodeOf(type, attributes());
    put(node, property, made);
    return { node: made, type, text: '', finish: () => undefined };
  }

  private openedRoot(local: string, attributes: () => Readonly<Record<string, string>>): Open | null {
    const type = local === this.rootElement ? elementType(local) : undefined;
    if (!type || this.root) return null;
    const node = nodeOf(type, attributes());
    this.root = node as ModdleNode;
    return { node, type, text: '', finish: () => undefined };
  }

  private close(): void {
    if (this.skipped > 0) {
      this.skipped--;
      return;
    }
    const closed = this.stack.pop();
    closed?.finish(closed.text);
  }

  private add(text: string): void {
    const open = this.stack.at(-1);
    if (this.skipped === 0 && open) open.text += text;
  }
}

function nodeOf(type: SchemaType, attributes: Readonly<Record<string, string>>): Record<string, unknown> {
  const node: Record<string, unknown> = { $type: `dmn:${type.name}` };
  for (const [name, written] of Object.entries(attributes)) {
    const property = type.properties.get(name);
    const text = decoded(written);
    if (property?.isAttr) node[name] = property.type === 'Boolean' ? text === 'true' : text;
  }
  return node;
}

function put(node: Record<string, unknown>, property: SchemaProperty, value: unknown): void {
  const { name, isMany } = property;
  if (!isMany) node[name] = value;
  else if (Array.isArray(node[name])) node[name].push(value);
  else node[name] = [value];
}
