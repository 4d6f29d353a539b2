import { EdxmlError } from './edxml-error.js';
import { readDate, readDateTime } from './axis-dates.js';
import { canonicalText } from './canonical-text.js';
import { edxmlNamespace } from './namespaces.js';
import type { Warnings } from './warnings.js';
import type { XmlElement } from './xml-tree.js';

/** Reads fields of one element, in any order of its children; whatever is empty counts as absent. */
export class ElementReader {
  constructor(
    private readonly element: XmlElement,
    private readonly warnings: Warnings,
  ) {}

  children(name: string): ElementReader[] {
    return this.element.children.filter((child) => isNamed(child, name)).map((child) => new ElementReader(child, this.warnings));
  }

  child(name: string): ElementReader | undefined {
    const found = this.element.children.find((child) => isNamed(child, name));
    return found && new ElementReader(found, this.warnings);
  }

  requiredChild(name: string): ElementReader {
    return this.child(name) ?? this.missing(name);
  }

  get value(): string {
    return canonicalText(this.element.text);
  }

  /** The text as it stands, for content that is not prose. */
  get rawText(): string {
    return this.element.text;
  }

  text(name: string): string | undefined {
    return this.child(name)?.value || undefined;
  }

  required(name: string): string {
    return this.text(name) ?? this.missing(name);
  }

  /** Values of the items of a list element; empty ones fall away. */
  list(listName: string, itemName: string): string[] {
    return this.children(listName).flatMap((list) => list.children(itemName).map((item) => item.value).filter((text) => text !== ''));
  }

  date(name: string): string | undefined {
    return this.converted(name, readDate, 'Ngày không có thật');
  }

  dateTime(name: string): string | undefined {
    return this.converted(name, readDateTime, 'Thời điểm không đọc được');
  }

  count(name: string): number | undefined {
    return this.converted(name, (text) => (/^\d{1,9}$/.test(text) ? Number(text) : null), 'Không phải số');
  }

  flag(name: string): boolean | undefined {
    return this.converted(name, readFlag, 'Không phải giá trị đúng/sai');
  }

  missing(name: string): never {
    throw new EdxmlError('EDXML_INCOMPLETE', `${this.element.local}/${name} is missing`, { line: this.element.line, column: 1 });
  }

  private converted<T>(name: string, convert: (text: string) => T | null, complaint: string): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = convert(text);
    if (value === null) this.warnings.add(`${complaint} ở ${name}: "${text.slice(0, 40)}"`);
    return value ?? undefined;
  }
}

function isNamed(element: XmlElement, name: string): boolean {
  return element.local === name && (element.uri === edxmlNamespace || element.uri === '');
}

function readFlag(text: string): boolean | null {
  if (/^(1|true)$/i.test(text)) return true;
  return /^(0|false)$/i.test(text) ? false : null;
}
