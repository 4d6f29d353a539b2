import { trailActs, trailText } from './trail-text.js';

describe('trailText', () => {
  it('names what is known and leaves out what is not', () => {
    expect(trailText({ act: 'directive', facts: { lead: 'Phòng GDTrH', informed: 'Văn phòng', dueDate: '2026-11-27' } })).toEqual({
      vi: 'Cho ý kiến chỉ đạo: Phòng GDTrH chủ trì; Văn phòng để biết; hạn xử lý 27/11/2026',
      en: 'Gave a directive: Phòng GDTrH leads; Văn phòng for information; due 27/11/2026',
    });
  });

  it('says channels and check results in words', () => {
    expect(trailText({ act: 'receive', facts: { channel: 'axis', sender: 'Bộ Mẫu' } }).vi).toBe('Tiếp nhận văn bản qua trục liên thông từ Bộ Mẫu');
    expect(trailText({ act: 'verify', facts: { result: 'unsigned' } }).vi).toBe('Kiểm tra chữ ký số: không có chữ ký');
  });

  it('says why a file was refused in the language of the reader', () => {
    const refused = trailText({ act: 'fileRefused', facts: { name: 'a.exe', reasonCode: 'FILE_TYPE_REFUSED', found: 'Windows program' } });
    expect(refused.vi).toContain('nội dung là chương trình Windows');
    expect(refused.en).toContain('its content is a Windows program');
  });

  it('keeps sending back and refusing apart', () => {
    expect(trailText({ act: 'sendBack', facts: { reason: 'thiếu căn cứ' } }).vi).toBe('Trả lại để làm lại: thiếu căn cứ');
    expect(trailText({ act: 'refuse', facts: {} }).vi).toBe('Từ chối');
  });

  it('does not read brackets or braces inside a fact as its own', () => {
    expect(trailText({ act: 'refuse', facts: { reason: 'sai nơi nhận [Z01]' } }).vi).toBe('Từ chối: sai nơi nhận [Z01]');
  });

  it('has a sentence without holes for every act', () => {
    const facts = new Proxy({}, { get: () => 'x' });
    for (const act of trailActs) expect(Object.values(trailText({ act, facts })).join()).not.toMatch(/[…[\]{}]/);
  });
});
