import { duplicateKey, notationKey } from './duplicate-key.js';

describe('duplicateKey', () => {
  it.each([
    ['1792/BGD&ĐT–VP', 'Số: 1792 /BGD&ĐT – VP'],
    ['2700/SGDĐT-VP', '2700 /SGDDĐT-VP'],
    ['08/CT-BTTTT', 'Số:     8/ct-bttTT'],
    ['15/2025/NĐ-CP', '15/2025/ND - CP'],
  ])('takes %s and %s for the same notation', (one, other) => {
    expect(notationKey(one)).toBe(notationKey(other));
  });

  it('tells numbers, notations and dates apart', () => {
    // given
    const base = { sender: 'Sở Giáo dục và Đào tạo', notation: '27/SGDĐT-VP', date: '2026-10-04' };
    // then
    const others = [{ ...base, notation: '270/SGDĐT-VP' }, { ...base, notation: '27/SGDĐT-TCCB' }, { ...base, date: '2025-10-04' }, { ...base, sender: 'Sở Nội vụ' }];
    for (const other of others) expect(duplicateKey(other)).not.toBe(duplicateKey(base));
    expect(duplicateKey({ ...base, sender: 'SỞ GIÁO DỤC & ĐÀO TẠO' })).toBe(duplicateKey(base));
  });

  it('has no key for a document without a number', () => {
    expect(duplicateKey({ sender: 'mic.gov.vn', notation: '', date: '2012-08-30' })).toBeNull();
  });
});
