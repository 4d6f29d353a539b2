import { taskHints } from './task-outcomes.js';

describe('taskHints', () => {
  it('reads label, tone, reason and consequence of each outcome', () => {
    // given
    const properties = {
      kind: 'unheard of',
      'act.register': 'register',
      'outcome.register': 'Vào sổ | Register',
      'outcome.refuse': 'Từ chối | Refuse | danger, reason | Nơi gửi được báo. | The sender is told.',
      'outcome.erase': 'Xóa | Erase | danger, bare',
    };
    // when
    const hints = taskHints(properties);
    // then
    expect(hints.kind).toBe('form');
    expect(hints.bareOutcomes).toEqual(['erase']);
    expect(hints.outcomes).toEqual([
      { id: 'register', label: { vi: 'Vào sổ', en: 'Register' }, tone: 'primary', needsReason: false, consequence: null },
      { id: 'refuse', label: { vi: 'Từ chối', en: 'Refuse' }, tone: 'danger', needsReason: true, consequence: { vi: 'Nơi gửi được báo.', en: 'The sender is told.' } },
      { id: 'erase', label: { vi: 'Xóa', en: 'Erase' }, tone: 'danger', needsReason: false, consequence: null },
    ]);
  });
});
