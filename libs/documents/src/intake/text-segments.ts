import type { Evidence, Proposal } from './metadata-proposal.js';

/** A run of text that stands by itself: a line, or one column of it. */
export interface Segment extends Evidence {
  readonly line: number;
}

/** The form all positions refer to: composed letters, plain spaces and line ends, nothing invisible. */
export function normalisedText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|\f|\v|\u2028|\u2029/g, '\n')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ');
}

/** Columns are told apart by a tab or by three spaces and more. Empty ones are left out. */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  text.split('\n').forEach((content, line) => {
    for (const match of content.matchAll(/\S+(?:[ ]{1,2}\S+)*/g)) segments.push({ text: match[0], start: start + match.index, end: start + match.index + match[0].length, line });
    start += content.length + 1;
  });
  return segments;
}

export function evidenceOf(match: RegExpExecArray): Evidence {
  return { text: match[0].trim(), start: match.index + (match[0].length - match[0].trimStart().length), end: match.index + match[0].trimEnd().length };
}

export function proposed<T>(value: T, evidence: Evidence | null, confidence: number): Proposal<T> {
  return { value, evidence: evidence && { text: evidence.text, start: evidence.start, end: evidence.end }, confidence };
}

/** From the first of `segments` to the last. */
export function spanOf(text: string, segments: readonly Segment[]): Evidence | null {
  const [first, last] = [segments[0], segments.at(-1)];
  return first && last ? { text: text.slice(first.start, last.end), start: first.start, end: last.end } : null;
}

/** Whether all letters are capitals, and there are some. */
export function isCapitals(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}
