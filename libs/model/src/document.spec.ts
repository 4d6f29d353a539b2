import { channelDecisionSchema } from './document.js';

describe('channelDecisionSchema', () => {
  it.each([null, {}, { channels: ['fax'], noPaper: true, rule: 'x' }, { channels: 'axis', noPaper: true, rule: 'x' }, { channels: [], noPaper: 'no', rule: 'x' }, { channels: [], noPaper: false, rule: '' }])('refuses %j', (value) => {
    expect(channelDecisionSchema.safeParse(value).success).toBe(false);
  });

  it('reads an answer', () => {
    const answer = { channels: ['axis', 'paper'], noPaper: false, rule: 'CT 08/CT-BTTTT A.II.1' };
    expect(channelDecisionSchema.parse(answer)).toEqual(answer);
  });
});
