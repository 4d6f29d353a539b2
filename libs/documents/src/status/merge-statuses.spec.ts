import fc from 'fast-check';
import { deliveryOf, mergeStatuses } from './merge-statuses.js';

const entry = (code: string, minute: number) => ({ code, timestamp: `2026-10-04T09:${String(minute).padStart(2, '0')}:00+07:00` });

describe('mergeStatuses', () => {
  it('does not go back when an older status arrives late', () => {
    const merged = mergeStatuses([entry('03', 20), entry('01', 5)]);
    expect(merged.current).toEqual(entry('03', 20));
    expect(merged.history.map(({ code }) => code)).toEqual(['01', '03']);
  });

  it('lets the later of refusal and acceptance count', () => {
    expect(mergeStatuses([entry('02', 5), entry('03', 10)]).current?.code).toBe('03');
    expect(mergeStatuses([entry('03', 5), entry('02', 10)]).current?.code).toBe('02');
  });

  it('keeps the recall apart and unknown codes in the history', () => {
    const merged = mergeStatuses([entry('05', 5), entry('13', 6), entry('16', 7), entry('99', 8)]);
    expect(merged).toMatchObject({ current: { code: '05' }, recall: { code: '16' } });
    expect(merged.history.map(({ code }) => code)).toEqual(['05', '13', '16', '99']);
  });

  it.each([[[], null], [['13'], null], [['99'], null], [['01'], 'sent'], [['02'], 'failed'], [['02', '04'], 'sent'], [['06', '02'], 'done']] as const)('says of %j that the delivery is %s', (codes, delivery) => {
    expect(deliveryOf(mergeStatuses(codes.map((code, minute) => entry(code, minute))))).toBe(delivery);
  });

  it('comes to the same in any order and any number of times', () => {
    const entries = fc.array(fc.tuple(fc.constantFrom('01', '02', '03', '04', '05', '06', '13', '15', '99'), fc.nat({ max: 59 })), { maxLength: 12 });
    fc.assert(fc.property(entries, entries, (left, right) => {
      const a = left.map(([code, minute]) => entry(code, minute));
      const b = right.map(([code, minute]) => entry(code, minute));
      const once = mergeStatuses([...a, ...b]);
      expect(mergeStatuses([...b, ...a])).toEqual(once);
      expect(mergeStatuses([...once.history, ...b, ...a])).toEqual(once);
    }));
  });
});
