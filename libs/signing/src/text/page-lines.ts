import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { Box } from '../pdf/geometry.js';
import { maxPdfBytes } from '../pdf/open-pdf.js';
import { SigningError } from '../signing-error.js';

/** A stretch of text as the file places it. */
export interface Piece {
  readonly text: string;
  readonly box: Box;
}

export interface PageLine {
  /** Composed letters (NFC); columns are parted by a tab. */
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Parts of the height of letters: a wider gap is a space, a much wider one another column. */
const spaceGap = 0.18;
const columnGap = 1.6;

/**
 * Reads page after page; `read` answers false to stop early. Answers the number of pages.
 * Throws SigningError PDF_INVALID, PDF_ENCRYPTED or PDF_TOO_LARGE.
 */
export async function readPages(bytes: Uint8Array, read: (lines: readonly PageLine[], index: number) => boolean): Promise<number> {
  if (bytes.length > maxPdfBytes) throw new SigningError('PDF_TOO_LARGE', `${bytes.length} bytes`);
  // The library takes the buffer away from its owner, so it gets a copy.
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false, disableFontFace: true });
  try {
    const document = await task.promise;
    for (let index = 0; index < document.numPages; index += 1) {
      if (!read(await linesOf(document, index), index)) break;
    }
    return document.numPages;
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.name === 'PasswordException';
    throw new SigningError(isLocked ? 'PDF_ENCRYPTED' : 'PDF_INVALID', isLocked ? '' : 'the structure cannot be read', { cause });
  } finally {
    await task.destroy();
  }
}

async function linesOf(document: PDFDocumentProxy, index: number): Promise<PageLine[]> {
  const page = await document.getPage(index + 1);
  const pieces = [...(await printedPieces(page)), ...(await filledFields(page))];
  page.cleanup();
  return rowsOf(pieces).map((row) => ({ text: joined(row), pieces: row })).filter(({ text }) => text !== '');
}

async function printedPieces(page: PDFPageProxy): Promise<Piece[]> {
  const { items } = await page.getTextContent({ disableNormalization: true });
  return items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [, , , , x = 0, baseline = 0] = item.transform as number[];
    return [{ text: item.str, box: { x, y: baseline - item.height * 0.22, width: item.width, height: item.height } }];
  });
}

/** Filled form fields belong to the text: the number of an issued letter stands in one. */
async function filledFields(page: PDFPageProxy): Promise<Piece[]> {
  const annotations = (await page.getAnnotations()) as { fieldType?: string; fieldValue?: unknown; rect?: number[] }[];
  return annotations.flatMap(({ fieldType, fieldValue, rect }) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect ?? [];
    if (fieldType !== 'Tx' || typeof fieldValue !== 'string' || fieldValue.trim() === '') return [];
    return [{ text: fieldValue.trim(), box: { x: x1, y: y1, width: x2 - x1, height: y2 - y1 } }];
  });
}

/** Pieces side by side, from the top of the page to its bottom. */
function rowsOf(pieces: readonly Piece[]): Piece[][] {
  const rows: { middle: number; pieces: Piece[] }[] = [];
  for (const piece of [...pieces].sort((a, b) => middleOf(b) - middleOf(a))) {
    const row = rows.at(-1);
    if (row !== undefined && row.middle - middleOf(piece) < piece.box.height * 0.4) row.pieces.push(piece);
    else rows.push({ middle: middleOf(piece), pieces: [piece] });
  }
  return rows.map((row) => row.pieces.sort((a, b) => a.box.x - b.box.x));
}

function joined(row: readonly Piece[]): string {
  let text = '';
  for (const [index, { text: part, box }] of row.entries()) {
    const before = row[index - 1]?.box;
    const gap = before === undefined ? 0 : (box.x - before.x - before.width) / Math.max(1, Math.min(box.height, before.height));
    if (gap > columnGap) text += '\t';
    else if (gap > spaceGap) text += ' ';
    text += part;
  }
  return text.normalize('NFC').replaceAll(/[^\S\t]+/g, ' ').replaceAll(/ ?\t\s*/g, '\t').trim();
}

function middleOf({ box }: Piece): number {
  return box.y + box.height / 2;
}
