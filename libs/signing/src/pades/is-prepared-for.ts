import { createHash } from 'node:crypto';
import { readSignedAttributes } from './signed-attributes.js';

/**
 * Whether these bytes are what `prepareSignature` wants signed, and for this certificate.
 * Whoever holds a key asks this first, so that the key signs documents and nothing else.
 */
export function isPreparedFor(toBeSigned: Uint8Array, certificate: Uint8Array): boolean {
  const attributes = readSignedAttributes(toBeSigned);
  return attributes !== null && Buffer.compare(attributes.certificateDigest, createHash('sha256').update(certificate).digest()) === 0;
}
