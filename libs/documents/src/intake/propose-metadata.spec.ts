import { normalisedText } from './text-segments.js';
import { proposeMetadata } from './propose-metadata.js';

/** Heads and signature blocks of public documents of 2007 to 2018, as their texts were printed; the signers' names are placeholders. */
const letter2007 = `\tBỘ GIÁO DỤC VÀ ĐÀO TẠO
-------
\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
----------\u00a0

\tSố: 1792 /BGD&ĐT – VP
V/v: Ứng dụng CNTT trong quản lý, điều hành
\tHà Nội, ngày 06 tháng 3 năm 2007


\u00a0
\tKính gửi:
\t- Các giám đốc Sở giáo dục và đào tạo
- Các giám đốc, hiệu trưởng cơ sở giáo dục đại học, cao đẳng và trung cấp chuyên nghiệp

Thực hiện yêu cầu của Chính phủ về cải cách hành chính, Bộ sẽ từng bước ứng dụng công nghệ thông tin; chỉ giao dịch bằng giấy những văn bản mật hoặc chưa được phép công bố.
Nơi nhận:
- Như trên;
- Lãnh đạo của Bộ (để báo cáo);
`;
const directive2013 = `\tBỘ THÔNG TIN VÀ TRUYỀN THÔNG


Số:     08/CT-BTTTT
\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 08 tháng 02 năm 2013


CHỈ THỊ

Về việc tăng cường sử dụng văn bản điện tử 

trong hoạt động của ngành Thông tin và Truyền thông
                     

Thực hiện Nghị định số 64/2007/NĐ-CP ngày 10/4/2007 của Chính phủ, Chỉ thị số 34/2008/CT-TTg ngày 03/12/2008 của Thủ tướng Chính phủ, thời gian qua các đơn vị đã nỗ lực.
\tNơi nhận:    

- Thủ tướng, các Phó Thủ tướng Chính phủ (để báo cáo);
- Lưu: VT,TTTT.
                                                    
\tBỘ TRƯỞNG
(đã ký)
Người Ký Mẫu


DANH MỤC CÁC LOẠI VĂN BẢN PHẢI SỬ DỤNG VĂN BẢN ĐIỆN TỬ
(Kèm theo Chỉ thị số   08/CT-BTTTT ngày  08/02/2013 của Bộ trưởng
`;
const letter2018 = `

Số: 2700 /SGDDĐT-VP

Đồng Nai, ngày 04 tháng 10 năm 2018

V/v tăng cường quản lý văn bản, tài liệu điện tử trên môi trường mạng

Kính gửi:

- Các Phòng Giáo dục và Đào tạo;
- Các trường trung học phổ thông và đơn vị trực thuộc Sở Giáo dục và Đào tạo.

Tiếp tục triển khai thực hiện Kế hoạch số 12948/KH-UBND ngày 11/12/2017 của Ủy ban nhân dân tỉnh, bảo đảm an toàn, bảo mật thông tin.

Nơi nhận:

- Như trên;
- Lưu: VT, VP.

GIÁM ĐỐC

Người Ký Mẫu

Phụ lục

(Kèm theo văn bản số 2700 /SGDDĐT-VP ngày 04 tháng 10 năm 2018)

Số: /BC/...., ngày tháng năm 2018

BÁO CÁO

Tình hình quản lý văn bản

THỦ TRƯỞNG
(Ký tên, ghi họ và tên, đóng dấu)`;
const letter2009 = `\tBỘ THÔNG TIN VÀ TRUYỀN THÔNG

\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Độc lập - Tự do - Hạnh phúc



\tSố: 2125/BTTTT-ƯDCNTT
\tHà Nội, ngày 09 tháng 7 năm 2009\u00a0

\tV/v tăng cường sử dụng thư điện tử trong

hoạt động của cơ quan nhà nước.
\t


\tKính gửi:
\tCác Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ;

Uỷ ban nhân dân các tỉnh, thành phố trực thuộc Trung ương.

Ứng dụng rộng rãi hệ thống thư điện tử là nội dung được Thủ tường Chính phủ chỉ đạo thực hiện (tại Quyết định số 43/2008/QĐ-TTg ngày 24/3/2008).
\tNơi nhận:

- Như trên;

- Lưu: VT, ƯDCNTT.
\tKT. BỘ TRƯỞNG

THỨ TRƯỞNG

(đã ký)
Người Ký Mẫu


PHỤ LỤC
`;
const news2012 = `Bộ TT&TT tăng cường sử dụng văn bản điện tử trong hoạt động

Thứ năm, 30/08/2012 15:00

Chiều ngày 30/8/2012, tại Hà Nội, Trung tâm thông tin – đơn vị chủ trì soạn thảo “Chỉ thị về việc tăng cường sử dụng văn bản điện tử” đã báo cáo.`;
/** Two columns side by side, as text comes out of a PDF. */
const columns = `UBND TỈNH MẪU            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ GIÁO DỤC VÀ ĐÀO TẠO         Độc lập - Tự do - Hạnh phúc
Số: 05/SGDĐT-GDTrH          Mẫu, ngày 5 tháng 2 năm 2026
V/v báo cáo tình hình thiết bị
dạy học tối thiểu lớp 10
          Kính gửi: Trường THPT Mẫu 1
Thực hiện kế hoạch năm học, Sở đề nghị nhà trường báo cáo.
Nơi nhận:                              KT. GIÁM ĐỐC
- Như trên;                            PHÓ GIÁM ĐỐC
- Lưu: VT, GDTrH.
                                       Lãnh Đạo Mẫu 02`;

describe('proposeMetadata', () => {
  it.each([
    ['a letter of 2007', letter2007, {
      notation: '1792/BGD&ĐT-VP', number: 1792, documentDate: '2007-03-06', type: 'CV', subject: 'V/v Ứng dụng CNTT trong quản lý, điều hành', sender: 'BỘ GIÁO DỤC VÀ ĐÀO TẠO', signer: null,
      addressees: ['Các giám đốc Sở giáo dục và đào tạo', 'Các giám đốc, hiệu trưởng cơ sở giáo dục đại học, cao đẳng và trung cấp chuyên nghiệp'],
    }],
    ['a directive of 2013', directive2013, {
      notation: '08/CT-BTTTT', number: 8, documentDate: '2013-02-08', type: 'CT', subject: 'Về việc tăng cường sử dụng văn bản điện tử trong hoạt động của ngành Thông tin và Truyền thông',
      sender: 'BỘ THÔNG TIN VÀ TRUYỀN THÔNG', signer: { name: 'Người Ký Mẫu', title: 'Bộ trưởng' }, addressees: null,
    }],
    ['a letter of 2018 with a misprint in its notation', letter2018, {
      notation: '2700/SGDDĐT-VP', number: 2700, documentDate: '2018-10-04', type: 'CV', subject: 'V/v tăng cường quản lý văn bản, tài liệu điện tử trên môi trường mạng', sender: null,
      signer: { name: 'Người Ký Mẫu', title: 'Giám đốc' },
      addressees: ['Các Phòng Giáo dục và Đào tạo', 'Các trường trung học phổ thông và đơn vị trực thuộc Sở Giáo dục và Đào tạo'],
    }],
    ['a letter of 2009 whose subject runs over a blank line', letter2009, {
      notation: '2125/BTTTT-ƯDCNTT', number: 2125, documentDate: '2009-07-09', type: 'CV', subject: 'V/v tăng cường sử dụng thư điện tử trong hoạt động của cơ quan nhà nước',
      sender: 'BỘ THÔNG TIN VÀ TRUYỀN THÔNG', signer: { name: 'Người Ký Mẫu', title: 'Thứ trưởng' },
      addressees: ['Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ', 'Uỷ ban nhân dân các tỉnh, thành phố trực thuộc Trung ương'],
    }],
    ['a news item, which is no document', news2012, { notation: null, number: null, documentDate: null, type: 'CV', subject: null, sender: null, signer: null, addressees: null }],
    ['a letter in two columns', columns, {
      notation: '05/SGDĐT-GDTrH', number: 5, documentDate: '2026-02-05', type: 'CV', subject: 'V/v báo cáo tình hình thiết bị dạy học tối thiểu lớp 10', sender: 'SỞ GIÁO DỤC VÀ ĐÀO TẠO',
      signer: { name: 'Lãnh Đạo Mẫu 02', title: 'Phó giám đốc' }, addressees: ['Trường THPT Mẫu 1'],
    }],
  ])('reads %s', (_, text, expected) => {
    // when
    const { urgency, secrecy, typeName: __, ...found } = proposeMetadata(text);
    // then
    expect(Object.fromEntries(Object.entries(found).map(([name, proposal]) => [name, proposal?.value ?? null]))).toEqual(expected);
    expect([urgency.value, secrecy.value]).toEqual([0, 0]);
  });

  it('shows where it read what it proposes', () => {
    for (const source of [letter2007, directive2013, letter2018, letter2009, columns]) {
      const text = normalisedText(source);
      for (const proposal of Object.values(proposeMetadata(source))) {
        if (proposal?.evidence) expect(text.slice(proposal.evidence.start, proposal.evidence.end)).toBe(proposal.evidence.text);
      }
    }
    expect(proposeMetadata(letter2007).notation?.evidence?.text).toBe('Số: 1792 /BGD&ĐT – VP');
  });

  it.each([
    ['Số 27 /SGDĐT - GDTrH\n', '27/SGDĐT-GDTrH'],
    ['SỐ: 15/2025/NĐ-CP\n', '15/2025/NĐ-CP'],
    ['Số: 12/UBND-VX     Mẫu, ngày 01 tháng 11 năm 2026', '12/UBND-VX'],
    ['Số: 3/QĐ-SGDĐT.', '3/QĐ-SGDĐT'],
    ['Số:\u00a01792\u00a0/BGD&ĐT\u00a0–\u00a0VP', '1792/BGD&ĐT-VP'],
    ['Số: 9/GM-VP\u0301'.normalize('NFD'), '9/GM-VṔ'],
    ['Số:        /SGDĐT-VP', null],
    ['Số: /BC/....', null],
    ['Căn cứ Nghị định số 64/2007/NĐ-CP ngày 10/4/2007', null],
    ['Điện thoại: Số 0912/345', null],
  ])('reads the number in "%s"', (text, notation) => {
    expect(proposeMetadata(text).notation?.value ?? null).toBe(notation);
  });

  it.each([
    ['Hà Nội, ngày 6 tháng 3 năm 2007', '2007-03-06'],
    ['Hà Nội, ngày 06 tháng 03 năm 2007', '2007-03-06'],
    ['TP. Mẫu, ngày 31 tháng 12 năm 2025', '2025-12-31'],
    ['Hà Nội, ngày 31 tháng 2 năm 2007', null],
    ['Hà Nội, ngày    tháng    năm 2018', null],
    ['Chiều ngày 30/8/2012, tại Hà Nội', null],
  ])('reads the date in "%s"', (text, date) => {
    expect(proposeMetadata(text).documentDate?.value ?? null).toBe(date);
  });

  it.each([
    ['HỎA TỐC', 3], ['HOẢ TỐC', 3], ['THƯỢNG KHẨN', 2], ['KHẨN', 1], ['Độ khẩn: Thượng khẩn', 2], ['Đề nghị các đơn vị khẩn trương thực hiện, khẩn cấp ứng phó', 0], ['CÔNG ĐIỆN KHẨN CẤP VỀ BÃO', 0],
  ])('takes "%s" for urgency %s', (stamp, level) => {
    expect(proposeMetadata(`SỞ Y TẾ TỈNH MẪU\n${stamp}\nSố: 1/SYT-VP`).urgency.value).toBe(level);
  });

  it.each([
    ['MẬT', 1], ['TỐI MẬT', 2], ['TUYỆT MẬT', 3], ['M Ậ T', 1], ['[MẬT]', 1], ['MẬT – KHẨN', 1], ['KHẨN / TỐI MẬT', 2], ['Độ mật: Tuyệt mật', 3],
    ['V/v tăng cường bảo mật thông tin', 0], ['BẢO MẬT', 0], ['Giải mật tài liệu', 0], ['AN TOÀN, BẢO MẬT THÔNG TIN', 0], ['những văn bản mật không gửi qua thư điện tử', 0], ['mật', 0], ['MẬT ONG', 0],
  ])('takes "%s" for secrecy %s', (line, level) => {
    expect(proposeMetadata(`BỘ MẪU\nSố: 1/BM-VP\n${line}\nNội dung.`).secrecy.value).toBe(level);
  });

  it('sees a stamp of secrecy also at the end of the text', () => {
    expect(proposeMetadata(`${letter2007}\n${'Nội dung.\n'.repeat(300)}\nTỐI MẬT\n`).secrecy.value).toBe(2);
  });

  it.each([
    ['[MẬT] Kế hoạch', 1, 0], ['TỐI MẬT: Kế hoạch', 2, 0], ['Fwd: HỎA TỐC - họp', 0, 3], ['Bảo mật: hướng dẫn', 0, 0], ['Mời họp (khẩn)', 0, 0], ['(KHẨN) mời họp', 0, 1],
  ])('reads the marks in the mail subject "%s"', (subject, secrecy, urgency) => {
    const found = proposeMetadata('', { subject });
    expect([found.secrecy.value, found.urgency.value]).toEqual([secrecy, urgency]);
  });

  it('falls back on what the message says', () => {
    // when
    const found = proposeMetadata('', { subject: 'Re: Fwd: Mời họp giao ban', senderName: 'Sở Nội vụ' });
    // then
    expect(found).toMatchObject({ subject: { value: 'Mời họp giao ban', evidence: null }, sender: { value: 'Sở Nội vụ', evidence: null } });
    expect(proposeMetadata(letter2007, { senderName: 'Bộ Giáo dục và Đào tạo' }).sender?.value).toBe('Bộ Giáo dục và Đào tạo');
  });

  it.each([['BÁO CÁO\nTình hình quản lý văn bản năm 2026', 'BC', 'Tình hình quản lý văn bản năm 2026'], ['QUYẾT ĐỊNH\nVề việc bổ nhiệm công chức\nGIÁM ĐỐC SỞ', 'QĐ', 'Về việc bổ nhiệm công chức'], ['GIẤY MỜI\nHọp giao ban tháng 11', 'GM', 'Họp giao ban tháng 11']])('reads kind and title of "%s"', (text, type, subject) => {
    expect(proposeMetadata(`SỞ Y TẾ\nSố: 1/SYT\n${text}\nCăn cứ`)).toMatchObject({ type: { value: type }, subject: { value: subject } });
  });

  it.each(['', '\n\n\n', 'x'.repeat(300_000), 'Số: '.repeat(20_000), '- '.repeat(50_000), 'V/v '.repeat(20_000), 'A, ngày '.repeat(20_000), '[('.repeat(50_000)])('answers quickly whatever the text (%#)', (text) => {
    expect(proposeMetadata(text, { subject: text.slice(0, 1000) }).secrecy.value).toBe(0);
  }, 2000);
});
