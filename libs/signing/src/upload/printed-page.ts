import type { Box } from '../pdf/geometry.js';
import type { Piece } from '../text/page-lines.js';

/** A page of somebody else's PDF: what is printed where. */
export interface PrintedPage {
  /** The visible area. */
  readonly area: Box;
  readonly isRotated: boolean;
  readonly pieces: readonly Piece[];
  /** One line of pieces side by side each, from the top. */
  readonly rows: readonly (readonly Piece[])[];
}

/** Widths of letters, to find a place inside a stretch of text. */
export type Measure = (text: string) => number;

/** Free room in a line, between two words. */
export interface Gap extends Box {
  /** What is printed right after it; empty at the end of the line. */
  readonly next: string;
}

/** The room after the first place where `label` ends a word of the page, up to the next printed mark in its line. */
export function gapAfter(page: PrintedPage, label: RegExp, measure: Measure): Gap | null {
  for (const row of page.rows) {
    const marks = row.flatMap((piece) => marksOf(piece, measure));
    const at = marks.findIndex(({ text }, index) => label.test(text) || (text === ':' && label.test(`${marks[index - 1]?.text ?? ''}:`)));
    const mark = marks[at];
    if (mark === undefined) continue;
    const next = marks[at + 1];
    const x = mark.box.x + mark.box.width;
    return { x, y: mark.box.y, width: (next?.box.x ?? page.area.x + page.area.width) - x, height: mark.box.height, next: next?.text ?? '' };
  }
  return null;
}

/** The words of a stretch of text with their boxes, as far as letter widths tell. */
function marksOf({ text, box }: Piece, measure: Measure): Piece[] {
  const scale = box.width / Math.max(1e-6, measure(text));
  return [...text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    box: { ...box, x: box.x + measure(text.slice(0, match.index)) * scale, width: measure(match[0]) * scale },
  }));
}
