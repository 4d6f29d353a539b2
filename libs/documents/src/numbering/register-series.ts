import type { Direction, DocumentType } from '@vanthu/model';
import { localYear } from '../local-date.js';

/** How an agency's head orders the numbers of issued documents: one series for all, or one per kind. */
export type OutboundSeries = 'common' | 'perType';

export interface RegisterKey {
  readonly agencyId: string;
  readonly direction: Direction;
  /** Name of the book; numbers are unique per agency, direction, book and year. */
  readonly name: string;
  readonly year: number;
}

const ARRIVAL_BOOK = 'Sổ đăng ký văn bản đến';
const ISSUE_BOOK = 'Sổ đăng ký văn bản đi';

/** One series a year for everything that arrives, on paper or not. `at`: epoch ms. */
export function arrivalRegister(agencyId: string, at: number): RegisterKey {
  return { agencyId, direction: 'inbound', name: ARRIVAL_BOOK, year: localYear(at) };
}

/** `at`: epoch ms; the year changes at midnight in Asia/Ho_Chi_Minh. */
export function issueRegister(agencyId: string, type: DocumentType, series: OutboundSeries, at: number): RegisterKey {
  const name = series === 'perType' ? `${ISSUE_BOOK} – ${type}` : ISSUE_BOOK;
  return { agencyId, direction: 'outbound', name, year: localYear(at) };
}
