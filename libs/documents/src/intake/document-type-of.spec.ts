import { documentTypeOf } from './document-type-of.js';

describe('documentTypeOf', () => {
  it.each([
    ['Chỉ thị', null, 'CT'], ['CHỈ THỊ', null, 'CT'], ['giấy mời', null, 'GM'], ['Thư mời', null, 'GM'], ['Công văn', '1/QĐ-BM', 'CV'], ['', '08/CT-BTTTT', 'CT'], [null, '15/QĐ-BNV', 'QĐ'],
    [null, '3/ĐA-BM', 'ĐA'], [null, '3/DA-BM', 'DA'], [null, '43/2008/QĐ-TTg', 'QĐ'], [null, '2700/SGDĐT-VP', 'CV'], [null, '12/CTr – UBND', 'CTr'], ['Nghị định', '64/2007/NĐ-CP', 'CV'], [null, null, 'CV'],
  ])('takes name "%s" and notation "%s" for %s', (name, notation, type) => {
    expect(documentTypeOf(name, notation)).toBe(type);
  });
});
