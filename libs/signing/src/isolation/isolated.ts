import type { VerificationReport } from '@vanthu/model';
import { SigningError } from '../signing-error.js';
import type { PdfText } from '../text/extract-text.js';
import type { UploadOptions } from '../upload/prepare-uploaded-pdf.js';
import { notes } from '../verification/report-words.js';
import type { VerificationOptions } from '../verification/verify-pdf.js';
import { read } from './reading.js';

/**
 * What can be said of the signatures of a received file, found out in a process of its own.
 * Never throws for what the file holds: a file that is no PDF, is damaged or breaks the bounds gives `unverifiable` with a note.
 */
export async function verifyPdf(pdf: Uint8Array, options: VerificationOptions): Promise<VerificationReport> {
  try {
    return await read({ act: 'verify', pdf, options });
  } catch (error) {
    if (!(error instanceof SigningError)) throw error;
    return { overall: 'unverifiable', signatures: [], notes: [notes.unreadable(error.code)], checkedAt: options.at.toISOString() };
  }
}

/**
 * The text of a PDF, for search and for proposing metadata, read in a process of its own.
 * Throws SigningError PDF_INVALID, PDF_ENCRYPTED, PDF_TOO_LARGE or PDF_TOO_COMPLEX.
 */
export function extractText(pdf: Uint8Array): Promise<PdfText> {
  return read({ act: 'text', pdf });
}

/**
 * Makes somebody else's PDF ready for the same path as our own letters, in a process of its own: adds the fields for
 * number, date and both signatures, in the blanks the letter leaves for them, else where nothing is covered, else on a
 * page of their own. A PDF that has the fields comes back as it is.
 * Throws SigningError PDF_INVALID, PDF_ENCRYPTED, PDF_TOO_LARGE, PDF_TOO_COMPLEX, PDF_ALREADY_SIGNED or FIELD_MISSING.
 */
export function prepareUploadedPdf(pdf: Uint8Array, options: UploadOptions = {}): Promise<Uint8Array> {
  return read({ act: 'prepare', pdf, options });
}
