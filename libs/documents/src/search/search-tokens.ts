import { foldVietnamese } from './fold-vietnamese.js';

const WORD = /[\p{L}\p{N}]+/gu;
const LONGEST_WORD = 40;

/** The folded words of a text, in order, repeated ones included. */
export function searchWords(text: string): string[] {
  return (foldVietnamese(text).match(WORD) ?? []).map((word) => word.slice(0, LONGEST_WORD));
}

/**
 * A word as it is indexed. Full-text indexes of MariaDB drop words under three letters ("bị", "về") and English
 * stop words, some of which are folded Vietnamese syllables ("thể" → "the"): the tail makes every word long and foreign enough.
 */
export function indexedWord(word: string): string {
  return `${word}_`.padEnd(3, '_');
}

/** The text a full-text index is built from. */
export function indexedText(text: string): string {
  return searchWords(text).map(indexedWord).join(' ');
}
