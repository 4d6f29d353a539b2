import { createHash } from 'node:crypto';
import { certificateAlgorithm, isSignedBy } from '../certificates/certificate.js';
import { SigningError } from '../signing-error.js';
import { contentsBytes, digestOf, waitingByteRange } from './byte-range.js';
import type { PreparedSignature } from './prepare-signature.js';
import { readSignedAttributes } from './signed-attributes.js';
import { encodeSignedData } from './signed-data.js';

export interface SignatureValue extends PreparedSignature {
  /** The chain given to `prepareSignature`. */
  readonly certificateChain: readonly Uint8Array[];
  readonly signature: Uint8Array;
}

/**
 * Second step of signing: checks the signature against document and certificate, then writes it into its room.
 * Throws SigningError SIGNATURE_MISMATCH, CERTIFICATE_INVALID or PDF_INVALID.
 */
export async function embedSignature(value: SignatureValue): Promise<Uint8Array> {
  const { preparedPdf, toBeSigned, certificateChain, signature } = value;
  const [leaf] = certificateChain;
  if (leaf === undefined) throw new SigningError('CERTIFICATE_INVALID', 'the chain is empty');
  const range = waitingByteRange(preparedPdf);
  if (range === null) throw new SigningError('PDF_INVALID', 'no signature waits in this file');
  const attributes = readSignedAttributes(toBeSigned);
  if (attributes === null) throw new SigningError('SIGNATURE_MISMATCH', 'these are not the attributes prepared');
  if (!same(attributes.messageDigest, digestOf(preparedPdf, range, 'sha256'))) {
    throw new SigningError('SIGNATURE_MISMATCH', 'the file has changed since it was prepared');
  }
  if (!same(attributes.certificateDigest, createHash('sha256').update(leaf).digest())) {
    throw new SigningError('SIGNATURE_MISMATCH', 'prepared for another certificate');
  }
  if (!isSignedBy(leaf, toBeSigned, signature)) throw new SigningError('SIGNATURE_MISMATCH', 'not made by the key of the certificate');
  const algorithm = certificateAlgorithm(leaf);
  return withContents(preparedPdf, range.firstLength, encodeSignedData({ certificateChain, algorithm, signedAttributes: toBeSigned, signature }));
}

function withContents(preparedPdf: Uint8Array, placeholderAt: number, cms: Uint8Array): Uint8Array {
  if (cms.length > contentsBytes) throw new SigningError('CERTIFICATE_INVALID', 'the certificate chain is too long');
  const signed = new Uint8Array(preparedPdf);
  signed.set(Buffer.from(Buffer.from(cms).toString('hex'), 'latin1'), placeholderAt + 1);
  return signed;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
