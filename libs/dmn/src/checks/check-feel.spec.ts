import { compileFeel } from '../evaluation/program.js';
import { environment } from '../testing/feel.js';
import { FEEL_KINDS } from '../values/value.js';
import { basicType } from '../types/feel-type.js';
import type { FeelType } from '../types/feel-type.js';
import { resultOfArithmetic } from './operation-types.js';
import { checkFeel } from './check-feel.js';

const type = (name: string): FeelType => basicType(name) ?? { tag: 'any' };
const variables = new Map<string, FeelType>([
  ['số', type('number')], ['tên', type('string')], ['ngày', type('date')], ['gì', type('Any')],
  ['các số', { tag: 'list', of: type('number') }],
  ['đơn', { tag: 'context', entries: new Map([['số-trang', type('number')], ['hạn', type('date')]]) }],
  ['các đơn', { tag: 'list', of: { tag: 'context', entries: new Map([['mức', type('string')]]) } }],
  ['?', type('number')],
]);
const names = { 'đơn': { 'số-trang': 1 } } as const;

describe('the check of an expression', () => {
  it.each([
    ['số + 1 > 5 and tên = "a"', []],
    ['số > "a"', ['NOT_COMPARABLE 0-8']],
    ['số + tên', ['TYPE_MISMATCH 0-8']],
    ['ngày + số', ['TYPE_MISMATCH 0-9']],
    ['ngày + duration("P1D") < today()', []],
    ['gì + 1 > "a"', []],
    ['lạ + 1', ['VARIABLE_NOT_FOUND 0-2']],
    ['hàm lạ(1)', ['FUNCTION_NOT_FOUND 0-6']],
    ['if số then 1 else 2', ['NOT_BOOLEAN 3-5']],
    ['số and true', ['NOT_BOOLEAN 0-2']],
    ['đơn.số-trang > 5', []],
    ['đơn.thiếu', ['ENTRY_NOT_FOUND 0-9']],
    ['số.phần', ['ENTRY_NOT_FOUND 0-7']],
    ['các đơn[mức = "khẩn"].mức', []],
    ['các đơn[mức > 5]', ['NOT_COMPARABLE 8-15']],
    ['các số[item > 5]', []],
    ['các số[1] + "a"', ['TYPE_MISMATCH 0-15']],
    ['for x in các số return x + "a"', ['TYPE_MISMATCH 23-30']],
    ['some x in các số satisfies x', ['NOT_BOOLEAN 27-28']],
    ['tên in [1..5]', ['NOT_COMPARABLE 7-13']],
    ['số in (1, 2, [3..4])', []],
    ['substring(số, 1)', ['INVALID_ARGUMENT 0-16']],
    ['substring(tên)', ['INVALID_ARGUMENT 0-14']],
    ['substring(string: tên, start position: 1)', []],
    ['count(các số) + 1', []],
    ['string length(tên) = "5"', ['NOT_COMPARABLE 0-24']],
    ['@"2026-13-01"', ['INVALID_LITERAL 0-13']],
    ['{a: 1, b: a + "x"}', ['TYPE_MISMATCH 10-17']],
    ['{a: 1, a: 2}', ['DUPLICATE_KEY 7-11']],
    ['(function(n: number) n + "a")(1)', ['TYPE_MISMATCH 21-28']],
    ['số instance of tLạ', ['TYPE_NOT_FOUND 15-18']],
    ['số(1)', ['NOT_A_FUNCTION 0-2']],
    ['-tên', ['TYPE_MISMATCH 0-4']],
    ['1 +', ['FEEL_SYNTAX 3-3']],
    ['null = số', []],
  ])('%s', (text, expected) => {
    expect(checkFeel(text, { variables, names }).map(({ code, position }) => `${code} ${position.from}-${position.to}`)).toEqual(expected);
  });

  it.each([['> 5', 0], ['"a"', 1], ['? > 3', 0], ['tên', 1], ['[1..5], 7', 0], ['> "a"', 1]])('tests %s against a number', (text, count) => {
    expect(checkFeel(text, { dialect: 'unaryTests', variables })).toHaveLength(count);
  });

  it('names no unknown variables when it is not told any', () => {
    expect(checkFeel('lạ + hàm(1)')).toEqual([]);
  });

  it.each([
    ['hàm lạ(1)', ['FUNCTION_NOT_FOUND 0-6']],
    ['uper case(tên)', ['FUNCTION_NOT_FOUND 0-9']],
    ['{f: function(x) x, r: f(1)}.r', []],
    ['đơn.f(1)', []],
    ['các đơn[f(1)]', []],
    ['some f in các hàm satisfies f(1)', []],
    ['tên + số', []],
  ])('where no variable can be a function, %s', (text, expected) => {
    expect(checkFeel(text, { onlyBuiltIns: true }).map(({ code, position }) => `${code} ${position.from}-${position.to}`)).toEqual(expected);
  });

  it.each([
    ['1 + 1', ['TYPE_MISMATCH 0-5']],
    ['"a"', ['TYPE_MISMATCH 0-3']],
    ['x > 1', []],
    ['x', []],
    ['null', []],
    ['if x then 1 else 2', ['TYPE_MISMATCH 0-18']],
    ['1 +', ['FEEL_SYNTAX 3-3']],
  ])('where a boolean is needed, %s', (text, expected) => {
    expect(checkFeel(text, { expects: ['boolean'] }).map(({ code, position }) => `${code} ${position.from}-${position.to}`)).toEqual(expected);
  });

  it('speaks English and Vietnamese', () => {
    const [hint] = checkFeel('số > "a"', { variables });
    expect([hint?.message, hint?.messageVi]).toEqual(['A number cannot be compared with a string.', 'Không so sánh được số với chuỗi.']);
    for (const [text, vi] of [['1 +', 'Biểu thức chưa hết.'], ['1 + + 2', 'Không đọc được từ chỗ "+".'], ['số.phần', 'Giá trị kiểu số không có mục "phần".'], ['lạ', 'Không có biến "lạ".']] as const) {
      expect(checkFeel(text, { variables }).map((one) => one.messageVi)).toEqual([vi]);
    }
  });

  it('knows the kinds that operations give', () => {
    const samples: Record<string, string> = {
      'number': '3', 'string': '"a"', 'date': '@"2026-09-02"', 'time': '@"08:00:00"', 'date and time': '@"2026-09-02T08:00:00Z"',
      'years and months duration': '@"P1Y"', 'days and time duration': '@"P1D"',
    };
    for (const sign of ['+', '-', '*', '/', '**'] as const) {
      for (const left of FEEL_KINDS) for (const right of FEEL_KINDS) {
        const program = compileFeel(`(${samples[left] ?? 'null'} ${sign} ${samples[right] ?? 'null'}) instance of ${resultOfArithmetic(sign, left, right)}`);
        if (program.kind === 'error') continue;
        const { value, warnings } = program.run(new Map(), environment);
        if (warnings.length === 0) expect([sign, left, right, value]).toEqual([sign, left, right, true]);
      }
    }
  });
});
