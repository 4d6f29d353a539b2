import { approvedContent, type ApprovableContent } from './approved-content.js';

const content: ApprovableContent = {
  type: 'CV',
  subject: 'V/v trả lời',
  body: 'Kính gửi:\nNội dung',
  urgency: 0,
  recipients: [{ unitId: 'Z02', name: 'Bộ Mẫu', email: null, purpose: 'execute' }],
  files: [{ role: 'attachment', name: 'a.pdf', sha256: 'a' }],
};

describe('approvedContent', () => {
  it.each<[string, Partial<ApprovableContent>]>([
    ['the text', { body: 'Kính gửi:\nNội dung.' }],
    ['the subject', { subject: 'V/v trả lời lại' }],
    ['the kind', { type: 'TB' }],
    ['the urgency', { urgency: 1 }],
    ['a purpose', { recipients: [{ unitId: 'Z02', name: 'Bộ Mẫu', email: null, purpose: 'inform' }] }],
    ['a recipient', { recipients: [] }],
    ['a file', { files: [{ role: 'attachment', name: 'a.pdf', sha256: 'b' }] }],
    ['moving text into the subject', { subject: 'V/v trả lời Kính gửi:', body: '\nNội dung' }],
  ])('changes with %s', (_, change) => {
    expect(approvedContent({ ...content, ...change })).not.toBe(approvedContent(content));
  });

  it('is the same for the same text written another way', () => {
    expect(approvedContent({ ...content, subject: content.subject.normalize('NFD'), body: content.body.replace('\n', '\r\n') })).toBe(approvedContent(content));
  });
});
