import { decisionInputs } from '../decisions/inputs.js';
import { decide, decision, input, literal, modelOf } from '../testing/dmn.js';
import { feel } from '../testing/feel.js';
import { Decimal } from '../values/decimal.js';

/** One name in the two ways Unicode allows: composed letters, and letters with marks of their own. */
const composed = 'số ngày trễ'.normalize('NFC');
const apart = composed.normalize('NFD');

describe.each([
  ['composed', 'apart', composed, apart],
  ['apart', 'composed', apart, composed],
  ['apart', 'apart', apart, apart],
])('a name written %s and given %s', (_one, _other, written, given) => {
  it('is one name as variable', () => {
    expect(feel(`${written} + 1`, { [given]: new Decimal(2) })).toBe('3');
  });

  it('is one name as entry, parameter and in a filter', () => {
    expect(feel(`{"${given}": 1}.${written}`)).toBe('1');
    expect(feel(`(function(${written}) ${given} * 2)(${given}: 4)`)).toBe('8');
    expect(feel(`[{"${given}": 1}, {"${given}": 2}][${written} = 2][1].${written}`)).toBe('2');
    expect(feel(`get value({"${given}": 1}, "${written}")`)).toBe('1');
    expect(feel(`for ${written} in [1, 2] return ${given} + 1`)).toBe('[2, 3]');
  });

  it('is one name in a model', async () => {
    const model = await modelOf(input(written, 'date') + decision('d', literal(`${given} + @"P1D"`), { inputs: [written] }));
    expect(decide(model, 'd', { [given]: '@"2026-09-02"' }).text).toBe('@"2026-09-03"');
    expect(Object.keys(decisionInputs(model, 'd', { [given]: '2026-09-02' }))).toHaveLength(1);
  });
});

it('texts keep how they are written', () => {
  expect(feel(`"${apart}" = "${composed}"`)).toBe('false');
});
