import { beforeAll, describe, expect, it } from '@jest/globals';
import { SigningError } from '../signing-error.js';
import { foreignLetter, letterWithBlanks } from '../testing/foreign-letter.js';
import { pdfBomb } from '../testing/pdf-bomb.js';
import { signedLetter } from '../testing/signed-letter.js';
import type { SignedLetter } from '../testing/signed-letter.js';
import { verifyPdf as verifyHere } from '../verification/verify-pdf.js';
import { extractText, prepareUploadedPdf, verifyPdf } from './isolated.js';
import { limitReading } from './reading.js';

let letter: SignedLetter;
const at = new Date('2026-11-21T00:00:00Z');

beforeAll(async () => {
  letter = await signedLetter();
});

const options = () => ({ trustedCertificates: [letter.ca.certificate], at });

describe('reading in a process of its own', () => {
  it('answers what reading here would answer', async () => {
    expect(await verifyPdf(letter.sealed, options())).toEqual(await verifyHere(letter.sealed, options()));
    expect((await extractText(letter.sealed)).text).toContain('Thực hiện quy định về công tác văn thư');
    expect((await prepareUploadedPdf(await foreignLetter(letterWithBlanks))).length).toBeGreaterThan(1000);
  });

  it('brings errors back with their codes', async () => {
    const failure = await extractText(new TextEncoder().encode('x')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SigningError);
    expect(failure).toMatchObject({ code: 'PDF_INVALID' });
    await expect(prepareUploadedPdf(letter.sealed.slice(0, 500))).rejects.toBeInstanceOf(SigningError);
  });

  it('takes many at once', async () => {
    const reports = await Promise.all([letter.signed, letter.numbered, letter.sealed].map((each) => verifyPdf(each, options())));
    expect(reports.map((each) => each.signatures.length)).toEqual([1, 1, 2]);
  });

  it('survives a file that unfolds to twenty gigabytes, and goes on working', async () => {
    // given
    limitReading({ memory: 350_000_000 });
    const bomb = pdfBomb(20_000);
    const before = process.memoryUsage.rss();

    // when
    const report = await verifyPdf(bomb, options());

    // then
    expect(report).toMatchObject({ overall: 'unverifiable', signatures: [], notes: [expect.stringContaining('quá phức tạp')] });
    expect(process.memoryUsage.rss() - before).toBeLessThan(300_000_000);
    expect((await verifyPdf(letter.sealed, options())).overall).toBe('valid');
  });

  it('gives up on a file that takes too long', async () => {
    limitReading({ memory: 4_000_000_000, time: 1_000 });
    await expect(extractText(pdfBomb(20_000))).rejects.toMatchObject({ code: 'PDF_TOO_COMPLEX', detail: 'no answer in 1000 ms' });
  });
});
