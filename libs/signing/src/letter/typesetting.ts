import type { FontSet } from '../pdf/fonts.js';
import { printable } from '../pdf/fonts.js';
import type { TextStyle } from '../pdf/content-stream.js';

export interface Line {
  readonly text: string;
  /** points */
  readonly width: number;
}

/** Breaks a text into lines no wider than `maxWidth`; the first may be shorter by `firstIndent`. */
export function breakLines(fonts: FontSet, style: TextStyle, text: string, maxWidth: number, firstIndent = 0): Line[] {
  const measure = (piece: string): number => fonts.width(style.font, style.size, piece);
  const lines: Line[] = [];
  let current = '';
  for (const word of wordsOf(text, (piece) => measure(piece) <= maxWidth - firstIndent)) {
    const candidate = current === '' ? word : `${current} ${word}`;
    const limit = lines.length === 0 ? maxWidth - firstIndent : maxWidth;
    if (current !== '' && measure(candidate) > limit) {
      lines.push({ text: current, width: measure(current) });
      current = word;
    } else {
      current = candidate;
    }
  }
  if (current !== '') lines.push({ text: current, width: measure(current) });
  return lines;
}

/** Words; one too wide for a line (an address of a web page) is cut. */
function wordsOf(text: string, fits: (piece: string) => boolean): string[] {
  return printable(text)
    .split(/ +/)
    .filter((word) => word !== '')
    .flatMap((word) => (fits(word) ? [word] : cut(word, fits)));
}

function cut(word: string, fits: (piece: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const char of word) {
    if (piece !== '' && !fits(piece + char)) {
      pieces.push(piece);
      piece = '';
    }
    piece += char;
  }
  return piece === '' ? pieces : [...pieces, piece];
}
