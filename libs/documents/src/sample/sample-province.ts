import type { OrgUnit, Person } from '@vanthu/model';
import { agency, department, person } from './sample-builders.js';

const place = 'Mẫu';

const province = agency({
  id: 'Z01', name: 'Ủy ban nhân dân tỉnh Mẫu', abbreviation: 'UBND', parentId: null, orgClass: 'provincialCommittee', place,
  capabilities: { axis: true, email: 'vanthu.ubnd@mau.example', postalAddress: 'Số 1, đường Trung Tâm, tỉnh Mẫu' },
});
const provinceOffice = agency({
  id: 'Z01.01', name: 'Văn phòng UBND tỉnh Mẫu', abbreviation: 'VPUBND', parentId: 'Z01', orgClass: 'provincialDepartment', place,
  capabilities: { axis: true, email: 'vanthu.vpubnd@mau.example' },
});
const education = agency({
  id: 'Z01.05', name: 'Sở Giáo dục và Đào tạo tỉnh Mẫu', abbreviation: 'SGDĐT', parentId: 'Z01', orgClass: 'provincialDepartment', place, isHosted: true,
  capabilities: { axis: true, email: 'vanthu.sgddt@mau.example', postalAddress: 'Số 5, phố Thử Nghiệm, tỉnh Mẫu' },
});
const office = department({ agency: education, abbreviation: 'VP', name: 'Văn phòng Sở' });
const personnel = department({ agency: education, abbreviation: 'TCCB', name: 'Phòng Tổ chức cán bộ' });
const finance = department({ agency: education, abbreviation: 'KHTC', name: 'Phòng Kế hoạch – Tài chính' });
const secondary = department({ agency: education, abbreviation: 'GDTrH', name: 'Phòng Giáo dục Trung học' });
const primary = department({ agency: education, abbreviation: 'GDTH-MN', name: 'Phòng Giáo dục Tiểu học – Mầm non' });

export const sampleProvinceUnits: readonly OrgUnit[] = [
  province, provinceOffice, education, office, personnel, finance, secondary, primary,
  agency({
    id: 'Z01.05.12', name: 'Trường THPT Mẫu 1', abbreviation: 'THPTM1', parentId: 'Z01.05', orgClass: 'school', place,
    capabilities: { axis: true, email: 'vanthu.thptmau1@mau.example', postalAddress: 'Số 12, phố Học Trò, tỉnh Mẫu' },
  }),
  agency({
    id: 'Z01.05.13', name: 'Trường THPT Mẫu 2', abbreviation: 'THPTM2', parentId: 'Z01.05', orgClass: 'school', place,
    capabilities: { email: 'vanthu.thptmau2@mau.example', postalAddress: 'Số 13, phố Học Trò, tỉnh Mẫu' },
  }),
  agency({
    id: 'Z01.05.14', name: 'Trung tâm GDTX Mẫu', abbreviation: 'GDTXM', parentId: 'Z01.05', orgClass: 'school', place,
    capabilities: { guestAccount: true, postalAddress: 'Số 14, phố Học Trò, tỉnh Mẫu' },
  }),
  agency({
    id: 'Z01.07', name: 'Sở Khoa học và Công nghệ tỉnh Mẫu', abbreviation: 'SKHCN', parentId: 'Z01', orgClass: 'provincialDepartment', place,
    capabilities: { axis: true, email: 'vanthu.skhcn@mau.example' },
  }),
  agency({
    id: 'Z01.40', name: 'Ủy ban nhân dân xã Mẫu A', abbreviation: 'UBND', parentId: 'Z01', orgClass: 'communeCommittee', place: 'Mẫu A',
    capabilities: { axis: true, email: 'vanthu.xamaua@mau.example' },
  }),
  agency({
    id: 'Z01.41', name: 'Ủy ban nhân dân phường Mẫu B', abbreviation: 'UBND', parentId: 'Z01', orgClass: 'communeCommittee', place: 'Mẫu B',
    capabilities: { postalAddress: 'Số 41, phường Mẫu B, tỉnh Mẫu' },
  }),
];

export const sampleProvincePersons: readonly Person[] = [
  person('vanthu.sgddt', 'Văn Thư Mẫu 01', 'Văn thư', office, ['specialist'], [{ role: 'clerk', unitId: education.id }]),
  person('vanthu2.sgddt', 'Văn Thư Mẫu 02', 'Văn thư', office, ['specialist'], [{ role: 'clerk', unitId: education.id }]),
  person('giamdoc.sgddt', 'Lãnh Đạo Mẫu 01', 'Giám đốc', education, ['leader']),
  person('phogiamdoc.sgddt', 'Lãnh Đạo Mẫu 02', 'Phó Giám đốc', education, ['leader']),
  person('chanhvanphong.sgddt', 'Chánh Văn Phòng Mẫu 01', 'Chánh Văn phòng', office, ['unitHead'], [{ role: 'formatChecker', unitId: education.id }]),
  person('quantri.sgddt', 'Quản Trị Mẫu 01', 'Quản trị hệ thống của đơn vị', office, [], [
    { role: 'unitAdmin', unitId: education.id }, { role: 'operator', unitId: education.id },
  ]),
  person('chuyenvien.vp', 'Chuyên Viên Mẫu 01', 'Chuyên viên', office, ['specialist']),
  person('truongphong.gdtrh', 'Trưởng Phòng Mẫu 01', 'Trưởng phòng', secondary, ['unitHead']),
  person('chuyenvien.gdtrh', 'Chuyên Viên Mẫu 02', 'Chuyên viên', secondary, ['specialist']),
  person('chuyenvien2.gdtrh', 'Chuyên Viên Mẫu 03', 'Chuyên viên', secondary, ['specialist']),
  person('truongphong.tccb', 'Trưởng Phòng Mẫu 02', 'Trưởng phòng', personnel, ['unitHead']),
  person('chuyenvien.tccb', 'Chuyên Viên Mẫu 04', 'Chuyên viên', personnel, ['specialist']),
  person('truongphong.khtc', 'Trưởng Phòng Mẫu 03', 'Trưởng phòng', finance, ['unitHead']),
  person('chuyenvien.khtc', 'Chuyên Viên Mẫu 05', 'Chuyên viên', finance, ['specialist']),
  person('truongphong.gdthmn', 'Trưởng Phòng Mẫu 04', 'Trưởng phòng', primary, ['unitHead']),
  person('chuyenvien.gdthmn', 'Chuyên Viên Mẫu 06', 'Chuyên viên', primary, ['specialist']),
];
