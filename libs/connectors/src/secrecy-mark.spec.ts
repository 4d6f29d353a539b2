import { secrecyMark } from './secrecy-mark.js';

describe('secrecyMark', () => {
  it.each<[string, string, number]>([
    ['V/v triển khai', '', 0],
    ['V/v triển khai', 'MẬT', 1],
    ['V/v triển khai', 'Tối mật', 2],
    ['[MẬT] V/v triển khai', '', 1],
    ['(TỐI MẬT) Kế hoạch', '', 2],
    ['TUYỆT MẬT: Kế hoạch'.normalize('NFD'), '', 3],
    ['Mật ong xuất khẩu', '', 0],
    ['MẬT ĐỘ DÂN CƯ', '', 0],
    ['V/v bảo vệ bí mật nhà nước', 'Toàn quốc', 0],
  ])('"%s" with "%s" is %d', (subject, field, expected) => {
    expect(secrecyMark(subject, field)).toBe(expected);
  });
});
