import type { Urgency } from '@vanthu/model';
import { foldVietnamese } from '../search/fold-vietnamese.js';
import type { Proposal } from './metadata-proposal.js';
import { isCapitals, proposed, type Segment } from './text-segments.js';

type Level = 1 | 2 | 3;

const secrecyWords: Readonly<Record<string, Level>> = { mat: 1, 'toi mat': 2, 'tuyet mat': 3 };
const urgencyWords: Readonly<Record<string, Level>> = { khan: 1, 'thuong khan': 2, 'hoa toc': 3, 'hoa toc hen gio': 3 };

/** Stamps stand in capitals on a line of their own, alone or side by side ("MẬT – KHẨN"). */
const BETWEEN_STAMPS = /\s*[-–—/,+|]\s*/;
const SUBJECT_MARK = /[[(]\s*([^\])]{2,20})\s*[\])]|^\s*(?:(?:re|fwd?|tr):\s*)*(\p{Lu}[\p{Lu} ]{2,16})\s*[:–-]/giu;

/** Secrecy counts only as a stamp or as a declared field, wherever it stands; "bảo mật" in a sentence is no stamp. */
export function proposeSecrecy(segments: readonly Segment[], subjectHint: string): Proposal<0 | 1 | 2 | 3> {
  return highest(segments, subjectHint, secrecyWords, /^độ mật\s*:\s*(.+)$/iu) ?? proposed(0, null, 0.9);
}

export function proposeUrgency(segments: readonly Segment[], subjectHint: string): Proposal<Urgency> {
  return highest(segments, subjectHint, urgencyWords, /^(?:mức )?độ khẩn\s*:\s*(.+)$/iu) ?? proposed(0, null, 0.7);
}

function highest(segments: readonly Segment[], subjectHint: string, words: Readonly<Record<string, Level>>, field: RegExp): Proposal<Level> | null {
  let best: Proposal<Level> | null = null;
  for (const segment of segments) {
    const level = stampLevel(segment.text, words) ?? wordLevel(field.exec(segment.text)?.[1], words);
    if (level && level > (best?.value ?? 0)) best = proposed(level, segment, 0.95);
  }
  const marked = markedInSubject(subjectHint, words);
  return marked && marked > (best?.value ?? 0) ? proposed(marked, null, 0.8) : best;
}

function stampLevel(text: string, words: Readonly<Record<string, Level>>): Level | null {
  if (text.length > 40 || !isCapitals(text)) return null;
  const stamps = text.replace(/^[[("“*]+|[\])"”*.]+$/g, '').split(BETWEEN_STAMPS).map(stampWord);
  const known = (stamp: string) => stamp in secrecyWords || stamp in urgencyWords;
  if (!stamps.every(known)) return null;
  return stamps.map((stamp) => words[stamp] ?? null).find((level) => level !== null) ?? null;
}

/** Letters set apart ("M Ậ T") are drawn together. */
function stampWord(text: string): string {
  const spaced = /^(?:\p{L} ){1,}\p{L}$/u.test(text.trim()) ? text.replace(/ /g, '') : text;
  return foldVietnamese(spaced).replace(/\s+/g, ' ').trim();
}

function wordLevel(text: string | undefined, words: Readonly<Record<string, Level>>): Level | null {
  return text === undefined ? null : (words[stampWord(text)] ?? null);
}

function markedInSubject(subject: string, words: Readonly<Record<string, Level>>): Level | null {
  for (const [, bracketed, leading] of subject.normalize('NFC').matchAll(SUBJECT_MARK)) {
    const mark = bracketed ?? leading ?? '';
    const level = isCapitals(mark) ? wordLevel(mark, words) : null;
    if (level) return level;
  }
  return null;
}
