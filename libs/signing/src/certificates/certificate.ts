import { verify, X509Certificate } from 'node:crypto';
import type { KeyAlgorithm } from '../keys/signing-key.js';
import { SigningError } from '../signing-error.js';

/** Throws SigningError CERTIFICATE_INVALID. */
export function parseCertificate(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw new SigningError('CERTIFICATE_INVALID', 'not an X.509 certificate', { cause });
  }
}

/** Throws SigningError CERTIFICATE_INVALID for keys that cannot sign here. */
export function certificateAlgorithm(der: Uint8Array): KeyAlgorithm {
  const type = parseCertificate(der).publicKey.asymmetricKeyType;
  if (type === 'rsa') return 'RSA';
  if (type === 'ec') return 'ECDSA';
  throw new SigningError('CERTIFICATE_INVALID', `keys of type ${type ?? 'unknown'} are not supported`);
}

/** Whether the certificate's key made this signature with SHA-256. */
export function isSignedBy(certificate: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify('sha256', data, parseCertificate(certificate).publicKey, signature);
  } catch {
    return false;
  }
}
