import { describe, expect, it } from '@jest/globals';
import { PDF } from '@libpdf/core';
import { composeDocumentPdf } from '../letter/compose-document-pdf.js';
import { fillIssueNumber } from '../pdf/fill-issue-number.js';
import { sampleLetter } from '../testing/sample-letter.js';
import { extractText } from './extract-text.js';

describe('the text of a letter', () => {
  it('keeps lines, columns and the number filled in later', async () => {
    // given
    const numbered = await fillIssueNumber({ pdf: await composeDocumentPdf(sampleLetter()), number: 5, day: 3, month: 12 });

    // when
    const { text, pageCount } = await extractText(numbered);

    // then
    expect(pageCount).toBe(1);
    const lines = text.split('\n');
    expect(lines[0]).toBe('UBND TỈNH MẪU\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(lines[2]).toMatch(/^Số: ?\t?05 ?\/SGDĐT-GDTrH\tMẫu, ngày ?\t?03 ?\t?tháng ?\t?12 ?\t?năm ?\t?2026$/);
    expect(text).toContain('Thực hiện quy định về công tác văn thư, Sở Giáo dục và Đào tạo đề nghị\ncác đơn vị');
    expect(text).toContain('Lãnh Đạo Mẫu 02');
  });

  it('parts pages, and is empty for pages without text', async () => {
    const pdf = PDF.create();
    pdf.addPage();
    pdf.addPage();
    expect(await extractText(await pdf.save())).toEqual({ text: '', pageCount: 2 });
  });
});

describe('what cannot be read', () => {
  it.each(['', 'Kính gửi', '%PDF-1.7\nx'])('%j is refused as no PDF', async (text) => {
    await expect(extractText(new TextEncoder().encode(text))).rejects.toMatchObject({ code: 'PDF_INVALID' });
  });

  it('a PDF with a password is refused as such, one that only forbids printing is read', async () => {
    const locked = async (userPassword: string): Promise<Uint8Array> => {
      const pdf = await PDF.load(await composeDocumentPdf(sampleLetter()));
      pdf.setProtection({ userPassword, ownerPassword: 'x', permissions: { print: false } });
      return pdf.save();
    };
    await expect(extractText(await locked('y'))).rejects.toMatchObject({ code: 'PDF_ENCRYPTED' });
    expect((await extractText(await locked(''))).text).toContain('Kính gửi');
  });

  it('leaves the bytes to their owner', async () => {
    const pdf = await composeDocumentPdf(sampleLetter());
    await extractText(pdf);
    expect(pdf.length).toBeGreaterThan(1000);
  });
});
