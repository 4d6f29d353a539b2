import type { PDF, PdfRef } from '@libpdf/core';
import { SigningError } from '../signing-error.js';
import { ContentStream } from '../pdf/content-stream.js';
import type { FontSet, FontStyle } from '../pdf/fonts.js';
import type { Rgb } from '../pdf/content-stream.js';
import { breakLines } from '../letter/typesetting.js';

/** What people see in the signature's box. */
export interface SignatureAppearance {
  /** PNG, transparent: the handwriting of a person, the red seal of an agency. */
  readonly image?: Uint8Array;
  /** Shown where there is no picture: the first line stands out. */
  readonly lines: readonly string[];
}

const red: Rgb = [0.78, 0.07, 0.1];
const blue: Rgb = [0.09, 0.2, 0.5];

/** The appearance stream for a box of this size, in points. Throws SigningError IMAGE_INVALID or TEXT_NOT_PRINTABLE. */
export function drawAppearance(
  pdf: PDF, fonts: FontSet, appearance: SignatureAppearance, kind: 'person' | 'agency', width: number, height: number,
): PdfRef {
  const content = new ContentStream(pdf, fonts);
  if (appearance.image !== undefined) drawImage(pdf, content, appearance.image, width, height);
  else if (kind === 'agency') drawSeal(content, fonts, appearance.lines, width, height);
  else drawStatement(content, fonts, appearance.lines, width, height);
  return content.toAppearance(width, height);
}

function drawImage(pdf: PDF, content: ContentStream, png: Uint8Array, width: number, height: number): void {
  const image = embedPng(pdf, png);
  const scale = Math.min(width / image.width, height / image.height);
  const shown = { width: image.width * scale, height: image.height * scale };
  content.image(image.ref, { x: (width - shown.width) / 2, y: (height - shown.height) / 2, ...shown });
}

function embedPng(pdf: PDF, png: Uint8Array): ReturnType<PDF['embedPng']> {
  try {
    return pdf.embedPng(png);
  } catch (cause) {
    throw new SigningError('IMAGE_INVALID', '', { cause });
  }
}

/** In the right two thirds: the seal will cover the left one. */
function drawStatement(content: ContentStream, fonts: FontSet, lines: readonly string[], width: number, height: number): void {
  const room = { left: width / 3 + 4, width: (width * 2) / 3 - 4 };
  const block = fit(fonts, entriesOf(lines), room.width, height - 6, 11);
  let y = height / 2 + block.height / 2;
  for (const line of block.lines) {
    y -= block.leading;
    content.text(room.left, y + block.size * 0.28, { font: line.font, size: block.size, color: blue }, line.text);
  }
}

function entriesOf([head = '', ...rest]: readonly string[]): Entry[] {
  return [{ font: 'bold', text: head }, ...rest.map((text): Entry => ({ font: 'regular', text }))];
}

function drawSeal(content: ContentStream, fonts: FontSet, lines: readonly string[], width: number, height: number): void {
  const radius = Math.min(width, height) / 2 - 1.5;
  const [name = '', ...rest] = lines;
  content.circle(width / 2, height / 2, radius, 2.2, red);
  content.circle(width / 2, height / 2, radius - 4, 0.7, red);
  const entries = entriesOf([name.toLocaleUpperCase('vi'), ...rest]);
  const side = (radius - 6) * Math.SQRT2;
  const block = fit(fonts, entries, side, side, 10);
  let y = height / 2 + block.height / 2;
  for (const line of block.lines) {
    y -= block.leading;
    content.text((width - line.width) / 2, y + block.size * 0.28, { font: line.font, size: block.size, color: red }, line.text);
  }
}

interface Entry {
  readonly font: FontStyle;
  readonly text: string;
}

interface Block {
  readonly size: number;
  readonly leading: number;
  readonly height: number;
  readonly lines: readonly { readonly font: FontStyle; readonly text: string; readonly width: number }[];
}

/** The largest size, down to 4 points, at which the broken text fits. */
function fit(fonts: FontSet, entries: readonly Entry[], width: number, height: number, largest: number): Block {
  for (let size = largest; ; size -= 0.5) {
    const leading = size * 1.22;
    const lines = entries.flatMap(({ font, text }) =>
      breakLines(fonts, { font, size }, text, width).map((line) => ({ font, ...line })));
    if (lines.length * leading <= height || size <= 4) return { size, leading, height: lines.length * leading, lines };
  }
}
