import { readFile } from 'node:fs/promises';
import { Pkcs11Tokens, SigningError, certificatesFromPem, createSoftwareKey, type SigningKey } from '@vanthu/signing';
import type { Configuration } from '../configuration/configuration.js';

/** The key with which the server itself signs messages: in a PKCS#11 module, else a software key. @throws SigningError */
export async function serverKey(configuration: Configuration): Promise<SigningKey> {
  const { SIGNING_CERTIFICATE_FILE, SIGNING_PKCS11_MODULE, SIGNING_PKCS11_PIN, SIGNING_KEY_FILE } = configuration;
  if (!SIGNING_CERTIFICATE_FILE) throw new SigningError('KEY_INVALID', 'set SIGNING_CERTIFICATE_FILE with SIGNING_PKCS11_MODULE or SIGNING_KEY_FILE');
  const chainPem = await readFile(SIGNING_CERTIFICATE_FILE, 'utf8');
  if (SIGNING_PKCS11_MODULE) return new Pkcs11Tokens({ modulePath: SIGNING_PKCS11_MODULE }).key(certificatesFromPem(chainPem), SIGNING_PKCS11_PIN ?? '');
  return createSoftwareKey({ privateKeyPem: await readFile(SIGNING_KEY_FILE ?? '', 'utf8'), chainPem });
}
