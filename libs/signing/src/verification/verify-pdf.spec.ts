import { createPrivateKey, webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CryptoKeySigner, PDF } from '@libpdf/core';
import { verificationReportSchema } from '@vanthu/model';
import { certificatesFromPem } from '../certificates/pem.js';
import { composeDocumentPdf } from '../letter/compose-document-pdf.js';
import { createSandboxCa } from '../sandbox/sandbox-ca.js';
import { sampleLetter } from '../testing/sample-letter.js';
import { signedAt, signedLetter } from '../testing/signed-letter.js';
import type { SignedLetter } from '../testing/signed-letter.js';
import { forge } from '../testing/tampering.js';
import { notes, reasons } from './report-words.js';
import { verifyPdf } from './verify-pdf.js';

const at = new Date('2026-11-21T00:00:00Z');
let letter: SignedLetter;

beforeAll(async () => {
  letter = await signedLetter();
});

const check = (pdf: Uint8Array) => verifyPdf(pdf, { trustedCertificates: [letter.ca.certificate], at });

function replaceBytes(pdf: Uint8Array, from: string, to: string): Uint8Array {
  const copy = Buffer.from(pdf);
  const position = copy.indexOf(from);
  if (position < 0) throw new Error(`no ${from}`);
  copy.write(to, position, 'latin1');
  return new Uint8Array(copy);
}

describe('a letter signed, numbered and sealed', () => {
  it('is valid in both signatures, and says who signed', async () => {
    const report = await check(letter.sealed);
    expect(verificationReportSchema.parse(report)).toEqual(report);
    expect(report.overall).toBe('valid');
    expect(report.signatures).toEqual([
      expect.objectContaining({
        signer: 'Lãnh Đạo Mẫu 01, Giám đốc – Sở Giáo dục và Đào tạo', kind: 'person', result: 'valid', coversWholeFile: false, signedAt: signedAt.toISOString(),
      }),
      expect.objectContaining({ signer: 'Sở Giáo dục và Đào tạo', kind: 'organisation', result: 'valid', coversWholeFile: true }),
    ]);
    expect(report.signatures[0]?.issuer).toMatch(/^Vanthu – CA thử nghiệm/);
  });

  it('is valid while only signed, and while numbered but not sealed', async () => {
    expect((await check(letter.signed)).overall).toBe('valid');
    expect(await check(letter.numbered)).toMatchObject({ overall: 'valid', notes: expect.arrayContaining([notes.filledAfterwards]) });
    expect((await check(letter.sealed)).notes).not.toContain(notes.filledAfterwards);
  });

  it('cannot be verified where its authority is not trusted', async () => {
    const stranger = await createSandboxCa();
    const report = await verifyPdf(letter.sealed, { trustedCertificates: [stranger.certificate], at });
    expect(report.overall).toBe('unverifiable');
    expect(report.signatures[0]?.reason).toBe(reasons.unknownAuthority);
  });

  it('stays valid after its certificates have expired, since the time of signing counts', async () => {
    const report = await verifyPdf(letter.sealed, { trustedCertificates: [letter.ca.certificate], at: new Date('2032-01-01') });
    expect(report.overall).toBe('valid');
  });

  it('is not believed when it comes from the future', async () => {
    const report = await verifyPdf(letter.sealed, { trustedCertificates: [letter.ca.certificate], at: new Date('2026-11-19') });
    expect(report.signatures[0]).toMatchObject({ result: 'unverifiable', reason: reasons.inTheFuture });
  });
});

describe('certificates that must not sign', () => {
  it('refuses one that had expired when it signed', async () => {
    const expired = await signedLetter({ notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') });
    const report = await verifyPdf(expired.signed, { trustedCertificates: [expired.ca.certificate], at });
    expect(report.signatures[0]).toMatchObject({ result: 'invalid', reason: reasons.expired });
  });
});

describe('a forged letter', () => {
  it('is invalid when a byte of the signed text differs', async () => {
    const report = await check(replaceBytes(letter.sealed, 'Vanthu', 'Vanthv'));
    expect(report.overall).toBe('invalid');
    expect(report.signatures[0]).toMatchObject({ result: 'invalid', reason: reasons.DIGEST_WRONG });
  });

  it('is invalid when the signed range leaves out more than the signature', async () => {
    const range = /\/ByteRange ?\[0 (\d+)/.exec(Buffer.from(letter.signed).toString('latin1'));
    const length = range?.[1] ?? '';
    const report = await check(replaceBytes(letter.signed, `[0 ${length}`, `[0 ${Number(length) - 1}`));
    expect(report.signatures[0]).toMatchObject({ result: 'invalid', reason: reasons.rangeWrong });
  });

  it.each(['drawOnPage', 'addPage', 'moveField'] as const)('is invalid after %s in a later revision', async (act) => {
    const report = await check(await forge(letter.sealed, act));
    expect(report.signatures.map((each) => each.reason)).toEqual([reasons.changedAfterSigning, reasons.changedAfterSigning]);
    expect(report.overall).toBe('invalid');
  });

  it('asks people to look when an annotation was laid over it', async () => {
    const report = await check(await forge(letter.sealed, 'coverWithAnnotation'));
    expect(report.signatures[1]).toMatchObject({ result: 'unverifiable', reason: reasons.annotatedAfterSigning, coversWholeFile: false });
  });

  it('is no longer called signed when its form was removed, but the traces are noted', async () => {
    const report = await check(await forge(letter.sealed, 'removeForm'));
    expect(report.overall).toBe('unsigned');
    expect(report.notes).toHaveLength(1);
  });
});

describe('files of others', () => {
  it('calls a letter without signatures unsigned', async () => {
    expect(await check(await composeDocumentPdf(sampleLetter()))).toMatchObject({ overall: 'unsigned', signatures: [], notes: [] });
  });

  it.each(['ETSI.CAdES.detached', 'adbe.pkcs7.detached'] as const)('verifies what another program signed as %s', async (subFilter) => {
    // given
    const issued = await letter.ca.issueCertificate({ commonName: 'Nguyễn Văn Mẫu', organisation: 'Cục Mẫu', kind: 'person' });
    const der = createPrivateKey(issued.privateKeyPem).export({ type: 'pkcs8', format: 'der' });
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const key = await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
    const [leaf = new Uint8Array(), ...chain] = certificatesFromPem(issued.chainPem);
    const pdf = await PDF.load(await composeDocumentPdf(sampleLetter()));

    // when
    const { bytes } = await pdf.sign({ signer: new CryptoKeySigner(key as never, leaf, 'RSA', 'RSASSA-PKCS1-v1_5', chain), signingTime: signedAt, subFilter });

    // then
    const report = await check(bytes);
    expect(report.signatures).toEqual([expect.objectContaining({ result: 'valid', kind: 'person', signer: 'Nguyễn Văn Mẫu – Cục Mẫu' })]);
  });

  it.each([
    ['nothing', ''],
    ['a text', 'Kính gửi: Sở Mẫu'],
    ['a header alone', '%PDF-1.7\n'],
    ['a broken body', '%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 9 0 R >> endobj trailer << /Root 1 0 R >> /ByteRange'],
  ])('says of %s that it cannot be checked', async (_, text) => {
    const report = await check(new TextEncoder().encode(text));
    expect(report).toMatchObject({ overall: 'unverifiable', signatures: [] });
    expect(report.notes[0]).toContain('Tệp không phải PDF hoặc đã hỏng.');
  });

  it('never throws for a file cut short or scrambled', async () => {
    for (let step = 1; step < 20; step += 1) {
      const cut = letter.sealed.slice(0, Math.floor((letter.sealed.length * step) / 20));
      expect((await check(cut)).overall).not.toBe('valid');
      const scrambled = Uint8Array.from(letter.sealed, (byte, index) => (index % 997 === step ? (byte + step) % 256 : byte));
      expect((await check(scrambled)).overall).not.toBe('valid');
    }
  });
});
