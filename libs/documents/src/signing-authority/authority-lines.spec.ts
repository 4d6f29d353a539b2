import { authorityLines } from './authority-lines.js';

describe('authorityLines', () => {
  it.each([
    ['Giám đốc', 'Giám đốc', 'provincialDepartment', ['GIÁM ĐỐC']],
    ['Phó Giám đốc', 'Giám đốc', 'provincialDepartment', ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']],
    ['Thứ trưởng', 'Bộ trưởng', 'ministry', ['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG']],
    ['Chủ tịch', 'Chủ tịch', 'provincialCommittee', ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']],
    ['Phó Chủ tịch', 'Chủ tịch', 'communeCommittee', ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
  ] as const)('%s under %s', (title, headTitle, agencyClass, lines) => {
    expect(authorityLines({ title, headTitle, agencyClass })).toEqual(lines);
  });
});
