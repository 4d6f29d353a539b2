import { isRealDate } from '../local-date.js';
import type { Proposal } from './metadata-proposal.js';
import { evidenceOf, proposed } from './text-segments.js';

/** "Số: 1792 /BGD&ĐT – VP": capital S, at the beginning of a line or column; what stands in a sentence is another document's number. */
const NUMBER = /(?<=^|\n|\t| {2}|\|)[ \t]*(?:Số|SỐ)[ \t]*[:.]?[ \t]*(\d{1,6})[ \t]*\/[ \t]*((?:\d{4}[ \t]*\/[ \t]*)?\p{Lu}[\p{L}\d&.]*(?:[ \t]*[-–—][ \t]*\p{L}[\p{L}\d&.]*)*)/gu;

const PLACE_AND_DATE = /\p{Lu}[\p{L} .'’-]{1,40},[ \t]*ngày[ \t]*(\d{1,2})[ \t]*tháng[ \t]*(\d{1,2})[ \t]*năm[ \t]*(\d{4})/gu;
const DATE = /ngày[ \t]*(\d{1,2})[ \t]*tháng[ \t]*(\d{1,2})[ \t]*năm[ \t]*(\d{4})/giu;

export interface PrintedNumber {
  readonly notation: Proposal<string>;
  readonly number: Proposal<number>;
}

/** The number the document itself bears. */
export function proposeNumber(header: string): PrintedNumber | null {
  const match = new RegExp(NUMBER).exec(header);
  if (!match) return null;
  const [, digits = '', letters = ''] = match;
  const notation = `${digits}/${letters}`.replace(/[ \t]+/g, '').replace(/[–—]/g, '-').replace(/\.+$/, '');
  const evidence = evidenceOf(match);
  return { notation: proposed(notation, evidence, 0.95), number: proposed(Number(digits), evidence, 0.95) };
}

/** "Hà Nội, ngày 06 tháng 3 năm 2007", one or two digits; a date without its place counts less. */
export function proposeDate(header: string): Proposal<string> | null {
  return firstDate(header, PLACE_AND_DATE, 0.95) ?? firstDate(header, DATE, 0.6);
}

function firstDate(text: string, pattern: RegExp, confidence: number): Proposal<string> | null {
  for (const match of text.matchAll(pattern)) {
    const [, day = '', month = '', year = ''] = match;
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (isRealDate(date)) return proposed(date, evidenceOf(match), confidence);
  }
  return null;
}

/** Where a place-and-date line begins in `text`, else -1; what follows belongs to another column. */
export function placeAndDateAt(text: string): number {
  return text.search(new RegExp(PLACE_AND_DATE.source, 'u'));
}
