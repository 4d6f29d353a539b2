import { sampleData } from '../sample/sample-data.js';
import { classifyDocument } from './classify-document.js';
import { policyInput } from './policy-input.js';

const unit = (id: string) => {
  const found = sampleData.units.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};
const classify = (type: Parameters<typeof classifyDocument>[0]['type'], subject: string, notation = '') => classifyDocument({ type, subject, notation, secrecy: 0, isPublishable: true });

describe('classifyDocument', () => {
  it.each([
    ['BC', 'Báo cáo công tác 9 tháng đầu năm 2013', { period: 'nineMonths', topic: '' }],
    ['BC', 'Báo cáo công tác 6 tháng', { period: 'halfYear' }],
    ['BC', 'Báo cáo quý III', { period: 'quarter' }],
    ['BC', 'Báo cáo tháng 10', { period: 'month' }],
    ['BC', 'Báo cáo tổng kết năm 2013', { period: 'year' }],
    ['BC', 'Báo cáo tình hình thiết bị dạy học', { period: 'onRequest' }],
    ['BC', 'Báo cáo số liệu thống kê chuyên ngành', { topic: 'statistics' }],
    ['CV', 'V/v phân bổ kinh phí đào tạo', { topic: 'finance', period: '' }],
    ['CV', 'V/v bổ nhiệm hiệu trưởng', { topic: 'personnel' }],
    ['CV', 'V/v đề nghị khen thưởng', { topic: 'emulation' }],
    ['CV', 'V/v góp ý dự thảo thông tư', { topic: 'opinion' }],
    ['TTr', 'Phiếu trình lãnh đạo Bộ', { topic: 'dossier' }],
    ['TB', 'Lịch công tác tuần 47', { topic: 'schedule', group: 1 }],
    ['GM', 'Mời họp giao ban', { group: 1 }],
    ['CV', 'V/v trả lời', { topic: '', group: 2, isCopy: false }],
    ['CV', 'Sao gửi Quyết định số 12', { isCopy: true }],
  ] as const)('takes %s "%s" apart', (type, subject, expected) => {
    expect(classify(type, subject)).toMatchObject(expected);
  });

  it('knows a legal document by its notation', () => {
    expect(classify('QĐ', 'Ban hành quy chế', '43/2008/QĐ-TTg')).toMatchObject({ topic: 'legal', group: 2 });
    expect(classify('QĐ', 'Bổ nhiệm', '43/QĐ-SGDĐT').topic).toBe('personnel');
  });

  it('puts the secret and the not yet public on paper', () => {
    const notice = { type: 'TB', subject: 'Thông báo' } as const;
    expect(classifyDocument({ ...notice, secrecy: 1, isPublishable: true }).group).toBe(3);
    expect(classifyDocument({ ...notice, secrecy: 0, isPublishable: false }).group).toBe(3);
  });
});

describe('policyInput', () => {
  const question = { line: { purpose: 'execute', email: null }, document: { type: 'CV', subject: 'V/v trả lời' }, recipient: unit('Z01.05.12'), sender: unit('Z01.05-VP'), date: '2026-11-20' } as const;

  it('gathers classes and capabilities', () => {
    expect(policyInput(question)).toEqual({
      secrecy: 0, publishable: true, group: 2, documentType: 'CV', topic: '', period: '', isCopy: false, senderClass: 'department', recipientClass: 'school', purpose: 'execute', date: '2026-11-20', axis: true, email: true, guest: false,
    });
  });

  it('knows an outsider by the address on the line, and a unit of the house by its account', () => {
    expect(policyInput({ ...question, recipient: null, line: { purpose: 'inform', email: 'a@mau.example' } })).toMatchObject({ recipientClass: 'external', axis: false, email: true, guest: false });
    expect(policyInput({ ...question, recipient: unit('Z02.02') })).toMatchObject({ recipientClass: 'ministryDepartment', axis: false, email: false, guest: true });
  });

  it('lets a person classify', () => {
    expect(policyInput({ ...question, document: { ...question.document, classification: { topic: 'finance' } } })).toMatchObject({ topic: 'finance', group: 2 });
  });
});
