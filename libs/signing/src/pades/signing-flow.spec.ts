import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createSoftwareKey } from '../keys/software-key.js';
import type { SigningKey } from '../keys/signing-key.js';
import { composeDocumentPdf } from '../letter/compose-document-pdf.js';
import { fillIssueNumber } from '../pdf/fill-issue-number.js';
import { startsWith } from '../pdf/open-pdf.js';
import { signatureFieldNames } from '../pdf/prepared-fields.js';
import { createSandboxCa } from '../sandbox/sandbox-ca.js';
import type { SandboxCa } from '../sandbox/sandbox-ca.js';
import { runTool } from '../testing/debian-tool.js';
import { pdfsig } from '../testing/pdfsig.js';
import { sampleLetter } from '../testing/sample-letter.js';
import { extractText } from '../text/extract-text.js';
import { embedSignature } from './embed-signature.js';
import { prepareSignature } from './prepare-signature.js';
import { signPdf } from './sign-pdf.js';

const signingTime = new Date('2026-11-20T03:15:30Z');
let ca: SandboxCa;
let leader: SigningKey;
let agency: SigningKey;
let letter: Uint8Array;

beforeAll(async () => {
  ca = await createSandboxCa();
  const organisation = 'Sở Giáo dục và Đào tạo tỉnh Mẫu';
  leader = createSoftwareKey(
    await ca.issueCertificate({ commonName: 'Lãnh Đạo Mẫu 01', organisation, title: 'Giám đốc', kind: 'person' }),
  );
  agency = createSoftwareKey(
    await ca.issueCertificate({ commonName: organisation, organisation, kind: 'organisation', algorithm: 'ECDSA' }),
  );
  letter = await composeDocumentPdf(sampleLetter());
});

const asLeader = () => ({
  pdf: letter,
  fieldName: signatureFieldNames.person,
  signingTime,
  appearance: { lines: ['Lãnh Đạo Mẫu 01', 'Thời gian ký: 20/11/2026 10:15:30 +07:00'] },
  reason: 'Ký ban hành',
});

const asAgency = (pdf: Uint8Array) => ({
  pdf,
  fieldName: signatureFieldNames.agency,
  signingTime: new Date(signingTime.getTime() + 600_000),
  appearance: { lines: ['Sở Giáo dục và Đào tạo', '20/11/2026 10:25:30 +07:00'] },
});

describe('the order of issuing: person, number, agency', () => {
  it('leaves both signatures valid and trusted for an outside verifier', async () => {
    // when
    const signed = await signPdf({ ...asLeader(), key: leader });
    const numbered = await fillIssueNumber({ pdf: signed, number: 5, day: 20, month: 11 });
    const sealed = await signPdf({ ...asAgency(numbered), key: agency });

    // then
    expect(startsWith(signed, letter)).toBe(true);
    expect(startsWith(numbered, signed)).toBe(true);
    expect(startsWith(sealed, numbered)).toBe(true);
    expect(await pdfsig(sealed, ca.certificatePem)).toEqual([
      { signer: 'Lãnh Đạo Mẫu 01', validation: 'Signature is Valid.', certificate: 'Certificate is Trusted.', coversWholeFile: false },
      { signer: 'Sở Giáo dục và Đào tạo tỉnh Mẫu', validation: 'Signature is Valid.', certificate: 'Certificate is Trusted.', coversWholeFile: true },
    ]);
  });
});

describe('the two steps of signing', () => {
  it('may be taken by two processes, with nothing but bytes between them', async () => {
    // given
    const prepared = await prepareSignature({ ...asLeader(), certificateChain: leader.certificateChain });
    const stored = JSON.stringify({ pdf: Buffer.from(prepared.preparedPdf).toString('base64'), bytes: Buffer.from(prepared.toBeSigned).toString('base64') });

    // when
    const { pdf, bytes } = JSON.parse(stored) as { pdf: string; bytes: string };
    const toBeSigned = new Uint8Array(Buffer.from(bytes, 'base64'));
    const signed = await embedSignature({
      preparedPdf: new Uint8Array(Buffer.from(pdf, 'base64')), toBeSigned, certificateChain: leader.certificateChain, signature: await leader.sign(toBeSigned),
    });

    // then
    expect(await pdfsig(signed, ca.certificatePem)).toMatchObject([{ validation: 'Signature is Valid.', coversWholeFile: true }]);
    expect(startsWith(signed, letter)).toBe(true);
  });

  it('refuse a signature by another key, over other bytes, for another file or for another certificate', async () => {
    // given
    const { certificateChain } = leader;
    const prepared = await prepareSignature({ ...asLeader(), certificateChain });
    const good = { ...prepared, certificateChain, signature: await leader.sign(prepared.toBeSigned) };
    const changedPdf = Uint8Array.from(prepared.preparedPdf, (byte, index) => (index === 200 ? byte ^ 1 : byte));

    // then
    const refused = { code: 'SIGNATURE_MISMATCH' };
    await expect(embedSignature({ ...good, signature: await agency.sign(prepared.toBeSigned) })).rejects.toMatchObject(refused);
    await expect(embedSignature({ ...good, signature: new Uint8Array() })).rejects.toMatchObject(refused);
    await expect(embedSignature({ ...good, toBeSigned: new Uint8Array([1, 2, 3]) })).rejects.toMatchObject(refused);
    await expect(embedSignature({ ...good, preparedPdf: changedPdf })).rejects.toMatchObject(refused);
    await expect(embedSignature({ ...good, certificateChain: agency.certificateChain })).rejects.toMatchObject(refused);
    await expect(embedSignature({ ...good, preparedPdf: letter })).rejects.toMatchObject({ code: 'PDF_INVALID' });
  });

  it('refuse a field that is signed, missing or of another kind', async () => {
    const signed = await signPdf({ ...asLeader(), key: leader });
    await expect(signPdf({ ...asLeader(), pdf: signed, key: leader })).rejects.toMatchObject({ code: 'FIELD_ALREADY_SIGNED' });
    await expect(signPdf({ ...asLeader(), fieldName: 'khac', key: leader })).rejects.toMatchObject({ code: 'FIELD_MISSING' });
    await expect(signPdf({ ...asLeader(), fieldName: 'so_van_ban', key: leader })).rejects.toMatchObject({ code: 'FIELD_MISSING' });
  });

  it('show the picture of a handwriting, and refuse what is no PNG', async () => {
    const image = new Uint8Array(Buffer.from(onePixel, 'base64'));
    const signed = await signPdf({ ...asLeader(), appearance: { image, lines: [] }, key: leader });
    expect(Buffer.from(signed).includes('/Im1 Do')).toBe(true);
    expect(await pdfsig(signed, ca.certificatePem)).toMatchObject([{ validation: 'Signature is Valid.' }]);
    const broken = { ...asLeader(), appearance: { image: new Uint8Array([1, 2]), lines: [] }, key: leader };
    await expect(signPdf(broken)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
  });
});

it('makes a CMS that OpenSSL accepts as CAdES: the signature names its certificate', async () => {
  // given
  const signed = Buffer.from(await signPdf({ ...asLeader(), key: leader }));
  const [first = 0, second = 0, length = 0] = (/\/ByteRange ?\[0 (\d+) +(\d+) +(\d+)/.exec(signed.toString('latin1')) ?? []).slice(1).map(Number);
  const dir = await mkdtemp(path.join(tmpdir(), 'vanthu-cades-'));
  const at = (name: string): string => path.join(dir, name);
  await writeFile(at('content'), Buffer.concat([signed.subarray(0, first), signed.subarray(second, second + length)]));
  await writeFile(at('cms'), Buffer.from(signed.subarray(first + 1, second - 1).toString('latin1'), 'hex'));
  await writeFile(at('ca.pem'), ca.certificatePem);

  // when
  const { output } = await runTool('openssl', ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', at('cms'), '-content', at('content'), '-CAfile', at('ca.pem'), '-out', at('out')]);

  // then
  expect(output).toMatch(/Verification successful/);
  await rm(dir, { recursive: true });
});

describe('the number', () => {
  it('is filled in once', async () => {
    const numbered = await fillIssueNumber({ pdf: letter, number: 5, day: 1, month: 2 });
    await expect(fillIssueNumber({ pdf: numbered, number: 6, day: 1, month: 2 })).rejects.toMatchObject({ code: 'FIELD_ALREADY_FILLED' });
  });

  it('corrects the year when it was allocated after New Year', async () => {
    const { text } = await extractText(await fillIssueNumber({ pdf: letter, number: 1, day: 2, month: 1, year: 2027 }));
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/Số: ?01 ?\/SGDĐT-GDTrH Mẫu, ngày ?02 ?tháng ?01 ?năm ?2027/);
  });
});

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
