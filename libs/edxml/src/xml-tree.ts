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
const contentElement = 'ContentTransferEncoded';

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
  private skippedLines = 0;
  /** Characters the parser was given. */
  private fed = 0;
  private lastTagEnd = -1;

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
    let at = 0;
    while (at < xml.length) {
      const end = endOfContentTag(xml, at);
      for (; at < end; at += chunkLength) this.feed(xml.slice(at, Math.min(end, at + chunkLength)));
      at = this.takeContent(xml, end);
    }
    this.parser.close();
    return this.root ?? this.fail('EDXML_MALFORMED', 'the message has no element');
  }

  private feed(text: string): void {
    this.parser.write(text);
    this.fed += text.length;
  }

  /** Hands the base64 of a file over as it is: it holds nothing to parse, and a parser looks at every character of it. */
  private takeContent(xml: string, start: number): number {
    const element = this.open.at(-1);
    const end = xml.indexOf('<', start);
    // The name may also stand in a comment or a value: only where the parser has just opened the element is it one.
    if (element?.local !== contentElement || this.lastTagEnd !== this.fed || end < 0) return start;
    const content = xml.slice(start, end);
    // References and stray marks are for the parser to judge.
    if (content.includes('&') || content.includes(']')) return start;
    element.text += content;
    this.skippedLines += countOf('\n', content);
    return end;
  }

  private enter(local: string, uri: string): void {
    const element: XmlElement = { local, uri, children: [], text: '', line: this.line };
    this.count += 1;
    this.lastTagEnd = this.parser.position;
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
    throw new EdxmlError(code, message, { line: this.line, column: this.parser.column + 1 });
  }

  private get line(): number {
    return this.parser.line + this.skippedLines;
  }
}

/** Just behind the next opening tag of a file's content, or the end. */
function endOfContentTag(xml: string, from: number): number {
  const name = xml.indexOf(contentElement, from);
  const end = name < 0 ? -1 : xml.indexOf('>', name);
  return end < 0 ? xml.length : end + 1;
}

function countOf(char: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) count += 1;
  return count;
}

function describe(error: Error): string {
  // saxes writes "line:column: what"; the position travels apart.
  return error.message.replace(/^(?:[^:]*:)?\d+:\d+: /, '');
}
