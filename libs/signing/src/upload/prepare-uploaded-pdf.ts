import type { PDF } from '@libpdf/core';
import { page as a4, personBox, sealDiameter } from '../letter/page-geometry.js';
import { FontSet } from '../pdf/fonts.js';
import { formFields } from '../pdf/form-tree.js';
import { mm } from '../pdf/geometry.js';
import { openPdf } from '../pdf/open-pdf.js';
import { resolverOf } from '../pdf/pdf-objects.js';
import { addPreparedFields, signatureFieldNames, textFieldNames } from '../pdf/prepared-fields.js';
import type { TextFieldPlacement } from '../pdf/prepared-fields.js';
import { SigningError } from '../signing-error.js';
import { readPages } from '../text/page-lines.js';
import type { PageLine } from '../text/page-lines.js';
import { findIssuePlaces } from './issue-places.js';
import type { PrintedPage } from './printed-page.js';
import { findSignaturePlaces } from './signature-places.js';
import type { SignaturePlaces } from './signature-places.js';

export interface UploadOptions {
  /** The printed name above which the signature belongs, if it is known. */
  readonly signerName?: string;
}

/**
 * Makes somebody else's PDF ready for the same path as our own letters: adds the fields for number, date and both
 * signatures, in the blanks the letter leaves for them, else where nothing is covered, else on a page of their own.
 * A PDF that has the fields comes back as it is.
 * Throws SigningError PDF_INVALID, PDF_ENCRYPTED, PDF_TOO_LARGE or PDF_ALREADY_SIGNED.
 */
export async function prepareUploadedPdf(bytes: Uint8Array, { signerName }: UploadOptions = {}): Promise<Uint8Array> {
  const pdf = await openPdf(bytes);
  if (isPrepared(pdf)) return bytes;
  const [first, last] = await printedPages(pdf, bytes);
  const fonts = new FontSet(pdf);
  const lastIndex = pdf.getPageCount() - 1;
  const issue = findIssuePlaces(first, (text) => fonts.width('regular', 1, text)) ?? printIssueLine(pdf, fonts, first);
  const found = findSignaturePlaces(last, signerName);
  const places = found ?? addSignaturePage(pdf);
  const page = found === null ? lastIndex + 1 : lastIndex;
  addPreparedFields(pdf, {
    texts: issue,
    signatures: [
      { name: signatureFieldNames.person, page, box: places.person },
      { name: signatureFieldNames.agency, page, box: places.agency },
    ],
  });
  // Nothing is signed yet, so a file that cannot be appended to is written anew.
  return pdf.save({ incremental: pdf.canSaveIncrementally() === null, subsetFonts: true });
}

/** Throws SigningError PDF_ALREADY_SIGNED where fields come too late, FIELD_MISSING where some are there and some are not. */
function isPrepared(pdf: PDF): boolean {
  const fields = formFields(pdf);
  const wanted: string[] = [...Object.values(textFieldNames), ...Object.values(signatureFieldNames)];
  const present = fields.filter(({ name }) => wanted.includes(name)).length;
  if (present === wanted.length) return true;
  const isSigned = fields.some(({ dict }) => dict.getName('FT', resolverOf(pdf))?.value === 'Sig' && dict.has('V'));
  if (isSigned) throw new SigningError('PDF_ALREADY_SIGNED');
  if (present > 0) throw new SigningError('FIELD_MISSING', 'the PDF brings some of the fields, but not all');
  return false;
}

async function printedPages(pdf: PDF, bytes: Uint8Array): Promise<[first: PrintedPage, last: PrintedPage]> {
  const lastIndex = pdf.getPageCount() - 1;
  const lines = new Map<number, readonly PageLine[]>();
  await readPages(bytes, (read, index) => {
    if (index === 0 || index === lastIndex) lines.set(index, read);
    return true;
  });
  return [printedPage(pdf, 0, lines.get(0) ?? []), printedPage(pdf, lastIndex, lines.get(lastIndex) ?? [])];
}

function printedPage(pdf: PDF, index: number, lines: readonly PageLine[]): PrintedPage {
  const page = pdf.getPage(index);
  if (page === null) throw new SigningError('PDF_INVALID', 'a page is missing');
  const rows = lines.map((line) => line.pieces);
  return { area: page.getCropBox(), isRotated: page.rotation !== 0, pieces: rows.flat(), rows };
}

/** A line of our own in the top margin: "Số: … ngày … tháng … năm …". */
function printIssueLine(pdf: PDF, fonts: FontSet, first: PrintedPage): TextFieldPlacement[] {
  const size = 11;
  const y = first.area.y + first.area.height - mm(10);
  const fields: TextFieldPlacement[] = [];
  let x = first.area.x + mm(20);
  const words = [['Số:', 'number', 40], ['ngày', 'day', 18], ['tháng', 'month', 18], ['năm', 'year', 30]] as const;
  for (const [word, name, room] of words) {
    pdf.getPage(0)?.drawText(word, { x, y, font: fonts.get('regular'), size });
    x += fonts.width('regular', size, word) + 3;
    const box = { x, y: y - size * 0.25, width: room, height: size * 1.2 };
    fields.push({ name: textFieldNames[name], page: 0, box, size, italic: false, align: name === 'number' ? 'left' : 'center' });
    x += room + 6;
  }
  return fields;
}

function addSignaturePage(pdf: PDF): SignaturePlaces {
  pdf.addPage({ width: a4.width, height: a4.height });
  const person = { x: mm(120), y: a4.top - mm(20) - personBox.height, ...personBox };
  return {
    person,
    agency: { x: person.x + person.width / 3 - sealDiameter, y: person.y + (person.height - sealDiameter) / 2, width: sealDiameter, height: sealDiameter },
  };
}
