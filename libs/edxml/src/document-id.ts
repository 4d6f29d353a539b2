import { EdxmlError } from './edxml-error.js';
import { writeDate } from './axis-dates.js';
import { canonicalText } from './canonical-text.js';

/**
 * The identifier a document keeps for ever: `Z01.05,2026/10/04,2700/SGDĐT-VP`.
 * @param promulgationDate yyyy-MM-dd
 * @param code number and notation joined by "/"
 */
export function newDocumentId(organId: string, promulgationDate: string, code: string): string {
  const date = writeDate(promulgationDate);
  if (!date) throw new EdxmlError('EDXML_INCOMPLETE', 'promulgationDate must be a date, yyyy-MM-dd');
  const parts = [canonicalText(organId), date, canonicalText(code)];
  if (parts.some((part) => part === '')) throw new EdxmlError('EDXML_INCOMPLETE', 'organId and code must not be empty');
  return parts.join(',');
}
