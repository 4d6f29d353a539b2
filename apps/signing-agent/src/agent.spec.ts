import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { composeDocumentPdf, embedSignature, prepareSignature, provisionSandboxKeys, signatureFieldNames, verifyPdf } from '@vanthu/signing';
import type { PreparedSignature, SandboxKeys } from '@vanthu/signing';
import { createSoftHsm, sampleLetter } from '@vanthu/signing/testing';
import type { SoftHsm } from '@vanthu/signing/testing';
import { startAgent } from './agent.js';
import type { RunningAgent } from './agent.js';
import type { KeysConfig } from './configuration.js';
import { AgentClient } from './testing/agent-client.js';

const origin = 'https://vanthu.example';
const summary = { title: 'Công văn số …/SGDĐT-GDTrH', subject: 'V/v <b>tăng cường</b> quản lý', fileName: 'cong-van.pdf', fileSha256: 'ab'.repeat(32) };
const leader = { id: 'lanhdao01', pin: '567890', commonName: 'Lãnh Đạo Mẫu 01', organisation: 'Sở Mẫu', title: 'Giám đốc', kind: 'person' } as const;

let dir: string;
let sandbox: SandboxKeys;
let letter: Uint8Array;
let agent: RunningAgent;
let client: AgentClient;
let clock: number;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'vanthu-agent-'));
  sandbox = await provisionSandboxKeys(dir, [leader]);
  letter = await composeDocumentPdf(sampleLetter());
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

async function start(keys: KeysConfig): Promise<void> {
  clock = Date.now();
  agent = await startAgent({ port: 0, origins: [origin], keys }, { now: () => clock });
  client = new AgentClient(agent.url, origin);
}

async function prepare(): Promise<{ prepared: PreparedSignature; chain: Uint8Array[]; body: object }> {
  const [certificate] = await client.certificates();
  const chain = (certificate?.certificateChain ?? []).map((each) => new Uint8Array(Buffer.from(each, 'base64')));
  const prepared = await prepareSignature({
    pdf: letter, fieldName: signatureFieldNames.person, certificateChain: chain, signingTime: new Date(), appearance: { lines: ['Lãnh Đạo Mẫu 01'] },
  });
  const toBeSigned = Buffer.from(prepared.toBeSigned).toString('base64');
  return { prepared, chain, body: { certificateId: certificate?.id, toBeSigned, summary } };
}

async function signThrough(pin: string): Promise<Uint8Array> {
  const { prepared, chain, body } = await prepare();
  const { id, path: page } = await client.open(body);
  const after = await client.press(page, 'sign', pin);
  expect(after.text).toContain('Đã ký.');
  const { state, signature } = await client.state(id);
  expect(state).toBe('signed');
  return embedSignature({ ...prepared, certificateChain: chain, signature: new Uint8Array(Buffer.from(signature ?? '', 'base64')) });
}

describe('signing with a key in the sandbox folder', () => {
  beforeEach(() => start({ kind: 'folder', dir: sandbox.keysDir }));
  afterEach(() => agent.close());

  it('gives a signature that verifies', async () => {
    const signed = await signThrough('567890');
    const report = await verifyPdf(signed, { trustedCertificates: [sandbox.ca.certificate], at: new Date() });
    expect(report).toMatchObject({ overall: 'valid', signatures: [{ signer: 'Lãnh Đạo Mẫu 01, Giám đốc – Sở Mẫu' }] });
  });

  it('names the certificates of this PC', async () => {
    expect(await client.certificates()).toEqual([
      expect.objectContaining({ id: 'lanhdao01', subject: 'Lãnh Đạo Mẫu 01, Giám đốc – Sở Mẫu', issuer: expect.stringContaining('Vanthu') }),
    ]);
  });

  it('shows what will be signed, with which certificate, in two languages and with nothing unescaped', async () => {
    const { body } = await prepare();
    const { path: page } = await client.open(body);
    const vi = await client.request('GET', page);
    for (const part of ['Công văn số …/SGDĐT-GDTrH', '&lt;b&gt;tăng cường&lt;/b&gt;', 'cong-van.pdf', 'abab abab', 'Lãnh Đạo Mẫu 01, Giám đốc', '>Ký</button>']) {
      expect(vi.text).toContain(part);
    }
    expect(vi.headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${origin}`,
    );
    expect((await client.request('GET', `${page}?lang=en`)).text).toContain('>Sign</button>');
  });

  it('keeps waiting after a wrong PIN, and says so on its own page only', async () => {
    // given
    const { body } = await prepare();
    const { id, path: page } = await client.open(body);

    // when
    const after = await client.press(page, 'sign', '111111');

    // then
    expect(after.text).toContain('Mã PIN không đúng.');
    expect(after.text).not.toContain('111111');
    expect(await client.state(id)).toEqual({ state: 'waiting', signature: null, error: null });
    expect((await client.press(page, 'sign', '567890')).text).toContain('Đã ký.');
  });

  it('ends after five wrong PINs', async () => {
    const { body } = await prepare();
    const { id, path: page } = await client.open(body);
    for (let attempt = 0; attempt < 5; attempt += 1) await client.press(page, 'sign', 'x');
    expect(await client.state(id, '?lang=en')).toMatchObject({ state: 'failed', error: expect.stringContaining('too many times') });
    expect((await client.press(page, 'sign', '567890')).text).not.toContain('Đã ký.');
  });

  it('signs once: a second press changes nothing', async () => {
    const { body } = await prepare();
    const { id, path: page } = await client.open(body);
    await client.press(page, 'sign', '567890');
    const { signature } = await client.state(id);
    await client.press(page, 'cancel');
    expect(await client.state(id)).toEqual({ state: 'signed', signature, error: null });
  });

  it('is cancelled by its button', async () => {
    const { body } = await prepare();
    const { id, path: page } = await client.open(body);
    expect((await client.press(page, 'cancel')).text).toContain('Đã hủy.');
    expect(await client.state(id)).toEqual({ state: 'cancelled', signature: null, error: null });
  });

  it('expires after five minutes, and is forgotten after ten', async () => {
    const { body } = await prepare();
    const { id, path: page } = await client.open(body);
    clock += 5 * 60_000;
    expect((await client.press(page, 'sign', '567890')).text).not.toContain('Đã ký.');
    expect(await client.state(id)).toMatchObject({ state: 'failed', signature: null, error: expect.stringContaining('hết thời gian') });
    clock += 5 * 60_000;
    expect((await client.request('GET', `/signings/${id}`, { Origin: origin })).status).toBe(404);
  });

  it('signs documents only: other bytes are refused, and those prepared for another certificate', async () => {
    const { body } = await prepare();
    for (const bytes of ['', 'hello', 'MAA=']) {
      const answer = await client.post({ ...body, toBeSigned: Buffer.from(bytes).toString('base64') });
      expect([answer.status, JSON.parse(answer.text)]).toEqual([422, expect.objectContaining({ code: 'SIGNATURE_MISMATCH' })]);
    }
    expect((await client.post({ ...body, certificateId: 'nobody' })).status).toBe(404);
    expect((await client.post({ ...body, summary: 1 })).status).toBe(400);
  });
});

describe('who may speak to the agent', () => {
  beforeAll(() => start({ kind: 'folder', dir: sandbox.keysDir }));
  afterAll(() => agent.close());

  it.each([
    ['a foreign origin', { Origin: 'https://evil.example' }],
    ['no origin', {}],
    ['an origin that only looks alike', { Origin: `${origin}.evil.example` }],
    ['a sandboxed frame', { Origin: 'null' }],
  ])('refuses %s', async (_, headers) => {
    for (const [method, target] of [['GET', '/certificates'], ['POST', '/signings'], ['OPTIONS', '/signings']] as const) {
      const answer = await client.request(method, target, { ...headers, 'Content-Type': 'application/json' }, method === 'POST' ? '{}' : '');
      expect(answer.status).toBe(403);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it.each(['vanthu.example', 'evil.example:80', '127.0.0.1'])('refuses the host name %s, as after DNS rebinding', async (host) => {
    for (const target of ['/health', '/certificates', '/confirm.css']) {
      const answer = await client.request('GET', target, { Host: host, Origin: origin });
      expect([answer.status, JSON.parse(answer.text)]).toEqual([403, expect.objectContaining({ code: 'HOST_REFUSED' })]);
    }
  });

  it('answers the preflight of an allowed page, private network included', async () => {
    const answer = await client.request('OPTIONS', '/signings', {
      Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Private-Network': 'true',
    });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': origin, 'access-control-allow-private-network': 'true', 'access-control-allow-headers': 'content-type', vary: 'Origin',
    });
  });

  it('takes the PIN from its own page alone, and lets nobody read that page', async () => {
    // given
    const { body } = await prepare();
    const { id, path: page } = await client.open(body);
    const shown = await client.request('GET', page, { Origin: origin });
    const token = /name="token" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
    const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };

    // when
    const fromPage = await client.request('POST', page, { ...type, Origin: origin }, form({ token, act: 'sign', pin: '567890' }));
    const withoutToken = await client.request('POST', page, { ...type, Origin: agent.url }, form({ act: 'sign', pin: '567890' }));

    // then
    expect(shown.headers['access-control-allow-origin']).toBeUndefined();
    expect([fromPage.status, withoutToken.status]).toEqual([403, 403]);
    expect((await client.state(id)).state).toBe('waiting');
  });

  it('refuses bodies too large or of another type', async () => {
    const headers = { Origin: origin, 'Content-Type': 'application/json' };
    expect((await client.request('POST', '/signings', headers, ' '.repeat(400_000))).status).toBe(413);
    expect((await client.request('POST', '/signings', { ...headers, 'Content-Type': 'text/plain' }, '{}')).status).toBe(415);
    expect((await client.request('POST', '/signings', headers, '{')).status).toBe(400);
  });

  it('tells its health to anyone on this PC, and nothing else', async () => {
    expect(await client.request('GET', '/health')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect((await client.request('GET', '/nothing', { Origin: origin })).status).toBe(404);
  });
});

describe('signing with a PKCS#11 token (SoftHSM2)', () => {
  let hsm: SoftHsm;

  beforeAll(async () => {
    hsm = await createSoftHsm([await sandbox.ca.issueCertificate(leader)]);
    await start({ kind: 'pkcs11', modulePath: hsm.modulePath, environment: hsm.environment });
  });
  afterAll(async () => {
    await agent.close();
    await hsm.remove();
  });

  it('gives a signature that verifies', async () => {
    const signed = await signThrough(hsm.pin);
    const report = await verifyPdf(signed, { trustedCertificates: [sandbox.ca.certificate], at: new Date() });
    expect(report.overall).toBe('valid');
  });

  it('keeps waiting after a wrong PIN', async () => {
    const { body } = await prepare();
    const { id, path: page } = await client.open(body);
    expect((await client.press(page, 'sign', '000000')).text).toContain('Mã PIN không đúng.');
    expect((await client.state(id)).state).toBe('waiting');
  });
});

it('says that no key can be reached when the driver is missing', async () => {
  await start({ kind: 'pkcs11', modulePath: '/nowhere/driver.so' });
  const answer = await client.request('GET', '/certificates', { Origin: origin });
  expect([answer.status, JSON.parse(answer.text)]).toEqual([503, expect.objectContaining({ code: 'DRIVER_CRASHED' })]);
  await agent.close();
});
