import type { DocumentDetail } from '@vanthu/model';

export interface CheckedLetter {
  readonly document: Pick<DocumentDetail, 'subject' | 'body' | 'recipients' | 'type'>;
  /** 0 when the file could not be read. */
  readonly pageCount: number;
  /** Text of the PDF. */
  readonly text: string;
}

const SUBJECT_LIMIT = 300;

/** What a program can check of the prescribed form (NĐ 30/2020, Phụ lục I), one sentence per point; people decide. */
export function formatFindings(letter: CheckedLetter): string[] {
  return [pages(letter), subject(letter), addressee(letter), ending(letter), nationalTitle(letter)];
}

function pages({ pageCount }: CheckedLetter): string {
  return pageCount > 0 ? `Tệp PDF đọc được, ${pageCount} trang` : 'Cần xem: tệp PDF không đọc được';
}

function subject({ document }: CheckedLetter): string {
  return document.subject.length <= SUBJECT_LIMIT ? 'Trích yếu ngắn gọn: đạt' : `Cần xem: trích yếu dài ${document.subject.length} ký tự`;
}

function addressee({ document }: CheckedLetter): string {
  const addressed = document.recipients.filter((line) => line.purpose === 'execute').length;
  if (addressed > 0) return `Nơi nhận: ${document.recipients.length} dòng, ${addressed} nơi thực hiện`;
  return document.type === 'CV' ? 'Cần xem: công văn chưa có nơi nhận chính' : `Nơi nhận: ${document.recipients.length} dòng`;
}

function ending({ document }: CheckedLetter): string {
  return /\.\/\.\s*$/.test(document.body) ? 'Dấu kết thúc "./.": đạt' : 'Cần xem: nội dung chưa kết thúc bằng "./."';
}

function nationalTitle({ text }: CheckedLetter): string {
  return /CỘNG (HÒA|HOÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM/.test(text.normalize('NFC').replace(/\s+/g, ' ')) ? 'Quốc hiệu, tiêu ngữ: đạt' : 'Cần xem: không thấy Quốc hiệu trong tệp';
}
