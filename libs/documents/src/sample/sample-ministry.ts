import type { OrgUnit, Person } from '@vanthu/model';
import { agency, department, person } from './sample-builders.js';

const place = 'Hà Nội';

const ministry = agency({
  id: 'Z02', name: 'Bộ Mẫu', abbreviation: 'BM', parentId: null, orgClass: 'ministry', place, isHosted: true,
  capabilities: { axis: true, email: 'vanthu.bomau@mau.example', postalAddress: 'Số 2, phố Bộ Mẫu, Hà Nội' },
});
const office = department({ agency: ministry, id: 'Z02.01', abbreviation: 'VP', name: 'Văn phòng Bộ', orgClass: 'ministryOffice' });
const finance = department({ agency: ministry, id: 'Z02.02', abbreviation: 'KHTC', name: 'Vụ Kế hoạch – Tài chính', orgClass: 'ministryDepartment' });
const personnel = department({ agency: ministry, id: 'Z02.03', abbreviation: 'TCCB', name: 'Vụ Tổ chức cán bộ', orgClass: 'ministryDepartment' });

export const sampleMinistryUnits: readonly OrgUnit[] = [
  ministry, office, finance, personnel,
  agency({
    id: 'Z02.10', name: 'Cục Mẫu', abbreviation: 'CM', parentId: 'Z02', orgClass: 'directorate', place,
    capabilities: { axis: true, email: 'vanthu.cucmau@mau.example' },
  }),
  agency({
    id: 'Z02.20', name: 'Trung tâm Thông tin Bộ Mẫu', abbreviation: 'TTTT', parentId: 'Z02', orgClass: 'serviceUnit', place,
    capabilities: { axis: true, email: 'vanthu.ttttbomau@mau.example' },
  }),
  agency({
    id: 'Z02.30', name: 'Đại học Mẫu', abbreviation: 'ĐHM', parentId: 'Z02', orgClass: 'university', place,
    capabilities: { email: 'vanthu.dhmau@mau.example', postalAddress: 'Số 30, phố Đại Học, Hà Nội' },
  }),
];

export const sampleMinistryPersons: readonly Person[] = [
  person('vanthu.bomau', 'Văn Thư Mẫu 11', 'Văn thư', office, ['specialist'], [{ role: 'clerk', unitId: ministry.id }]),
  person('botruong.bomau', 'Lãnh Đạo Mẫu 11', 'Bộ trưởng', ministry, ['leader']),
  person('thutruong.bomau', 'Lãnh Đạo Mẫu 12', 'Thứ trưởng', ministry, ['leader']),
  person('chanhvanphong.bomau', 'Chánh Văn Phòng Mẫu 11', 'Chánh Văn phòng', office, ['unitHead'], [{ role: 'formatChecker', unitId: ministry.id }]),
  person('vutruong.khtc', 'Vụ Trưởng Mẫu 11', 'Vụ trưởng', finance, ['unitHead']),
  person('chuyenvien.vukhtc', 'Chuyên Viên Mẫu 11', 'Chuyên viên', finance, ['specialist']),
  person('vutruong.tccb', 'Vụ Trưởng Mẫu 12', 'Vụ trưởng', personnel, ['unitHead']),
  person('chuyenvien.vutccb', 'Chuyên Viên Mẫu 12', 'Chuyên viên', personnel, ['specialist']),
  person('quantri.bomau', 'Quản Trị Mẫu 11', 'Quản trị hệ thống của đơn vị', office, [], [
    { role: 'unitAdmin', unitId: ministry.id }, { role: 'operator', unitId: ministry.id },
  ]),
];
