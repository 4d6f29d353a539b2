import { PdfDict, PdfNumber } from '@libpdf/core';
import type { PDF } from '@libpdf/core';
import { instantOfPdfDate } from '../pades/pdf-date.js';
import type { ByteRange } from '../pades/byte-range.js';
import { formFields } from '../pdf/form-tree.js';
import { resolved, resolverOf } from '../pdf/pdf-objects.js';

export interface SignatureInFile {
  readonly fieldName: string;
  readonly subFilter: string;
  readonly isTimeStamp: boolean;
  /** DER, with the zeros that fill its room. */
  readonly contents: Uint8Array;
  readonly statedTime: Date | null;
  /** Null where the range is malformed or leaves out more than the signature's own value. */
  readonly range: ByteRange | null;
}

/** Every signed field of the form. */
export function signaturesOf(pdf: PDF, bytes: Uint8Array): SignatureInFile[] {
  const resolve = resolverOf(pdf);
  return formFields(pdf).flatMap(({ name, dict }) => {
    const value = resolved(pdf, dict.get('V'));
    if (dict.getName('FT', resolve)?.value !== 'Sig' || !(value instanceof PdfDict)) return [];
    const contents = value.getString('Contents', resolve)?.bytes ?? new Uint8Array();
    const subFilter = value.getName('SubFilter', resolve)?.value ?? '';
    return [{
      fieldName: name,
      subFilter,
      isTimeStamp: subFilter === 'ETSI.RFC3161' || value.getName('Type', resolve)?.value === 'DocTimeStamp',
      contents,
      statedTime: instantOfPdfDate(value.getString('M', resolve)?.asString() ?? ''),
      range: rangeOf(pdf, value, contents, bytes),
    }];
  });
}

function rangeOf(pdf: PDF, value: PdfDict, contents: Uint8Array, bytes: Uint8Array): ByteRange | null {
  const entries = value.getArray('ByteRange', resolverOf(pdf))?.toArray().map((each) => resolved(pdf, each)) ?? [];
  const [start, firstLength, secondOffset, secondLength] = entries.map((each) => (each instanceof PdfNumber ? each.value : Number.NaN));
  if (entries.length !== 4 || start !== 0 || firstLength === undefined || secondOffset === undefined || secondLength === undefined) return null;
  if (![firstLength, secondOffset, secondLength].every((each) => Number.isSafeInteger(each) && each > 0)) return null;
  if (firstLength >= secondOffset || secondOffset + secondLength > bytes.length) return null;
  return isOwnValue(bytes.subarray(firstLength, secondOffset), contents) ? { firstLength, secondOffset, secondLength } : null;
}

/** The gap must hold nothing but the signature itself, or else text could hide in it. */
function isOwnValue(gap: Uint8Array, contents: Uint8Array): boolean {
  if (gap[0] !== 0x3c || gap.at(-1) !== 0x3e) return false;
  const digits = Buffer.from(gap.subarray(1, -1)).toString('latin1').replaceAll(/\s/g, '');
  return /^[0-9a-f]*$/i.test(digits) && Buffer.from(digits, 'hex').equals(contents);
}
