import type { LetterContent } from '../letter/letter-content.js';

/** A công văn of a fictional agency. */
export function sampleLetter(changes: Partial<LetterContent> = {}): LetterContent {
  return {
    parentAgency: 'UBND tỉnh Mẫu',
    agency: 'Sở Giáo dục và Đào tạo',
    notation: '/SGDĐT-GDTrH',
    place: 'Mẫu',
    year: 2026,
    subject: 'tăng cường quản lý văn bản, tài liệu điện tử trên môi trường mạng',
    addressees: ['Các Phòng chuyên môn', 'Các trường THPT và đơn vị trực thuộc Sở'],
    paragraphs: [
      'Thực hiện quy định về công tác văn thư, Sở Giáo dục và Đào tạo đề nghị các đơn vị tăng cường sử dụng văn bản điện tử trong giải quyết công việc, bảo đảm mọi văn bản đi được ký số, cấp số và phát hành trên hệ thống quản lý văn bản và điều hành.',
      '1. Thủ trưởng đơn vị chịu trách nhiệm tổ chức thực hiện; phân công văn thư kiểm tra hộp thư của đơn vị ít nhất hai lần mỗi ngày làm việc.',
      '2. Văn bản không thuộc phạm vi bí mật nhà nước được gửi, nhận hoàn toàn bằng phương thức điện tử, không gửi kèm bản giấy.',
      'Đề nghị các đơn vị nghiêm túc triển khai thực hiện.',
    ],
    recipients: ['Như trên', 'Ban Giám đốc Sở (để báo cáo)', 'Cổng thông tin điện tử Sở', 'Lưu: VT, GDTrH'],
    authority: ['KT. Giám đốc', 'Phó Giám đốc'],
    signerName: 'Lãnh Đạo Mẫu 02',
    ...changes,
  };
}
