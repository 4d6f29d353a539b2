import { SigningError } from '../signing-error.js';
import { setFieldText } from './field-text.js';
import { FontSet } from './fonts.js';
import { formField } from './form-tree.js';
import { appendRevision, openPdf } from './open-pdf.js';
import { resolverOf } from './pdf-objects.js';
import { textFieldNames } from './prepared-fields.js';

export interface IssueNumber {
  readonly pdf: Uint8Array;
  /** `125`, `125a`; numbers below ten get a zero in front, as the decree wants. */
  readonly number: number | string;
  readonly day: number;
  readonly month: number;
  /** The year printed when the letter was composed stays where this is absent. */
  readonly year?: number;
}

/**
 * Writes number and date into the prepared fields, once. Appends a revision: signatures made before stay valid.
 * Throws SigningError PDF_*, FIELD_MISSING or FIELD_ALREADY_FILLED.
 */
export async function fillIssueNumber({ pdf: bytes, number, day, month, year }: IssueNumber): Promise<Uint8Array> {
  const pdf = await openPdf(bytes);
  const before = formField(pdf, textFieldNames.number)?.getString('V', resolverOf(pdf));
  if (before !== undefined && before.asString() !== '') throw new SigningError('FIELD_ALREADY_FILLED', textFieldNames.number);
  const fonts = new FontSet(pdf);
  setFieldText(pdf, fonts, textFieldNames.number, padded(String(number)));
  setFieldText(pdf, fonts, textFieldNames.day, padded(String(day)));
  // The decree pads January and February only.
  setFieldText(pdf, fonts, textFieldNames.month, month < 3 ? padded(String(month)) : String(month));
  const printedYear = formField(pdf, textFieldNames.year)?.getString('V', resolverOf(pdf))?.asString();
  if (year !== undefined && printedYear !== String(year)) setFieldText(pdf, fonts, textFieldNames.year, String(year));
  return appendRevision(pdf, bytes);
}

function padded(number: string): string {
  return /^\d$/.test(number) ? `0${number}` : number;
}
