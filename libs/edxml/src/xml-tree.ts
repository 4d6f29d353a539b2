import { SaxesParser } from 'saxes';
import { EdxmlError } from './edxml-error.js';
import { edxmlNamespace, xlinkNamespace, xmldsigNamespace } from './namespaces.js';
import type { EdxmlLimits } from './limits.js';
import type { Warnings } from './warnings.js';

export interface XmlElement {
  readonly local: string;
  readonly uri: string;
  readonly children: XmlElement[];
  readonly line: number;
  /** Direct character data, as written. */
  text: string;
}

const chunkLength = 1 << 16;

// Seen on the axis: prefixes used without being declared.
const undeclared: Readonly<Record<string, string>> = { xlink: xlinkNamespace, edXML: edxmlNamespace, ds: xmldsigNamespace };

/** Parses without DTD, external or own entities, and within limits. Comments and processing instructions fall away. */
export function parseXml(xml: string, limits: EdxmlLimits, warnings: Warnings): XmlElement {
  return new TreeBuilder(limits, warnings).build(xml);
}

class TreeBuilder {
  private readonly parser: SaxesParser<{ xmlns: true }>;
  private readonly open: XmlElement[] = [];
  private root: XmlElement | undefined;
  private count = 0;

  constructor(
    private readonly limits: EdxmlLimits,
    private readonly warnings: Warnings,
  ) {
    this.parser = new SaxesParser({ xmlns: true, resolvePrefix: (prefix: string) => this.resolvePrefix(prefix) });
    this.parser.on('error', (error) => this.fail('EDXML_MALFORMED', describe(error)));
    this.parser.on('doctype', () => this.fail('EDXML_UNSAFE', 'a document type declaration is not allowed'));
    this.parser.on('opentag', (tag) => this.enter(tag.local, tag.uri));
    this.parser.on('text', (text) => this.append(text));
    this.parser.on('cdata', (text) => this.append(text));
    this.parser.on('closetag', () => this.open.pop());
  }

  build(xml: string): XmlElement {
    for (let index = 0; index < xml.length; index += chunkLength) this.parser.write(xml.slice(index, index + chunkLength));
    this.parser.close();
    return this.root ?? this.fail('EDXML_MALFORMED', 'the message has no element');
  }

  private enter(local: string, uri: string): void {
    const element: XmlElement = { local, uri, children: [], text: '', line: this.parser.line };
    this.count += 1;
    if (this.count > this.limits.maxElements) this.fail('EDXML_TOO_LARGE', `more than ${this.limits.maxElements} elements`);
    if (this.open.length >= this.limits.maxDepth) this.fail('EDXML_TOO_LARGE', `nested deeper than ${this.limits.maxDepth}`);
    this.open.at(-1)?.children.push(element);
    this.root ??= element;
    this.open.push(element);
  }

  private append(text: string): void {
    const element = this.open.at(-1);
    if (element) element.text += text;
  }

  private resolvePrefix(prefix: string): string | undefined {
    const uri = undeclared[prefix];
    if (uri) this.warnings.add(`Tiền tố ${prefix}: được dùng mà không khai báo`);
    return uri;
  }

  private fail(code: EdxmlError['code'], message: string): never {
    throw new EdxmlError(code, message, { line: this.parser.line, column: this.parser.column + 1 });
  }
}

function describe(error: Error): string {
  // saxes writes "line:column: what"; the position travels apart.
  return error.message.replace(/^(?:[^:]*:)?\d+:\d+: /, '');
}
