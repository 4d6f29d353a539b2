import { beforeAll, describe, expect, it } from '@jest/globals';
import { PDF } from '@libpdf/core';
import { formField } from '../pdf/form-tree.js';
import { overlaps } from '../pdf/geometry.js';
import type { Box } from '../pdf/geometry.js';
import { boxOf } from '../pdf/pdf-objects.js';
import { signatureFieldNames, textFieldNames } from '../pdf/prepared-fields.js';
import { SigningError } from '../signing-error.js';
import { sampleLetter } from '../testing/sample-letter.js';
import { composeDocumentPdf } from './compose-document-pdf.js';

const fieldNames = [...Object.values(textFieldNames), ...Object.values(signatureFieldNames)];
const longParagraphs = Array.from({ length: 6 }, () => sampleLetter().paragraphs).flat();

function boxIn(pdf: PDF, name: string): Box {
  const box = boxOf(formField(pdf, name)?.getArray('Rect'));
  if (box === null) throw new Error(`no box for ${name}`);
  return box;
}

function textBoxes(pdf: PDF, page: number): { text: string; box: Box }[] {
  return (pdf.extractText()[page]?.lines ?? []).flatMap((line) =>
    line.spans.filter((span) => span.text.trim() !== '').map((span) => ({ text: span.text, box: span.bbox })));
}

describe('a short công văn', () => {
  let pdf: PDF;

  beforeAll(async () => {
    pdf = await PDF.load(await composeDocumentPdf(sampleLetter()));
  });

  it('says what the decree wants on the first page, in searchable Vietnamese', () => {
    const text = pdf.extractText()[0]?.text ?? '';
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'UBND TỈNH MẪU', 'SỞ GIÁO DỤC VÀ ĐÀO TẠO', '/SGDĐT-GDTrH',
      'Kính gửi:', '- Các Phòng chuyên môn;', 'Nơi nhận:', '- Lưu: VT, GDTrH.', 'KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC', 'Lãnh Đạo Mẫu 02',
    ]) expect(text).toContain(part);
  });

  it('is A4 with every field prepared and no signature yet', () => {
    const page = pdf.getPage(0);
    expect(page?.width).toBeCloseTo(595.28, 1);
    expect(page?.height).toBeCloseTo(841.89, 1);
    for (const name of fieldNames) expect(formField(pdf, name)).not.toBeNull();
    expect(formField(pdf, signatureFieldNames.person)?.has('V')).toBe(false);
  });

  it('covers no text with a signature, and the left third of the person with the seal', () => {
    const person = boxIn(pdf, signatureFieldNames.person);
    const agency = boxIn(pdf, signatureFieldNames.agency);
    for (const { text, box } of textBoxes(pdf, 0)) {
      for (const field of [person, agency]) expect({ text, covered: overlaps(field, box) }).toEqual({ text, covered: false });
    }
    expect((agency.x + agency.width - person.x) / person.width).toBeCloseTo(1 / 3, 2);
  });
});

describe('a long thông báo', () => {
  it('runs over pages, numbered from the second, and keeps text above the signature', async () => {
    // when
    const bytes = await composeDocumentPdf(
      sampleLetter({ typeName: 'Thông báo', subject: 'Kết luận cuộc họp giao ban', addressees: [], paragraphs: longParagraphs, urgency: 'Hỏa tốc' }),
    );

    // then
    const pages = (await PDF.load(bytes)).extractText();
    expect(pages.length).toBe(3);
    expect(pages[0]?.text).toContain('THÔNG BÁO');
    expect(pages[0]?.text).toContain('HỎA TỐC');
    expect(pages[0]?.text).not.toContain('V/v');
    expect(pages.map((page) => /^\s*(\d)\s*$/m.exec(page.text)?.[1] ?? null)).toEqual([null, '2', '3']);
    expect(pages[2]?.text).toContain('Đề nghị các đơn vị nghiêm túc');
    expect(pages[2]?.text).toContain('Lãnh Đạo Mẫu 02');
  });

  it.each([1, 2, 3, 5, 8, 13, 16, 17, 18, 19, 20, 21])('keeps the margins with %i paragraphs', async (count) => {
    const pdf = await PDF.load(await composeDocumentPdf(sampleLetter({ paragraphs: longParagraphs.slice(0, count) })));
    for (let page = 0; page < pdf.getPageCount(); page += 1) {
      for (const { text, box } of textBoxes(pdf, page)) {
        expect({ text, inside: box.x >= 84 && box.x + box.width <= 540 && box.y >= 50 }).toEqual({ text, inside: true });
      }
    }
  });
});

it('goes on with recipients on further pages when they are many', async () => {
  const recipients = Array.from({ length: 200 }, (_, index) => `Trường THPT Mẫu ${index + 1}`);
  const pdf = await PDF.load(await composeDocumentPdf(sampleLetter({ recipients })));
  const pages = pdf.extractText();
  for (let page = 0; page < pages.length; page += 1) {
    for (const { text, box } of textBoxes(pdf, page)) expect({ text, inside: box.y >= 50 }).toEqual({ text, inside: true });
  }
  const all = pages.map((page) => page.text).join('\n');
  expect(recipients.filter((each) => !all.includes(`- ${each};`) && !all.includes(`- ${each}.`))).toEqual([]);
});

it('refuses characters the font cannot print, naming them', async () => {
  const failure = await composeDocumentPdf(sampleLetter({ subject: 'về 🙂' })).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(SigningError);
  expect(failure).toMatchObject({ code: 'TEXT_NOT_PRINTABLE', detail: 'U+1F642' });
});
