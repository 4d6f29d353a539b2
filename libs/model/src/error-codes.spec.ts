import { errorCodes, errorText, VanthuError } from './error-codes.js';
import { factTexts } from './fact-texts.js';
import { documentStatuses } from './document.js';
import { roles } from './organisation.js';

describe('errorText', () => {
  it('fills in facts, and shows a missing one as …', () => {
    expect(errorText('TASK_CLAIMED', 'vi', { who: 'Lê Văn A' })).toBe('Việc này đã được Lê Văn A nhận.');
    expect(errorText('TASK_CLAIMED', 'en')).toBe('This task has been claimed by ….');
  });

  it('puts facts that are codes into the words of the language', () => {
    expect(errorText('NOT_FOUND', 'vi', { what: 'document' })).toBe('Không tìm thấy văn bản, hoặc bạn không được xem.');
    expect(errorText('NOT_FOUND', 'en', { what: 'document' })).toBe('There is no such document, or you may not see it.');
    expect(errorText('NOT_ALLOWED', 'vi', { needed: 'clerk,leader' })).toContain('văn thư, lãnh đạo cơ quan');
    expect(errorText('FIELD_INVALID', 'en', { reason: 'max', limit: 5 })).toBe('The value does not fit: must be at most 5.');
  });

  it('shows what is not a code as it is, and never takes a value for a template', () => {
    expect(errorText('FIELD_INVALID', 'vi', { reason: 'toString' })).toBe('Giá trị không hợp lệ: toString');
    expect(errorText('FIELD_INVALID', 'vi', { reason: 'foreignUnits', units: '{limit}', limit: 1 })).toContain('{limit}');
    expect(errorText('FILE_TOO_LARGE', 'vi', { name: '{limit}.pdf', limit: 50 })).toBe('Tệp "{limit}.pdf" lớn hơn 50 MB.');
  });

  it('has words in both languages for every role and status', () => {
    expect(Object.keys(factTexts['needed'] ?? {})).toEqual(expect.arrayContaining([...roles]));
    expect(Object.keys(factTexts['status'] ?? {})).toEqual(expect.arrayContaining([...documentStatuses]));
    for (const texts of [errorCodes, ...Object.values(factTexts)]) for (const each of Object.values(texts)) expect([each.vi, each.en]).not.toContain('');
  });

  it('is the message of a VanthuError in English', () => {
    expect(new VanthuError('NOT_FOUND', { what: 'task' }).message).toBe('There is no such task, or you may not see it.');
  });
});
