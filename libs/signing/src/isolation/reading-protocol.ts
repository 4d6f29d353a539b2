import type { VerificationReport } from '@vanthu/model';
import type { SigningErrorCode } from '../signing-error.js';
import type { PdfText } from '../text/extract-text.js';
import type { UploadOptions } from '../upload/prepare-uploaded-pdf.js';
import type { VerificationOptions } from '../verification/verify-pdf.js';

/** What the reading process can be asked for. */
export type ReadingRequest =
  | { readonly act: 'verify'; readonly pdf: Uint8Array; readonly options: VerificationOptions }
  | { readonly act: 'text'; readonly pdf: Uint8Array }
  | { readonly act: 'prepare'; readonly pdf: Uint8Array; readonly options: UploadOptions };

export interface ReadingResults {
  readonly verify: VerificationReport;
  readonly text: PdfText;
  readonly prepare: Uint8Array;
}

export type ReadingReply =
  | { readonly ok: true; readonly result: ReadingResults[keyof ReadingResults] }
  /** Code null: a failure nobody expected. */
  | { readonly ok: false; readonly code: SigningErrorCode | null; readonly detail: string };
