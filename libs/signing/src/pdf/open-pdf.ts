import { PDF } from '@libpdf/core';
import { SigningError } from '../signing-error.js';

/** Larger files are refused before anything is read. */
export const maxPdfBytes = 100 * 1024 * 1024;

/** Throws SigningError PDF_TOO_LARGE, PDF_INVALID or PDF_ENCRYPTED. */
export async function openPdf(bytes: Uint8Array): Promise<PDF> {
  if (bytes.length > maxPdfBytes) throw new SigningError('PDF_TOO_LARGE', `${bytes.length} bytes`);
  if (!hasPdfHeader(bytes)) throw new SigningError('PDF_INVALID', 'no PDF header');
  const pdf = await load(bytes);
  if (pdf.isEncrypted) throw new SigningError('PDF_ENCRYPTED');
  return pdf;
}

/** Appends a revision; the bytes given stay as they are. Throws SigningError PDF_NOT_APPENDABLE. */
export async function appendRevision(pdf: PDF, before: Uint8Array): Promise<Uint8Array> {
  const blocker = pdf.canSaveIncrementally();
  if (blocker !== null) throw new SigningError('PDF_NOT_APPENDABLE', blocker);
  const after = await pdf.save({ incremental: true, subsetFonts: true });
  if (!startsWith(after, before)) throw new SigningError('PDF_NOT_APPENDABLE', 'the writer changed earlier bytes');
  return after;
}

export function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return bytes.length >= prefix.length && Buffer.compare(bytes.subarray(0, prefix.length), prefix) === 0;
}

/** Readers accept the header anywhere in the first kilobyte. */
function hasPdfHeader(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}

async function load(bytes: Uint8Array): Promise<PDF> {
  try {
    const pdf = await PDF.load(bytes);
    if (pdf.getPageCount() === 0) throw new SigningError('PDF_INVALID', 'no pages');
    return pdf;
  } catch (cause) {
    if (cause instanceof SigningError) throw cause;
    throw new SigningError('PDF_INVALID', 'the structure cannot be read', { cause });
  }
}
