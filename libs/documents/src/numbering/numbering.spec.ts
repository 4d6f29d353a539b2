import { localDate, localInstant, localIso, localYear } from '../local-date.js';
import { issueNotation } from './issue-notation.js';
import { arrivalRegister, issueRegister } from './register-series.js';

describe('issueNotation', () => {
  it.each([
    [{ number: 15, type: 'QĐ', agencyAbbreviation: 'BNV', unitAbbreviation: 'VP' }, '15/QĐ-BNV'],
    [{ number: 5, type: 'CV', agencyAbbreviation: 'BNV', unitAbbreviation: 'VP' }, '05/BNV-VP'],
    [{ number: 2700, type: 'CV', agencyAbbreviation: 'SGDĐT', unitAbbreviation: 'VP' }, '2700/SGDĐT-VP'],
    [{ number: 8, type: 'CT', agencyAbbreviation: 'BTTTT', unitAbbreviation: 'TTTT' }, '08/CT-BTTTT'],
    [{ number: 12, type: 'CV', agencyAbbreviation: 'UBND', unitAbbreviation: '' }, '12/UBND'],
  ] as const)('prints %j as %s', (parts, notation) => {
    expect(issueNotation(parts).notation).toBe(notation);
  });

  it('refuses a number below one', () => {
    expect(() => issueNotation({ number: 0, type: 'CV', agencyAbbreviation: 'A', unitAbbreviation: 'B' })).toThrow(RangeError);
  });
});

describe('registers', () => {
  it('change at midnight in Vietnam, not in Greenwich', () => {
    // given
    const lastMinute = Date.parse('2026-12-31T16:59:59.999Z');
    // then
    expect(localYear(lastMinute)).toBe(2026);
    expect(localYear(lastMinute + 1)).toBe(2027);
    expect(arrivalRegister('Z01.05', lastMinute + 1).year).toBe(2027);
    expect(localDate(lastMinute + 1)).toBe('2027-01-01');
  });

  it('keep one series for all kinds, or one per kind', () => {
    const at = Date.parse('2026-05-05T03:00:00Z');
    expect(issueRegister('Z01.05', 'QĐ', 'common', at)).toEqual(issueRegister('Z01.05', 'CV', 'common', at));
    expect(issueRegister('Z01.05', 'QĐ', 'perType', at)).not.toEqual(issueRegister('Z01.05', 'CV', 'perType', at));
  });
});

it('writes instants with the offset of Vietnam', () => {
  expect(localIso(localInstant('2026-02-05', 17))).toBe('2026-02-05T17:00:00.000+07:00');
});
