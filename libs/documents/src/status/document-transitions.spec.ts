import { documentStatuses, type DocumentStatus } from '@vanthu/model';
import { assertEditable, isAllowedTransition, isEditable } from './document-transitions.js';

/** All states that can come after `from`, in any number of steps. */
function reachable(from: DocumentStatus): Set<DocumentStatus> {
  const found = new Set<DocumentStatus>();
  const open = [from];
  for (let status = open.pop(); status; status = open.pop()) {
    for (const next of documentStatuses.filter((each) => isAllowedTransition(status as DocumentStatus, each) && !found.has(each))) {
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

describe('document transitions', () => {
  it('follow the order of the law: sign, number, seal, issue', () => {
    for (const [status, only] of [['numbered', 'signed'], ['sealed', 'numbered'], ['issued', 'sealed'], ['registered', 'received']] as const) {
      expect(documentStatuses.filter((from) => isAllowedTransition(from, status))).toEqual([only]);
    }
  });

  it('never go back behind a number', () => {
    for (const status of ['numbered', 'sealed', 'issued'] as const) expect([...reachable(status)].some(isEditable)).toBe(false);
    expect(reachable('registered')).not.toContain('refused');
  });

  it('keep what came in and what goes out apart', () => {
    expect(reachable('received')).not.toContain('draft');
    expect(reachable('draft')).not.toContain('registered');
  });

  it('allow edits in a draft and after sending back only', () => {
    expect(documentStatuses.filter(isEditable)).toEqual(['draft', 'sentBack']);
    expect(() => assertEditable('signed')).toThrow(expect.objectContaining({ code: 'DRAFT_LOCKED', facts: { status: 'signed' } }));
  });
});
