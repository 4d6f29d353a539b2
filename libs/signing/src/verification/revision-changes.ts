import { PdfDict, PdfRef } from '@libpdf/core';
import type { PDF, PDFPage, PdfObject } from '@libpdf/core';
import { formFields } from '../pdf/form-tree.js';
import { resolved, resolverOf } from '../pdf/pdf-objects.js';
import { keysOf, ObjectEquality } from './object-equality.js';

/**
 * What later revisions did to a signed one, the gravest first: `content` changed pages or structure,
 * `annotations` laid remarks or stamps over pages, `form` filled fields and signed, which a signature permits.
 */
export type RevisionChanges = 'content' | 'annotations' | 'form';

/** Entries a later revision may write anew: validation data, extensions, descriptive metadata. */
const freeCatalogKeys = new Set(['DSS', 'Extensions', 'Metadata', 'Version', 'Pages', 'AcroForm', 'Type']);
const freePageKeys = new Set(['Annots', 'Parent', 'Metadata', 'LastModified', 'PieceInfo', 'Tabs']);
const inheritedPageKeys = ['Resources', 'MediaBox', 'CropBox', 'Rotate'];
const filledFieldKeys = new Set(['V', 'AP', 'AS', 'M', 'I', 'RV', 'DA', 'Q', 'Ff', 'Parent', 'Kids']);
const signingFieldKeys = new Set([...filledFieldKeys, 'F', 'P', 'Type', 'Subtype', 'Rect', 'MK', 'Lock', 'SV']);
const signedFieldKeys = new Set(['Parent', 'Kids', 'P']);
const freeFormKeys = new Set(['Fields', 'SigFlags', 'NeedAppearances', 'DR']);

/** Compares a signed revision with the file as it is now. Throws ComparisonTooLarge. */
export function changesSince(before: PDF, after: PDF): RevisionChanges {
  return new RevisionComparison(before, after).judge();
}

class RevisionComparison {
  readonly #before: PDF;
  readonly #after: PDF;
  readonly #equality: ObjectEquality;

  constructor(before: PDF, after: PDF) {
    this.#before = before;
    this.#after = after;
    this.#equality = new ObjectEquality(before, after);
  }

  judge(): RevisionChanges {
    if (!this.#isCatalogKept() || !this.#isFormKept()) return 'content';
    const pages = this.#before.getPages();
    const later = this.#after.getPages();
    if (pages.length !== later.length) return 'content';
    const verdicts = pages.map((page, index) => this.#judgePage(page, later[index] as PDFPage));
    if (verdicts.includes('content')) return 'content';
    return verdicts.includes('annotations') ? 'annotations' : 'form';
  }

  #isCatalogKept(): boolean {
    return this.#sameExcept(this.#before.getCatalog(), this.#after.getCatalog(), freeCatalogKeys);
  }

  #isFormKept(): boolean {
    const before = this.#formOf(this.#before);
    const after = this.#formOf(this.#after);
    if (!this.#sameExcept(before, after, freeFormKeys) || !this.#isGrown(before, after)) return false;
    const later = new Map(formFields(this.#after).map((field) => [field.name, field.dict]));
    for (const { name, dict } of formFields(this.#before)) {
      const now = later.get(name);
      if (now === undefined || !this.#isFieldKept(dict, now)) return false;
      later.delete(name);
    }
    return [...later.values()].every((dict) => fieldType(this.#after, dict) === 'Sig');
  }

  /** The fonts that fields share may grow; those there were stay. */
  #isGrown(before: PdfDict, after: PdfDict): boolean {
    const fontsOf = (pdf: PDF, form: PdfDict): PdfDict => form.getDict('DR', resolverOf(pdf))?.getDict('Font', resolverOf(pdf)) ?? new PdfDict();
    const earlier = fontsOf(this.#before, before);
    const later = fontsOf(this.#after, after);
    return [...earlier.keys()].every((key) => this.#equal(earlier.get(key), later.get(key)));
  }

  #isFieldKept(before: PdfDict, after: PdfDict): boolean {
    const type = fieldType(this.#before, before);
    if (type !== fieldType(this.#after, after)) return false;
    const isSigned = type === 'Sig' && before.has('V');
    const free = isSigned ? signedFieldKeys : type === 'Sig' ? signingFieldKeys : filledFieldKeys;
    return this.#sameExcept(before, after, free) && this.#areKidsKept(before, after, free);
  }

  #areKidsKept(before: PdfDict, after: PdfDict, free: ReadonlySet<string>): boolean {
    const kids = before.getArray('Kids', resolverOf(this.#before))?.toArray() ?? [];
    const later = after.getArray('Kids', resolverOf(this.#after))?.toArray() ?? [];
    if (kids.length !== later.length) return false;
    return kids.every((kid, index) => {
      const [old, now] = [resolved(this.#before, kid), resolved(this.#after, later[index])];
      return old instanceof PdfDict && now instanceof PdfDict && this.#sameExcept(old, now, free);
    });
  }

  #judgePage(before: PDFPage, after: PDFPage): RevisionChanges {
    if (!this.#sameExcept(before.dict, after.dict, freePageKeys)) return 'content';
    for (const key of inheritedPageKeys) {
      if (!this.#equal(inherited(this.#before, before.dict, key), inherited(this.#after, after.dict, key))) return 'content';
    }
    return this.#judgeAnnotations(annotationsOf(this.#before, before), annotationsOf(this.#after, after));
  }

  #judgeAnnotations(before: readonly PdfObject[], after: readonly PdfObject[]): RevisionChanges {
    const rest = [...after];
    let verdict: RevisionChanges = 'form';
    for (const each of before) {
      const index = rest.findIndex((candidate) => isSameObject(each, candidate));
      const now = index < 0 ? undefined : rest.splice(index, 1)[0];
      if (now === undefined || !this.#isAnnotationKept(each, now)) {
        if (isWidget(resolved(this.#before, each))) return 'content';
        verdict = 'annotations';
      }
    }
    for (const each of rest) {
      const added = resolved(this.#after, each);
      if (!isWidget(added)) verdict = 'annotations';
      else if (fieldType(this.#after, added) !== 'Sig') return 'content';
    }
    return verdict;
  }

  #isAnnotationKept(before: PdfObject, after: PdfObject): boolean {
    const [old, now] = [resolved(this.#before, before), resolved(this.#after, after)];
    if (isWidget(old) && isWidget(now)) return this.#isFieldKept(old, now);
    return this.#equal(before, after);
  }

  #sameExcept(a: PdfDict, b: PdfDict, free: ReadonlySet<string>): boolean {
    return keysOf(a, b).every((key) => free.has(key) || this.#equal(a.get(key), b.get(key)));
  }

  #equal(a: PdfObject | undefined, b: PdfObject | undefined): boolean {
    // Widgets met on the way, e.g. from the structure tree, are judged with their pages and fields.
    return this.#equality.areEqual(a, b, (left, right) => (isWidget(left) && isWidget(right) ? true : undefined));
  }

  #formOf(pdf: PDF): PdfDict {
    return pdf.getCatalog().getDict('AcroForm', resolverOf(pdf)) ?? new PdfDict();
  }
}

function annotationsOf(pdf: PDF, page: PDFPage): PdfObject[] {
  return page.dict.getArray('Annots', resolverOf(pdf))?.toArray() ?? [];
}

function isSameObject(a: PdfObject, b: PdfObject): boolean {
  if (a instanceof PdfRef && b instanceof PdfRef) return a.objectNumber === b.objectNumber;
  return !(a instanceof PdfRef) && !(b instanceof PdfRef);
}

function isWidget(object: PdfObject | null): object is PdfDict {
  return object instanceof PdfDict && object.getName('Subtype')?.value === 'Widget';
}

function fieldType(pdf: PDF, dict: PdfDict): string | null {
  const type = inherited(pdf, dict, 'FT');
  const found = resolved(pdf, type);
  return found !== null && found.type === 'name' && 'value' in found ? String(found.value) : null;
}

/** The entry of a node or of the nearest one above that has it. */
function inherited(pdf: PDF, dict: PdfDict, key: string): PdfObject | undefined {
  let node: PdfDict | undefined = dict;
  for (let depth = 0; node !== undefined && depth < 50; depth += 1) {
    if (node.has(key)) return node.get(key);
    node = node.getDict('Parent', resolverOf(pdf));
  }
  return undefined;
}
