import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PDF } from '@libpdf/core';
import { SigningError } from '../signing-error.js';

/** Tinos has the metrics of Times New Roman and every Vietnamese letter. */
const files = {
  regular: '400Regular/Tinos_400Regular.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
} as const;

export type FontStyle = keyof typeof files;
export type EmbeddedFont = ReturnType<PDF['embedFont']>;

const require = createRequire(import.meta.url);
const fontBytes = new Map<FontStyle, Uint8Array>();

/** The fonts of one revision of a PDF; each style is embedded when first used, with only the glyphs used. */
export class FontSet {
  readonly #pdf: PDF;
  readonly #fonts = new Map<FontStyle, EmbeddedFont>();

  constructor(pdf: PDF) {
    this.#pdf = pdf;
  }

  get(style: FontStyle): EmbeddedFont {
    const known = this.#fonts.get(style);
    if (known !== undefined) return known;
    const font = this.#pdf.embedFont(bytesOf(style));
    this.#fonts.set(style, font);
    return font;
  }

  /** Width in points. */
  width(style: FontStyle, size: number, text: string): number {
    const font = this.get(style);
    let units = 0;
    for (const char of printable(text)) units += font.getWidth(char.codePointAt(0) ?? 0);
    return (units * size) / 1000;
  }

  /** Glyph ids; throws SigningError TEXT_NOT_PRINTABLE. */
  encode(style: FontStyle, text: string): number[] {
    const font = this.get(style);
    const clean = printable(text);
    const missing = font.getUnencodableCharacters(clean);
    if (missing.length > 0) {
      const codes = missing.slice(0, 5).map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
      throw new SigningError('TEXT_NOT_PRINTABLE', codes.join(', '));
    }
    return font.encodeTextToGids(clean);
  }
}

/** Composed letters, since fonts draw "ế" and not "e" + two marks; controls and invisible characters removed. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\t\r\n]/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
}

function bytesOf(style: FontStyle): Uint8Array {
  const known = fontBytes.get(style);
  if (known !== undefined) return known;
  const bytes = new Uint8Array(readFileSync(require.resolve(`@expo-google-fonts/tinos/${files[style]}`)));
  fontBytes.set(style, bytes);
  return bytes;
}
