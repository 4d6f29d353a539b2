import { newDocumentId } from './document-id.js';
import { safeFileName } from './file-name.js';
import { isOrganId, organIdForm } from './organ-id.js';
import { statusText } from './status-texts.js';
import { readDate, readDateTime, writeDateTime } from './axis-dates.js';

describe('organIdForm', () => {
  it.each([
    ['G06', 'new'], ['G06.01', 'new'], ['H37.02.02', 'new'],
    ['000.00.00.G22', 'old'], ['000.00.15.H51', 'old'], ['999.010.01.H22', 'old'],
    ['Z01.05', null], ['28', null], ['', null], ['g06', null], ['G06.', null], ['G6', null], [`G06${'.000'.repeat(9)}`, null],
  ])('of "%s" is %s', (organId, form) => {
    expect(organIdForm(organId)).toBe(form);
  });

  it('permits sample codes only in test mode', () => {
    expect(isOrganId('Z01.05.12', { allowTestCodes: true })).toBe(true);
    expect(isOrganId('000.12.34.Z01', { allowTestCodes: true })).toBe(true);
    expect(isOrganId('Z01.05.12')).toBe(false);
  });
});

describe('newDocumentId', () => {
  it('joins organisation, date and code', () => {
    expect(newDocumentId('Z01.05', '2026-10-04', '2700/SGDĐT-VP')).toBe('Z01.05,2026/10/04,2700/SGDĐT-VP');
  });

  it.each([['', '2026-10-04', '1/A'], ['Z01', '2026-13-04', '1/A'], ['Z01', '2026-10-04', ' ']])('refuses %s %s %s', (organId, date, code) => {
    expect(() => newDocumentId(organId, date, code)).toThrow(expect.objectContaining({ code: 'EDXML_INCOMPLETE' }));
  });
});

describe('dates', () => {
  it.each([
    ['2026/10/04', '2026-10-04'], ['2026-10-04', '2026-10-04'], ['2026/1/4', '2026-01-04'], ['04/10/2026', '2026-10-04'],
    ['2026-10-04T23:00:00Z', '2026-10-04'], ['2014/02/30', null], ['0', null], ['2026/10/045', null],
  ])('%s is %s', (text, date) => {
    expect(readDate(text)).toBe(date);
  });

  it.each([
    ['2026/10/04 09:15:00', '2026-10-04T09:15:00+07:00'],
    ['2026/10/04 9:15', '2026-10-04T09:15:00+07:00'],
    ['2026-10-04T09:15:00.123Z', '2026-10-04T16:15:00+07:00'],
    ['2026-10-04T09:15:00+0900', '2026-10-04T07:15:00+07:00'],
    ['2026/10/04', '2026-10-04T00:00:00+07:00'],
    ['2026/10/04 25:00:00', null],
    ['2026/10/04 trưa', null],
  ])('the time %s is %s', (text, moment) => {
    expect(readDateTime(text)).toBe(moment);
  });

  it('are written in Vietnamese time', () => {
    expect(writeDateTime('2026-10-04T18:00:00Z')).toBe('2026/10/05 01:00:00');
  });
});

describe('safeFileName', () => {
  it.each([
    ['Báo cáo (1).pdf', 'Báo cáo (1).pdf'], ['..\\..\\boot.ini', 'boot.ini'], ['a\u202efdp.exe', 'a_fdp.exe'], ['..', 'tep-dinh-kem'], ['', 'tep-dinh-kem'],
    [`${'đ'.repeat(300)}.docx`, `${'đ'.repeat(250)}.docx`],
  ])('of %j is %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });
});

describe('statusText', () => {
  it('keeps unknown codes visible', () => {
    expect(statusText('06')).toBe('Đã hoàn thành xử lý');
    expect(statusText('toString')).toBe('Trạng thái toString');
  });
});
