import { PdfDict } from '@libpdf/core';
import type { PDF } from '@libpdf/core';
import { resolved, resolverOf } from './pdf-objects.js';

export interface NamedField {
  /** Full name, parts joined by dots. */
  readonly name: string;
  readonly dict: PdfDict;
}

const maxDepth = 32;
const maxFields = 20_000;

/** Every terminal field of the form, in its order. Loops and overlong trees are cut. */
export function formFields(pdf: PDF): NamedField[] {
  const resolve = resolverOf(pdf);
  const fields: NamedField[] = [];
  const seen = new Set<PdfDict>();
  const visit = (dict: PdfDict, prefix: string, depth: number): void => {
    if (seen.has(dict) || depth > maxDepth || fields.length >= maxFields) return;
    seen.add(dict);
    const own = dict.getString('T', resolve)?.asString();
    const name = own === undefined ? prefix : prefix === '' ? own : `${prefix}.${own}`;
    const kids = dict.getArray('Kids', resolve)?.toArray().map((kid) => resolved(pdf, kid)) ?? [];
    const children = kids.filter((kid): kid is PdfDict => kid instanceof PdfDict && kid.has('T'));
    if (children.length === 0) fields.push({ name, dict });
    for (const child of children) visit(child, name, depth + 1);
  };
  for (const each of pdf.getCatalog().getDict('AcroForm', resolve)?.getArray('Fields', resolve)?.toArray() ?? []) {
    const dict = resolved(pdf, each);
    if (dict instanceof PdfDict) visit(dict, '', 0);
  }
  return fields;
}

export function formField(pdf: PDF, name: string): PdfDict | null {
  return formFields(pdf).find((field) => field.name === name)?.dict ?? null;
}
