import { PdfDict, PdfName, type PdfRef, PdfString } from '@libpdf/core';
import type { PDF } from '@libpdf/core';
import { SigningError } from '../signing-error.js';
import { certificateAlgorithm } from '../certificates/certificate.js';
import { FontSet } from '../pdf/fonts.js';
import { formField } from '../pdf/form-tree.js';
import { appendRevision, openPdf } from '../pdf/open-pdf.js';
import { boxOf, rawObject, resolverOf } from '../pdf/pdf-objects.js';
import { signatureFieldNames } from '../pdf/prepared-fields.js';
import { drawAppearance } from './appearance.js';
import type { SignatureAppearance } from './appearance.js';
import { byteRangePlaceholder, contentsPlaceholder, digestOf, settleByteRange } from './byte-range.js';
import { pdfDate } from './pdf-date.js';
import { encodeSignedAttributes } from './signed-attributes.js';

export interface SignatureRequest {
  readonly pdf: Uint8Array;
  /** A signature field prepared before; see `signatureFieldNames`. */
  readonly fieldName: string;
  /** DER, leaf first. */
  readonly certificateChain: readonly Uint8Array[];
  readonly signingTime: Date;
  readonly appearance: SignatureAppearance;
  readonly reason?: string;
}

/** All that must be kept between the two steps, as plain bytes; another process may take the second. */
export interface PreparedSignature {
  readonly preparedPdf: Uint8Array;
  /** The CMS signed attributes in DER: these bytes go to the key. */
  readonly toBeSigned: Uint8Array;
}

/**
 * First step of signing: appends a revision with the signature's appearance and room for its value.
 * The bytes of `pdf` stay a prefix of the result.
 * Throws SigningError PDF_*, FIELD_MISSING, FIELD_ALREADY_SIGNED, IMAGE_INVALID, CERTIFICATE_INVALID.
 */
export async function prepareSignature(request: SignatureRequest): Promise<PreparedSignature> {
  const [leaf] = request.certificateChain;
  if (leaf === undefined) throw new SigningError('CERTIFICATE_INVALID', 'the chain is empty');
  certificateAlgorithm(leaf);
  const pdf = await openPdf(request.pdf);
  const field = waitingField(pdf, request.fieldName);
  field.set('V', pdf.register(signatureDictionary(request)));
  showAppearance(pdf, field, request);
  const preparedPdf = await appendRevision(pdf, request.pdf);
  const range = settleByteRange(preparedPdf);
  if (range === null) throw new SigningError('PDF_NOT_APPENDABLE', 'the room for the signature was not written');
  return { preparedPdf, toBeSigned: encodeSignedAttributes(digestOf(preparedPdf, range, 'sha256'), leaf) };
}

function waitingField(pdf: PDF, name: string): PdfDict {
  const field = formField(pdf, name);
  if (field === null || field.getName('FT', resolverOf(pdf))?.value !== 'Sig') throw new SigningError('FIELD_MISSING', name);
  if (field.has('V')) throw new SigningError('FIELD_ALREADY_SIGNED', name);
  return field;
}

function signatureDictionary({ signingTime, reason }: SignatureRequest): PdfDict {
  const dict = PdfDict.of({
    Type: PdfName.of('Sig'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.CAdES.detached'),
    ByteRange: rawObject(byteRangePlaceholder),
    Contents: rawObject(contentsPlaceholder),
    M: PdfString.fromString(pdfDate(signingTime)),
  });
  if (reason !== undefined && reason !== '') dict.set('Reason', PdfString.fromString(reason));
  return dict;
}

function showAppearance(pdf: PDF, field: PdfDict, { appearance, fieldName }: SignatureRequest): void {
  const box = boxOf(field.getArray('Rect', resolverOf(pdf)));
  if (box === null || box.width === 0 || box.height === 0) return;
  const kind = fieldName === signatureFieldNames.agency ? 'agency' : 'person';
  const look: PdfRef = drawAppearance(pdf, new FontSet(pdf), appearance, kind, box.width, box.height);
  field.set('AP', PdfDict.of({ N: look }));
}
