import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { certificatesFromPem } from '../certificates/pem.js';
import { SigningError } from '../signing-error.js';
import type { KeyAlgorithm, SigningKey } from './signing-key.js';

const signAsync = promisify(sign);

export interface SoftwareKeyFiles {
  /** PKCS#8, encrypted or not. */
  readonly privateKeyPem: string;
  /** Leaf first. */
  readonly chainPem: string;
  /** Opens an encrypted key; a wrong one gives PIN_WRONG. */
  readonly pin?: string;
}

/** A key in a file: for the sandbox and for tests. Throws SigningError PIN_WRONG, KEY_INVALID or CERTIFICATE_INVALID. */
export function createSoftwareKey(files: SoftwareKeyFiles): SigningKey {
  const certificateChain = certificatesFromPem(files.chainPem);
  const [leaf] = certificateChain;
  if (leaf === undefined) throw new SigningError('CERTIFICATE_INVALID', 'the chain is empty');
  const privateKey = openPrivateKey(files);
  if (!new X509Certificate(leaf).checkPrivateKey(privateKey)) {
    throw new SigningError('CERTIFICATE_INVALID', 'the certificate belongs to another key');
  }
  return {
    certificateChain,
    algorithm: algorithmOf(privateKey),
    sign: async (data) => new Uint8Array(await signAsync('sha256', data, privateKey)),
  };
}

function openPrivateKey({ privateKeyPem, pin }: SoftwareKeyFiles): KeyObject {
  try {
    return createPrivateKey({ key: privateKeyPem, format: 'pem', passphrase: pin ?? '' });
  } catch (cause) {
    // An encrypted file that does not open cannot be told from a damaged one: the PIN is by far the likelier cause.
    if (privateKeyPem.includes('BEGIN ENCRYPTED PRIVATE KEY')) throw new SigningError('PIN_WRONG');
    throw new SigningError('KEY_INVALID', 'not a PKCS#8 key in PEM', { cause });
  }
}

function algorithmOf(key: KeyObject): KeyAlgorithm {
  if (key.asymmetricKeyType === 'rsa') return 'RSA';
  if (key.asymmetricKeyType === 'ec') return 'ECDSA';
  throw new SigningError('KEY_INVALID', `keys of type ${key.asymmetricKeyType ?? 'unknown'} are not supported`);
}
