import { describe, expect, it } from '@jest/globals';
import { historyRetention } from './history-retention.js';

const library = [{ id: 'inbound', entry: 'inbound-document' }, { id: 'tables', entry: null }];
const day = 86_400_000;

describe('the setting of how long history is kept', () => {
  it('is days per family; nothing is deleted by default', () => {
    expect(historyRetention('', library)).toEqual([]);
    expect(historyRetention('inbound=365, *=30', library)).toEqual([{ processIds: ['inbound-document'], keepMs: 365 * day }, { processIds: '*', keepMs: 30 * day }]);
  });

  it('names every family that is not there', () => {
    expect(() => historyRetention('inbund=365,tables=1', library)).toThrow(/"inbund"[\s\S]*"tables"/);
  });
});
