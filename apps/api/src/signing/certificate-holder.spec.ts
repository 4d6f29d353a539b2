import { describe, expect, it } from '@jest/globals';
import { isAgencysOwn, isPersonsOwn } from './certificate-holder.js';

const agency = 'Sở Giáo dục và Đào tạo tỉnh Mẫu';
const own = { commonName: 'Lãnh Đạo Mẫu 01', title: 'Giám đốc', organisation: agency, organisationalUnits: [] as readonly string[] };
const signing = { person: { displayName: 'Lãnh Đạo Mẫu 01', title: 'Giám đốc' }, units: [agency, 'Văn phòng'] };
const holds = (subject: Partial<typeof own>, officesOfNamesakes: readonly string[] = []) => isPersonsOwn({ kind: 'person', subject: { ...own, ...subject } }, { ...signing, officesOfNamesakes });

describe('isPersonsOwn', () => {
  it('takes the certificate with the name, office and agency', () => {
    expect(holds({})).toBe(true);
    expect(holds({ title: '' })).toBe(true);
    expect(holds({ organisation: 'Ủy ban nhân dân tỉnh Mẫu', organisationalUnits: [agency] })).toBe(true);
    expect(holds({ commonName: 'Lãnh Đạo Mẫu 01'.normalize('NFD') })).toBe(true);
    expect(holds({}, ['Chuyên viên'])).toBe(true);
  });

  it('refuses a namesake elsewhere, in another office, or one that cannot be told apart', () => {
    expect(holds({ organisation: 'Sở Khoa học và Công nghệ tỉnh Mẫu' })).toBe(false);
    expect(holds({ organisation: '' })).toBe(false);
    expect(holds({ title: 'Phó Giám đốc' })).toBe(false);
    expect(holds({ title: '' }, ['Chuyên viên'])).toBe(false);
    expect(holds({}, ['giám đốc'])).toBe(false);
    expect(holds({ commonName: 'Lãnh Đạo Mẫu 011' })).toBe(false);
    expect(isPersonsOwn({ kind: 'organisation', subject: own }, { ...signing, officesOfNamesakes: [] })).toBe(false);
  });
});

describe('isAgencysOwn', () => {
  it('takes the whole name only', () => {
    const subject = { commonName: agency, title: '', organisation: agency, organisationalUnits: [] };
    expect(isAgencysOwn({ kind: 'organisation', subject }, agency)).toBe(true);
    expect(isAgencysOwn({ kind: 'organisation', subject: { ...subject, commonName: `${agency} – Văn phòng` } }, agency)).toBe(false);
    expect(isAgencysOwn({ kind: 'person', subject }, agency)).toBe(false);
  });
});
