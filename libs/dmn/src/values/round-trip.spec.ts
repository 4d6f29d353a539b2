import fc from 'fast-check';
import { compileFeel } from '../evaluation/program.js';
import { environment } from '../testing/feel.js';
import { anyValue } from '../testing/values.js';
import { Decimal } from './decimal.js';
import { equals } from './equality.js';
import { formatFeel } from './format.js';
import { fromJson, toJson } from './json.js';
import { parseJson, stringifyJson } from './json-text.js';

describe('the text of a value', () => {
  it('parses back to an equal value', () => {
    fc.assert(fc.property(anyValue, (original) => {
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
