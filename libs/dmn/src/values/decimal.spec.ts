import fc from 'fast-check';
import { feel } from '../testing/feel.js';
import { describeFeel } from '../testing/feel.js';
import { compareDecimals, Decimal, floorModulo, roundTo } from './decimal.js';
import type { Rounding } from './decimal.js';

const scaled = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

/** A number with `places` decimal places, as the integer of its digits. */
function decimal(digits: bigint, places: number): Decimal {
  return new Decimal(`${digits}e-${places}`);
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

const ROUND: Record<Rounding, (low: bigint, twiceRest: bigint, unit: bigint, negative: boolean) => boolean> = {
  'floor': () => false,
  'ceiling': (_low, rest) => rest > 0n,
  'up': (_low, rest, _unit, negative) => rest > 0n && !negative,
  'down': (_low, rest, _unit, negative) => rest > 0n && negative,
  'half-up': (_low, rest, unit, negative) => (negative ? rest > unit : rest >= unit),
  'half-down': (_low, rest, unit, negative) => (negative ? rest >= unit : rest > unit),
  'half-even': (low, rest, unit) => rest > unit || (rest === unit && low % 2n !== 0n),
};

describe('decimals against integers', () => {
  it.each(Object.keys(ROUND) as Rounding[])('rounds %s', (mode) => {
    fc.assert(fc.property(scaled, fc.integer({ min: 0, max: 12 }), (digits, cut) => {
      const unit = 10n ** BigInt(cut);
      const low = floorDivide(digits, unit);
      const up = ROUND[mode](low, (digits - low * unit) * 2n, unit, digits < 0n);
      const expected = decimal(low + (up ? 1n : 0n), 6);
      expect(roundTo(decimal(digits, 6 + cut), new Decimal(6), mode)?.toFixed()).toBe(expected.isZero() ? '0' : expected.toFixed());
    }), { seed: 1 });
  });

  it('adds and multiplies exactly while 34 digits do', () => {
    fc.assert(fc.property(scaled, scaled, (a, b) => {
      expect(decimal(a, 7).plus(decimal(b, 7)).equals(decimal(a + b, 7))).toBe(true);
      expect(decimal(a, 7).times(decimal(b, 5)).equals(decimal(a * b, 12))).toBe(true);
    }), { seed: 2 });
  });

  it('has a modulo with the sign of the divisor', () => {
    fc.assert(fc.property(scaled, scaled.filter((b) => b !== 0n), (a, b) => {
      expect(floorModulo(decimal(a, 3), decimal(b, 3))?.equals(decimal(a - floorDivide(a, b) * b, 3))).toBe(true);
    }), { seed: 3 });
  });

  it('are ordered as integers are', () => {
    const edges = [0n, 1n, -1n, 10n ** 7n, 10n ** 14n, -(10n ** 7n), 9_999_999n];
    const one = fc.oneof(scaled, fc.constantFrom(...edges));
    fc.assert(fc.property(one, one, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (a, b, places, others) => {
      const [left, right] = [a * 10n ** BigInt(others), b * 10n ** BigInt(places)];
      expect(Math.sign(compareDecimals(decimal(a, places), decimal(b, others)))).toBe(left < right ? -1 : left > right ? 1 : 0);
    }), { seed: 4, numRuns: 500 });
  });

  it('rounds tens and hundreds too', () => {
    expect(feel('decimal(12350, -2)')).toBe('12400');
    expect(feel('decimal(12450, -2)')).toBe('12400');
    expect(feel('floor(-12350, -2)')).toBe('-12400');
  });
});

describeFeel('numbers', [
  ['0.1 + 0.2', '0.3'],
  ['1/3', '0.3333333333333333333333333333333333'],
  ['2/3*3', '2'],
  ['1e34 + 1', '10000000000000000000000000000000000'],
  ['12345678901234567890123456789012345', '12345678901234567890123456789012340'],
  ['9 ** 9999', 'null'],
  ['1/0', 'null'],
  ['0 ** 0', '1'],
  ['2 ** 0.5', '1.414213562373095048801688724209698'],
  ['2 ** -1', '0.5'],
  ['1e-7', '0.0000001'],
  ['.5 + 1.0', '1.5'],
  ['-0', '0'],
]);
