import { PdfDict, PdfName, PdfStream } from '@libpdf/core';
import type { PDF, PdfRef } from '@libpdf/core';
import type { Box } from './geometry.js';
import type { FontSet, FontStyle } from './fonts.js';
import { numbers } from './pdf-objects.js';

export interface TextStyle {
  readonly font: FontStyle;
  /** points */
  readonly size: number;
  readonly color?: Rgb;
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** Writes drawing operators and remembers the fonts and pictures they need. */
export class ContentStream {
  readonly #pdf: PDF;
  readonly #fonts: FontSet;
  readonly #operators: string[] = [];
  readonly #usedFonts = new Map<FontStyle, string>();
  readonly #images = new Map<string, PdfRef>();

  constructor(pdf: PDF, fonts: FontSet) {
    this.#pdf = pdf;
    this.#fonts = fonts;
  }

  /** One line with its baseline at y; each space is widened by `stretch` points. */
  text(x: number, y: number, style: TextStyle, text: string, stretch = 0): void {
    const name = this.#fontName(style.font);
    const pieces = stretch === 0 ? [text] : text.split(/(?<= )/);
    const shift = (-stretch * 1000) / style.size;
    const shown = pieces.map((piece) => `<${this.#hex(style.font, piece)}>${piece.endsWith(' ') && stretch !== 0 ? ` ${fixed(shift)} ` : ''}`);
    const [red, green, blue] = style.color ?? [0, 0, 0];
    this.#operators.push(
      `BT ${fixed(red)} ${fixed(green)} ${fixed(blue)} rg /${name} ${fixed(style.size)} Tf ${fixed(x)} ${fixed(y)} Td [${shown.join('')}] TJ ET`,
    );
  }

  line(x1: number, y1: number, x2: number, y2: number, width = 0.6): void {
    this.#operators.push(`q ${fixed(width)} w 0 0 0 RG ${fixed(x1)} ${fixed(y1)} m ${fixed(x2)} ${fixed(y2)} l S Q`);
  }

  rectangle(box: Box, width = 0.8): void {
    this.#operators.push(`q ${fixed(width)} w 0 0 0 RG ${fixed(box.x)} ${fixed(box.y)} ${fixed(box.width)} ${fixed(box.height)} re S Q`);
  }

  circle(centerX: number, centerY: number, radius: number, width: number, [red, green, blue]: Rgb): void {
    const k = 0.552285 * radius;
    const at = (dx: number, dy: number): string => `${fixed(centerX + dx)} ${fixed(centerY + dy)}`;
    this.#operators.push(
      `q ${fixed(width)} w ${fixed(red)} ${fixed(green)} ${fixed(blue)} RG ${at(radius, 0)} m`,
      `${at(radius, k)} ${at(k, radius)} ${at(0, radius)} c ${at(-k, radius)} ${at(-radius, k)} ${at(-radius, 0)} c`,
      `${at(-radius, -k)} ${at(-k, -radius)} ${at(0, -radius)} c ${at(k, -radius)} ${at(radius, -k)} ${at(radius, 0)} c s Q`,
    );
  }

  image(ref: PdfRef, box: Box): void {
    const name = `Im${this.#images.size + 1}`;
    this.#images.set(name, ref);
    this.#operators.push(`q ${fixed(box.width)} 0 0 ${fixed(box.height)} ${fixed(box.x)} ${fixed(box.y)} cm /${name} Do Q`);
  }

  /** Operators written as they are, e.g. marked content. */
  raw(operators: string): void {
    this.#operators.push(operators);
  }

  bytes(): Uint8Array {
    return new TextEncoder().encode(`${this.#operators.join('\n')}\n`);
  }

  resources(): PdfDict {
    const resources = new PdfDict();
    if (this.#usedFonts.size > 0) {
      const entries = [...this.#usedFonts].map(([style, name]) => [name, this.#fonts.get(style).ref] as const);
      resources.set('Font', PdfDict.of(Object.fromEntries(entries)));
    }
    if (this.#images.size > 0) resources.set('XObject', PdfDict.of(Object.fromEntries(this.#images)));
    return resources;
  }

  /** A form XObject of this content: the appearance of a field. */
  toAppearance(width: number, height: number): PdfRef {
    const dict = {
      Type: PdfName.of('XObject'),
      Subtype: PdfName.of('Form'),
      BBox: numbers(0, 0, width, height),
      Resources: this.resources(),
    };
    return this.#pdf.register(PdfStream.fromDict(dict, this.bytes()));
  }

  #fontName(style: FontStyle): string {
    const known = this.#usedFonts.get(style);
    if (known !== undefined) return known;
    const name = `F${this.#usedFonts.size + 1}`;
    this.#usedFonts.set(style, name);
    return name;
  }

  #hex(style: FontStyle, text: string): string {
    return this.#fonts.encode(style, text).map((gid) => gid.toString(16).padStart(4, '0')).join('');
  }
}

function fixed(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
