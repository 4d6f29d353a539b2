import type { Draft } from '@vanthu/model';
import { faultsOf, isSameDraft } from './draft-values';

const draft: Draft = {
  type: 'CV', subject: 'V/v trả lời', body: 'Kính gửi', urgency: 0, secrecy: 0,
  recipients: [{ unitId: 'Z02', name: 'Ủy ban nhân dân tỉnh', email: null, purpose: 'report' }],
};

describe('draft values', () => {
  it('finds nothing wrong with a whole draft', () => {
    expect(faultsOf(draft)).toEqual([]);
  });

  it('refuses a secret one before it is ever sent', () => {
    expect(faultsOf({ ...draft, secrecy: 1 })).toContain('secrecy');
  });

  it('names every missing part', () => {
    expect(faultsOf({ ...draft, subject: ' ', body: '', recipients: [] })).toEqual(['subject', 'recipients', 'body']);
  });

  it('notices a changed purpose', () => {
    const changed = { ...draft, recipients: draft.recipients.map((each) => ({ ...each, purpose: 'inform' as const })) };
    expect(isSameDraft(draft, { ...draft })).toBe(true);
    expect(isSameDraft(draft, changed)).toBe(false);
  });
});
