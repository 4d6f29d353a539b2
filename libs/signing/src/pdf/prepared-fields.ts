import { PdfArray, PdfDict, PdfName, PdfNumber, type PdfRef, PdfStream, PdfString } from '@libpdf/core';
import type { PDF, PDFPage } from '@libpdf/core';
import type { Box } from './geometry.js';
import { numbers, rectOf, resolverOf } from './pdf-objects.js';

/**
 * Everything that may change after the first signature is a field made before it: strict verifiers accept
 * filled fields (DocMDP level 2) and refuse changed pages.
 */
export const textFieldNames = { number: 'so_van_ban', day: 'ngay', month: 'thang', year: 'nam' } as const;
export const signatureFieldNames = { person: 'chu_ky_nguoi_co_tham_quyen', agency: 'chu_ky_so_co_quan' } as const;

export type TextFieldName = (typeof textFieldNames)[keyof typeof textFieldNames];
export type SignatureFieldName = (typeof signatureFieldNames)[keyof typeof signatureFieldNames];

export interface TextFieldPlacement {
  readonly name: TextFieldName;
  readonly page: number;
  readonly box: Box;
  /** points */
  readonly size: number;
  readonly italic: boolean;
  readonly align: 'left' | 'center' | 'right';
}

export interface SignatureFieldPlacement {
  readonly name: SignatureFieldName;
  readonly page: number;
  readonly box: Box;
}

export interface PreparedFields {
  readonly texts: readonly TextFieldPlacement[];
  readonly signatures: readonly SignatureFieldPlacement[];
}

const printFlag = 4;
const lockedFlag = 128;
const signaturesExistAndAppendOnly = 3;
const quadding = { left: 0, center: 1, right: 2 } as const;

/** Adds the fields, empty. The person's field is drawn first, so that the seal lies over it. */
export function addPreparedFields(pdf: PDF, fields: PreparedFields): void {
  const pages = pdf.getPages();
  const refs: PdfRef[] = [];
  for (const text of fields.texts) refs.push(addWidget(pdf, pageAt(pages, text.page), textField(pdf, text)));
  for (const signature of fields.signatures) {
    refs.push(addWidget(pdf, pageAt(pages, signature.page), signatureField(signature)));
  }
  extendForm(pdf, refs);
}

function textField(pdf: PDF, { name, box, size, italic, align }: TextFieldPlacement): PdfDict {
  return PdfDict.of({
    FT: PdfName.of('Tx'),
    T: PdfString.fromString(name),
    F: PdfNumber.of(printFlag),
    Rect: rectOf(box),
    DA: PdfString.fromString(`/${italic ? 'TimesItalic' : 'Times'} ${size} Tf 0 g`),
    Q: PdfNumber.of(quadding[align]),
    AP: PdfDict.of({ N: emptyAppearance(pdf, box) }),
  });
}

function signatureField({ name, box }: SignatureFieldPlacement): PdfDict {
  return PdfDict.of({
    FT: PdfName.of('Sig'),
    T: PdfString.fromString(name),
    F: PdfNumber.of(printFlag + lockedFlag),
    Rect: rectOf(box),
  });
}

function emptyAppearance(pdf: PDF, box: Box): PdfRef {
  const dict = { Type: PdfName.of('XObject'), Subtype: PdfName.of('Form'), BBox: numbers(0, 0, box.width, box.height) };
  return pdf.register(PdfStream.fromDict(dict, new TextEncoder().encode('/Tx BMC EMC\n')));
}

function addWidget(pdf: PDF, page: PDFPage, widget: PdfDict): PdfRef {
  widget.set('Type', PdfName.of('Annot'));
  widget.set('Subtype', PdfName.of('Widget'));
  widget.set('P', page.ref);
  const ref = pdf.register(widget);
  const annotations = page.dict.getArray('Annots', resolverOf(pdf));
  if (annotations === undefined) page.dict.set('Annots', PdfArray.of(ref));
  else annotations.push(ref);
  return ref;
}

function extendForm(pdf: PDF, refs: readonly PdfRef[]): void {
  const resolve = resolverOf(pdf);
  const catalog = pdf.getCatalog();
  const form = catalog.getDict('AcroForm', resolve) ?? new PdfDict();
  if (!catalog.has('AcroForm')) catalog.set('AcroForm', pdf.register(form));
  const known = form.getArray('Fields', resolve);
  if (known === undefined) form.set('Fields', PdfArray.of(...refs));
  else known.push(...refs);
  form.set('SigFlags', PdfNumber.of(signaturesExistAndAppendOnly));
  addDefaultFonts(pdf, form);
}

function addDefaultFonts(pdf: PDF, form: PdfDict): void {
  const resolve = resolverOf(pdf);
  const resources = form.getDict('DR', resolve) ?? new PdfDict();
  const fonts = resources.getDict('Font', resolve) ?? new PdfDict();
  fonts.set('Times', pdf.register(standardFont('Times-Roman')));
  fonts.set('TimesItalic', pdf.register(standardFont('Times-Italic')));
  resources.set('Font', fonts);
  form.set('DR', resources);
}

function standardFont(name: string): PdfDict {
  return PdfDict.of({
    Type: PdfName.of('Font'),
    Subtype: PdfName.of('Type1'),
    BaseFont: PdfName.of(name),
    Encoding: PdfName.of('WinAnsiEncoding'),
  });
}

function pageAt(pages: readonly PDFPage[], index: number): PDFPage {
  const page = pages[index];
  if (page === undefined) throw new RangeError(`There is no page ${index}`);
  return page;
}
