import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certificatesFromPem } from '../certificates/pem.js';
import { createSandboxCa } from '../sandbox/sandbox-ca.js';
import type { IssuedKey } from '../sandbox/sandbox-ca.js';
import { createSoftHsm } from '../testing/soft-hsm.js';
import type { SoftHsm } from '../testing/soft-hsm.js';
import { Pkcs11Tokens } from './pkcs11-token.js';

describe('a PKCS#11 token', () => {
  let hsm: SoftHsm;
  let issued: IssuedKey;
  let stranger: IssuedKey;

  beforeAll(async () => {
    const ca = await createSandboxCa();
    const request = { organisation: 'Sở Mẫu', kind: 'person' } as const;
    issued = await ca.issueCertificate({ ...request, commonName: 'Lãnh Đạo Mẫu 01' });
    stranger = await ca.issueCertificate({ ...request, commonName: 'Lãnh Đạo Mẫu 02' });
    hsm = await createSoftHsm([issued]);
  });
  afterAll(async () => {
    await hsm.remove();
  });

  it('lists certificates with their chains, without the authorities, and asks no PIN', async () => {
    const listed = await new Pkcs11Tokens(hsm).listCertificates();
    expect(listed.map(({ tokenLabel }) => tokenLabel)).toEqual(['vanthu']);
    expect(listed[0]?.certificateChain).toEqual(certificatesFromPem(issued.chainPem));
  });

  it('says TOKEN_MISSING when no token holds exactly this certificate', async () => {
    const key = new Pkcs11Tokens(hsm).key(certificatesFromPem(stranger.chainPem), hsm.pin);
    await expect(key.sign(new Uint8Array([1]))).rejects.toMatchObject({ code: 'TOKEN_MISSING' });
  });

  it('survives a driver that cannot be loaded', async () => {
    const tokens = new Pkcs11Tokens({ modulePath: '/nowhere/driver.so' });
    await expect(tokens.listCertificates()).rejects.toMatchObject({ code: 'DRIVER_CRASHED' });
  });

  it('survives a driver that takes its process down', async () => {
    // given
    const folder = await mkdtemp(path.join(tmpdir(), 'vanthu-crash-'));
    const crash = path.join(folder, 'crash.cjs');
    await writeFile(crash, "process.on('message', () => process.kill(process.pid, 'SIGSEGV'));");

    // when
    const tokens = new Pkcs11Tokens({ ...hsm, environment: { ...hsm.environment, NODE_OPTIONS: `--require ${crash}` } });

    // then
    await expect(tokens.listCertificates()).rejects.toMatchObject({ code: 'DRIVER_CRASHED', detail: 'ended with SIGSEGV' });
    await rm(folder, { recursive: true });
  });

  it('gives up on a driver that does not answer', async () => {
    await expect(new Pkcs11Tokens({ ...hsm, timeout: 1 }).listCertificates()).rejects.toMatchObject({ code: 'DRIVER_CRASHED' });
  });
});
