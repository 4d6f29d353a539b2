import { composeDocumentPdf, fillIssueNumber } from '@vanthu/signing';

/** The PDF of a letter as another agency would send it. `mark` is printed as its own line above the text, e.g. "MẬT". */
export async function composeLetter({ subject, notation, mark }) {
  const [number, sign] = notation.split('/');
  const today = new Date(Date.now() + 7 * 3600_000);
  const pdf = await composeDocumentPdf({
    parentAgency: 'BỘ MẪU',
    agency: 'CỤC MẪU',
    notation: `/${sign}`,
    place: 'Hà Nội',
    year: today.getUTCFullYear(),
    subject,
    addressees: ['Sở Giáo dục và Đào tạo tỉnh Mẫu'],
    paragraphs: [...(mark ? [mark] : []), 'Cục Mẫu đề nghị quý cơ quan báo cáo tình hình gửi, nhận văn bản điện tử của các đơn vị trực thuộc.', 'Trân trọng./.'],
    recipients: ['Như trên', 'Lưu: VT, VP'],
    authority: ['CỤC TRƯỞNG'],
    signerName: 'Cục Trưởng Mẫu 21',
  });
  return Buffer.from(await fillIssueNumber({ pdf, number, day: today.getUTCDate(), month: today.getUTCMonth() + 1, year: today.getUTCFullYear() }));
}
