import fc from 'fast-check';
import { compileFeel } from '../evaluation/program.js';
import { FeelDaysTime, FeelYearMonths } from '../temporal/durations.js';
import { dateOfEpochDay, FeelDateTime, FeelTime } from '../temporal/moments.js';
import { NANOS_PER_DAY } from '../temporal/zone.js';
import { environment } from '../testing/feel.js';
import { Decimal } from './decimal.js';
import { equals } from './equality.js';
import { formatFeel } from './format.js';
import { fromJson, toJson } from './json.js';
import { parseJson, stringifyJson } from './json-text.js';
import { FeelRange } from './range.js';
import type { FeelValue } from './value.js';

const zone = fc.oneof(fc.constant(null), fc.integer({ min: -64_800, max: 64_800 }), fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Paris', 'Etc/UTC'));
const nanos = fc.integer({ min: 0, max: NANOS_PER_DAY - 1 });
const number = fc.tuple(fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }), fc.integer({ min: -60, max: 60 }))
  .map(([digits, exponent]) => new Decimal(`${digits}e${exponent}`));
const date = fc.integer({ min: -300_000_000_000, max: 300_000_000_000 }).map(dateOfEpochDay);
const scalar: fc.Arbitrary<FeelValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
  number,
  date,
  fc.tuple(nanos, zone).map(([time, of]) => new FeelTime(time, of)),
  fc.tuple(fc.integer({ min: -300_000_000, max: 300_000_000 }), nanos, zone).map(([day, time, of]) => new FeelDateTime(day, time, of)),
  fc.integer({ min: -1e12, max: 1e12 }).map((months) => new FeelYearMonths(months)),
  fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map((length) => new FeelDaysTime(length)),
);
const range = fc.tuple(number, number, fc.boolean(), fc.boolean()).map(([a, b, from, to]) => new FeelRange(a, b, from, to));
const { value } = fc.letrec<{ value: FeelValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    range,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 4 }).map((entries) => new Map(Object.entries(entries))),
  ),
}));

describe('the text of a value', () => {
  it('parses back to an equal value', () => {
    fc.assert(fc.property(value, (original) => {
      // when
      const text = formatFeel(original);
      const program = compileFeel(text);
      const back = program.kind === 'program' ? program.run(new Map(), environment).value : undefined;

      // then
      if (back === undefined || equals(original, back) !== true) throw new Error(`${text} came back as ${back === undefined ? 'an error' : formatFeel(back)}`);
    }), { numRuns: 500, seed: 20_260_902 });
  });
});

describe('JSON', () => {
  it('comes back as it was', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
      const plain: unknown = JSON.parse(JSON.stringify(json));
      expect(toJson(fromJson(plain))).toEqual(plain);
    }), { numRuns: 300, seed: 20_260_902 });
  });

  it('keeps every digit as text', () => {
    const text = '{"số":12345678901234567890.123456789,"nhỏ":0.1,"dãy":[1e-20,{"a":null}],"__proto__":"x"}';
    const value = parseJson(text);
    expect(formatFeel(value)).toBe('{số: 12345678901234567890.123456789, nhỏ: 0.1, dãy: [0.00000000000000000001, {a: null}], __proto__: "x"}');
    expect(stringifyJson(value)).toBe(text.replace('1e-20', '0.00000000000000000001'));
  });

  it('keeps numbers that a double cannot hold as text', () => {
    expect(toJson(new Decimal('12345678901234567890.5'))).toBe('12345678901234567890.5');
    expect(toJson(new Decimal('0.1'))).toBe(0.1);
  });

  it('writes temporal values as ISO texts, functions as null', () => {
    const program = compileFeel('[@"2026-09-02", @"P1D", [1..2], function(a) a, {"__proto__": 1}]');
    const result = program.kind === 'program' ? toJson(program.run(new Map(), environment).value) : null;
    expect(JSON.stringify(result)).toBe('["2026-09-02","P1D","[1..2]",null,{"__proto__":1}]');
  });
});
