import type { Proposal } from './metadata-proposal.js';
import { placeAndDateAt } from './propose-number.js';
import { isCapitals, proposed, spanOf, type Segment } from './text-segments.js';

const SUBJECT = /^[“"(]?(V\/v|Về việc)\b\s*[:.]?\s*/iu;
const ENDS_HEADER = /^(Kính gửi|Kính trình|Căn cứ|Thực hiện|Theo|Để|Nơi nhận|Số\s*[:.]|CỘNG H|Độc lập|[-–•*]|\d+[.)])/iu;
const LONGEST = 500;

/** "V/v …" of a letter, or what stands under the name of its kind ("CHỈ THỊ" / "Về việc …", "BÁO CÁO" / "Tình hình …"). */
export function proposeSubject(text: string, header: readonly Segment[], typeLine: Segment | null, hint: string): Proposal<string> | null {
  const marked = header.findIndex((segment) => SUBJECT.test(segment.text));
  if (marked >= 0) return read(text, header, marked, 0.95);
  const below = typeLine ? header.findIndex((segment) => segment.start > typeLine.start) : -1;
  const title = header[below];
  if (title && !ENDS_HEADER.test(title.text)) return read(text, header, below, 0.8);
  const given = hint.replace(/^\s*(?:(?:re|fwd?|tr)\s*:\s*)+/i, '').trim();
  return given === '' ? null : proposed(given.slice(0, LONGEST), null, 0.5);
}

function read(text: string, header: readonly Segment[], first: number, confidence: number): Proposal<string> | null {
  const taken: Segment[] = [];
  let whole = '';
  for (const segment of header.slice(first)) {
    const previous = taken.at(-1);
    if (previous && !continues(whole, previous, segment)) break;
    const cut = placeAndDateAt(segment.text);
    const own = cut > 0 ? segment.text.slice(0, cut).trim() : segment.text;
    taken.push(cut > 0 ? { ...segment, text: own, end: segment.start + own.length } : segment);
    whole = `${whole} ${own}`.trim();
    if (cut > 0) break;
  }
  const value = tidy(whole);
  return value === '' ? null : proposed(value, spanOf(text, taken), confidence);
}

/** A subject runs on over lines, even blank ones, as long as its sentence does. */
function continues(whole: string, previous: Segment, next: Segment): boolean {
  if (/[.;:]$/.test(whole) || whole.length > LONGEST || ENDS_HEADER.test(next.text) || placeAndDateAt(next.text) === 0) return false;
  if (next.line === previous.line || /^\(.*\)$/.test(next.text)) return false;
  if (/^\p{Ll}/u.test(next.text)) return next.line - previous.line <= 3;
  return next.line === previous.line + 1 && (!isCapitals(next.text) || isCapitals(previous.text)) && !/[.!?]/.test(next.text.slice(0, -1));
}

function tidy(subject: string): string {
  const named = subject.replace(/^[“"(]/, '').replace(SUBJECT, (_, mark: string) => `${mark} `);
  return named.replace(/\s+/g, ' ').replace(/[.;,”")]+$/, '').trim().slice(0, LONGEST);
}
