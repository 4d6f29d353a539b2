import { feel, valueOf } from '../testing/feel.js';
import { compare, equals, isSame } from './equality.js';
import { typeOf } from './value.js';

const values = [
  'null', 'true', 'false', '""', '"a"', '"b"', '"ă"', '"\uffee"', '"😀"', '0', '1', '1.0', '-1', '1e30', '[]', '[1]', '[1, "a"]', '[null]',
  '{}', '{a: 1}', '{a: 1, b: 2}', '{b: 2, a: 1}', '@"2026-09-02"', '@"2026-09-03"', '@"08:00:00"', '@"08:00:00Z"', '@"15:00:00+07:00"',
  '@"2026-09-02T08:00:00"', '@"2026-09-02T08:00:00Z"', '@"2026-09-02T15:00:00+07:00"', '@"2026-09-02T15:00:00@Asia/Ho_Chi_Minh"',
  '@"P1Y"', '@"P12M"', '@"P13M"', '@"P1D"', '@"PT24H"', '@"PT0S"', '@"P0M"', '[1..2]', '[1..2)', '(> 1)', '(> 1)',
].map((text) => ({ text, value: valueOf(text) }));
const pairs = values.flatMap((left) => values.map((right) => ({ left, right })));

describe('equality', () => {
  it.each(values)('is reflexive: $text', ({ value }) => {
    expect(equals(value, value)).toBe(true);
    expect(isSame(value, value)).toBe(true);
  });

  it('is symmetric', () => {
    for (const { left, right } of pairs) expect([left.text, right.text, equals(left.value, right.value)]).toEqual([left.text, right.text, equals(right.value, left.value)]);
  });

  it('is transitive', () => {
    for (const { left, right } of pairs.filter((pair) => equals(pair.left.value, pair.right.value))) {
      for (const third of values) expect(equals(left.value, third.value)).toBe(equals(right.value, third.value));
    }
  });

  it('is null across kinds, and false against null', () => {
    for (const { left, right } of pairs.filter((pair) => typeOf(pair.left.value) !== typeOf(pair.right.value))) {
      expect(equals(left.value, right.value)).toBe(left.value === null || right.value === null ? false : null);
    }
  });

  it('agrees with the order', () => {
    for (const { left, right } of pairs) {
      const order = compare(left.value, right.value);
      if (order !== null) expect(order === 0).toBe(equals(left.value, right.value));
    }
  });

  it('makes `is` stricter, and never null', () => {
    for (const { left, right } of pairs) if (isSame(left.value, right.value)) expect(equals(left.value, right.value)).toBe(true);
    expect(feel('is(@"2026-09-02T08:00:00Z", @"2026-09-02T15:00:00+07:00")')).toBe('false');
  });
});

describe('order', () => {
  it('is antisymmetric and transitive', () => {
    for (const { left, right } of pairs) {
      const order = compare(left.value, right.value);
      const back = compare(right.value, left.value);
      expect(order === null ? null : Math.sign(order) + 0).toBe(back === null ? null : 0 - Math.sign(back));
      for (const third of values) {
        const next = compare(right.value, third.value);
        if (order !== null && next !== null && order < 0 && next < 0) expect(compare(left.value, third.value)).toBeLessThan(0);
      }
    }
  });

  it('follows code points above the basic plane', () => {
    expect(feel('"\uffee" < "😀"')).toBe('true');
  });
});
