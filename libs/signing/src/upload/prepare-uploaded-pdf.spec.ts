import { describe, expect, it } from '@jest/globals';
import { PDF } from '@libpdf/core';
import { composeDocumentPdf } from '../letter/compose-document-pdf.js';
import { signPdf } from '../pades/sign-pdf.js';
import { fillIssueNumber } from '../pdf/fill-issue-number.js';
import { formField } from '../pdf/form-tree.js';
import { mm, overlaps } from '../pdf/geometry.js';
import type { Box } from '../pdf/geometry.js';
import { boxOf } from '../pdf/pdf-objects.js';
import { signatureFieldNames, textFieldNames } from '../pdf/prepared-fields.js';
import { foreignLetter, letterWithBlanks } from '../testing/foreign-letter.js';
import { pdfsig } from '../testing/pdfsig.js';
import { sampleLetter } from '../testing/sample-letter.js';
import { signedLetter } from '../testing/signed-letter.js';
import { extractText } from '../text/extract-text.js';
import { readPages } from '../text/page-lines.js';
import type { Piece } from '../text/page-lines.js';
import { verifyPdf } from '../verification/verify-pdf.js';
import { prepareUploadedPdf } from './prepare-uploaded-pdf.js';

const signerName = 'Lãnh Đạo Mẫu 01';

async function boxesOf(bytes: Uint8Array): Promise<Record<'person' | 'agency' | 'number' | 'day' | 'month', Box>> {
  const pdf = await PDF.load(bytes);
  const box = (name: string): Box => boxOf(formField(pdf, name)?.getArray('Rect')) ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    person: box(signatureFieldNames.person), agency: box(signatureFieldNames.agency), number: box(textFieldNames.number),
    day: box(textFieldNames.day), month: box(textFieldNames.month),
  };
}

async function printed(bytes: Uint8Array): Promise<Piece[]> {
  const pieces: Piece[] = [];
  await readPages(bytes, (lines) => pieces.push(...lines.flatMap((line) => line.pieces)) > 0);
  return pieces;
}

describe('an uploaded letter that leaves blanks', () => {
  it('gets its number and date in the blanks, and its signatures above the name', async () => {
    // when
    const prepared = await prepareUploadedPdf(await foreignLetter(letterWithBlanks), { signerName });

    // then
    const filled = await fillIssueNumber({ pdf: prepared, number: 7, day: 5, month: 2 });
    const { text } = await extractText(filled);
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/Số: ?07 ?\/SGDĐT-VP Mẫu, ngày ?05 ?tháng ?02 ?năm 2026/);
    const { person, agency } = await boxesOf(prepared);
    expect(person.y).toBeGreaterThan(490);
    expect(person.y + person.height).toBeLessThan(600);
    for (const piece of await printed(prepared)) {
      expect([piece.text, overlaps(person, piece.box), overlaps(agency, piece.box)]).toEqual([piece.text, false, false]);
    }
  });

  it('goes the same way as our own letters, and both signatures hold outside', async () => {
    const { ca, leader, agency } = await signedLetter();
    const common = { signingTime: new Date(), appearance: { lines: ['x'] } };
    const prepared = await prepareUploadedPdf(await foreignLetter(letterWithBlanks), { signerName });
    const signed = await signPdf({ ...common, pdf: prepared, fieldName: signatureFieldNames.person, key: leader });
    const numbered = await fillIssueNumber({ pdf: signed, number: 7, day: 5, month: 2, year: 2026 });
    const sealed = await signPdf({ ...common, pdf: numbered, fieldName: signatureFieldNames.agency, key: agency });
    expect((await pdfsig(sealed, ca.certificatePem)).map((each) => `${each.validation} ${each.certificate}`)).toEqual(
      Array(2).fill('Signature is Valid. Certificate is Trusted.'),
    );
    expect((await verifyPdf(sealed, { trustedCertificates: [ca.certificate], at: new Date() })).overall).toBe('valid');
  });
});

describe('an uploaded letter without blanks', () => {
  it('gets a line for number and date in its top margin, and signatures in free room', async () => {
    const prepared = await prepareUploadedPdf(await foreignLetter([[100, 780, 'Số: 12/SGDĐT'], [100, 700, 'Nội dung']]));
    const { person, agency, number } = await boxesOf(prepared);
    expect(number.y).toBeGreaterThan(841 - mm(20));
    expect((await extractText(prepared)).text).toContain('Số:');
    for (const piece of await printed(prepared)) expect([piece.text, overlaps(person, piece.box), overlaps(agency, piece.box)]).toEqual([piece.text, false, false]);
  });

  it('gets a page of its own for signatures when its last page is full', async () => {
    const full = Array.from({ length: 52 }, (_, index) => [60, 815 - index * 15.5, 'Nội dung kín trang, không còn chỗ trống nào để đặt chữ ký của người có thẩm quyền.'] as const);
    const prepared = await prepareUploadedPdf(await foreignLetter(full));
    expect((await PDF.load(prepared)).getPageCount()).toBe(2);
  });

  it('may be a scan without any text, turned or not', async () => {
    const pdf = PDF.create();
    pdf.addPage({ size: 'a4', rotate: 90 });
    const prepared = await prepareUploadedPdf(await pdf.save());
    expect((await boxesOf(prepared)).person.width).toBeGreaterThan(100);
  });
});

describe('what is not prepared', () => {
  it('a letter of our own comes back as it is', async () => {
    const letter = await composeDocumentPdf(sampleLetter());
    expect(await prepareUploadedPdf(letter)).toBe(letter);
  });

  it('a foreign PDF that is signed already is refused', async () => {
    const { leader } = await signedLetter();
    const pdf = await PDF.load(await foreignLetter(letterWithBlanks));
    const certificate = leader.certificateChain[0] ?? new Uint8Array();
    const { bytes } = await pdf.sign({
      signer: { certificate, keyType: 'RSA', signatureAlgorithm: 'RSASSA-PKCS1-v1_5', sign: (data: Uint8Array) => leader.sign(data) },
    });
    await expect(prepareUploadedPdf(bytes)).rejects.toMatchObject({ code: 'PDF_ALREADY_SIGNED' });
  });

  it.each(['', 'Kính gửi'])('%j is refused as no PDF', async (text) => {
    await expect(prepareUploadedPdf(new TextEncoder().encode(text))).rejects.toMatchObject({ code: 'PDF_INVALID' });
  });
});
