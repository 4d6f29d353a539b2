/** Writes elements under one prefix, indented, with escaped text. Knows nothing of edXML. */
export class XmlWriter {
  private readonly parts: string[] = [];
  private depth = 0;

  constructor(private readonly prefix: string) {}

  /** An element with children; `attributes` are written as given, already escaped. */
  element(name: string, children: () => void, attributes = ''): void {
    this.line(`<${this.prefix}${name}${attributes}>`);
    this.depth += 1;
    children();
    this.depth -= 1;
    this.line(`</${this.prefix}${name}>`);
  }

  text(name: string, value: string): void {
    this.line(value === '' ? `<${this.prefix}${name}/>` : `<${this.prefix}${name}>${escapeText(value)}</${this.prefix}${name}>`);
  }

  optional(name: string, value: string | number | boolean | undefined): void {
    if (value !== undefined && value !== '') this.text(name, String(value));
  }

  raw(line: string): void {
    this.line(line);
  }

  toString(): string {
    return this.parts.join('');
  }

  private line(text: string): void {
    this.parts.push(' '.repeat(this.depth), text, '\n');
  }
}

export function escapeText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
