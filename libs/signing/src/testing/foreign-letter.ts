import { PDF } from '@libpdf/core';
import { FontSet } from '../pdf/fonts.js';

/** A letter that another program typeset, without any field: its lines with their places from the lower left corner. */
export async function foreignLetter(lines: readonly (readonly [x: number, y: number, text: string])[]): Promise<Uint8Array> {
  const pdf = PDF.create();
  const page = pdf.addPage({ size: 'a4' });
  const font = new FontSet(pdf).get('regular');
  for (const [x, y, text] of lines) page.drawText(text, { x, y, font, size: 13 });
  return pdf.save({ subsetFonts: true });
}

/** One that leaves blanks for number, date and signature. */
export const letterWithBlanks = [
  [100, 780, 'SỞ GIÁO DỤC VÀ ĐÀO TẠO'],
  [100, 740, 'Số:            /SGDĐT-VP'],
  [330, 740, 'Mẫu, ngày        tháng        năm 2026'],
  [200, 690, 'Kính gửi: Các trường trực thuộc'],
  [100, 660, 'Đề nghị các đơn vị báo cáo trước ngày 15 tháng 3 năm 2026.'],
  [380, 600, 'GIÁM ĐỐC'],
  [370, 480, 'Lãnh Đạo Mẫu 01'],
] as const;
