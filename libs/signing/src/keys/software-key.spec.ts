import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createSandboxCa } from '../sandbox/sandbox-ca.js';
import type { IssuedKey } from '../sandbox/sandbox-ca.js';
import { createSoftwareKey } from './software-key.js';

describe('a software key', () => {
  let issued: IssuedKey;

  beforeAll(async () => {
    const ca = await createSandboxCa();
    issued = await ca.issueCertificate({ commonName: 'Lãnh Đạo Mẫu 01', organisation: 'Sở Mẫu', kind: 'person' });
  });

  it('is refused with the certificate of another key', () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    expect(() => createSoftwareKey({ ...issued, privateKeyPem: other })).toThrow(expect.objectContaining({ code: 'CERTIFICATE_INVALID' }));
  });

  it('is refused when the file is no key', () => {
    expect(() => createSoftwareKey({ ...issued, privateKeyPem: 'x' })).toThrow(expect.objectContaining({ code: 'KEY_INVALID' }));
  });
});
