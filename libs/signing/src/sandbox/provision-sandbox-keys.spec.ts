import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSoftwareKey } from '../keys/software-key.js';
import { provisionSandboxKeys } from './provision-sandbox-keys.js';

describe('the keys of the sandbox', () => {
  let dir: string;
  const leader = { id: 'lanhdao01', pin: '123456', commonName: 'Lãnh Đạo Mẫu 01', organisation: 'Sở Mẫu', title: 'Giám đốc', kind: 'person' } as const;
  const agency = { id: 'sgddt', pin: '654321', commonName: 'Sở Mẫu', organisation: 'Sở Mẫu', kind: 'organisation' } as const;

  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'vanthu-sandbox-'));
  });
  afterEach(async () => {
    await rm(dir, { recursive: true });
  });

  const keyOf = async (id: string, pin: string) => createSoftwareKey({
    privateKeyPem: await readFile(path.join(dir, 'keys', `${id}.key.pem`), 'utf8'),
    chainPem: await readFile(path.join(dir, 'keys', `${id}.chain.pem`), 'utf8'),
    pin,
  });

  it('are made once, encrypted, readable by their owner only', async () => {
    // given
    await provisionSandboxKeys(dir, [leader]);
    const before = await readFile(path.join(dir, 'keys', 'lanhdao01.key.pem'), 'utf8');

    // when
    const { ca, caCertificateFile } = await provisionSandboxKeys(dir, [leader, agency]);

    // then
    expect(await readFile(path.join(dir, 'keys', 'lanhdao01.key.pem'), 'utf8')).toBe(before);
    expect((await stat(path.join(dir, 'keys', 'sgddt.key.pem'))).mode & 0o777).toBe(0o600);
    expect(await readFile(caCertificateFile, 'utf8')).toBe(ca.certificatePem);
    const authority = new X509Certificate(ca.certificate);
    for (const key of [await keyOf('lanhdao01', '123456'), await keyOf('sgddt', '654321')]) {
      expect(new X509Certificate(key.certificateChain[0] ?? new Uint8Array()).verify(authority.publicKey)).toBe(true);
    }
    await expect(keyOf('sgddt', '123456')).rejects.toMatchObject({ code: 'PIN_WRONG' });
  });

  it('refuse names that leave the folder', async () => {
    await expect(provisionSandboxKeys(dir, [{ ...leader, id: '../x' }])).rejects.toThrow(RangeError);
  });
});
