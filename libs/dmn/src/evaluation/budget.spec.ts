import { compileFeel } from './program.js';
import { environment } from '../testing/feel.js';
import { FeelBudgetError } from './run.js';
import { BUILTIN_NAMES } from '../builtins/registry.js';

const many = (text: string, times: number): string => text.repeat(times);
const doubled = (first: string, step: string): string => `for i in 1..60 return if i = 1 then ${first} else ${step}`;

/** Each would run for ever, fill the memory or overflow the stack. */
const ENDLESS: Record<string, string> = {
  'a range': 'for i in 1..1e30 return i',
  'nested loops': 'for i in 1..100000, j in 1..100000 return i',
  'a quantifier': 'every i in 1..1e30 satisfies i > 0',
  'dates': 'for d in @"0001-01-01"..@"999999999-01-01" return d',
  'recursion': '(function(g) g(g))(function(g) g(g))',
  'deep recursion': '(function(g, n) g(g, n + 1))(function(g, n) [[[[[[g(g, n + 1)]]]]]], 1)',
  'a doubled text': doubled('"aaaa"', 'partial[-1] + partial[-1]'),
  'a doubled list': doubled('[1]', 'concatenate(partial[-1], partial[-1])'),
  'a result of shared lists': `(${doubled('[1]', '[partial[-1], partial[-1]]')})[-1]`,
  'a deep result': 'for i in 1..2000 return [partial[-1]]',
  'shared lists as text': `string((${doubled('[1]', '[partial[-1], partial[-1]]')})[-1])`,
  'shared lists compared': `(${doubled('[1]', '[partial[-1], partial[-1]]')})[-1] = (${doubled('[1]', '[partial[-1], partial[-1]]')})[-1]`,
  'shared lists flattened': `flatten((${doubled('[1]', '[partial[-1], partial[-1]]')})[-1])`,
  'a path over shared lists': `((${doubled('[{a: 1}]', '[partial[-1], partial[-1]]')})[-1]).a`,
  'backtracking with a back reference': `matches("${many('a', 60)}b", "(a*)*\\\\1$")`,
  'distinct values': 'distinct values(for i in 1..20000 return [i])',
  'exponentials': 'for i in 1..100000 return exp(i / 10)',
  'logarithms': 'for i in 1..100000 return log(i)',
  'powers': 'for i in 1..100000 return 1.0001 ** (i + 0.5)',
  'remainders of very different numbers': 'for i in 1..100000 return modulo(10 ** 6000, 7 * 10 ** -6000)',
  'ranges that are read': 'for i in 1..100000 return range("[1..5]")',
  'new texts of long ones': `for i in 1..100000 return upper case("${many('a', 50_000)}")`,
  'one long text many times': `for i in 1..100000 return "${many('a', 50_000)}"`,
  'long texts compared': `for i in 1..100000 return lower case("${many('A', 40_000)}") < "${many('a', 40_000)}y"`,
  'long texts searched': `for i in 1..100000 return contains("${many('a', 20_000)}", "${many('a', 10_000)}b")`,
  'letters counted': `for i in 1..100000 return substring("${many('😀', 5000)}", i)`,
  'patterns made again and again': 'for i in 1..100000 return matches("abc" + string(i), "[a-z]+" + string(i))',
  'backtracking again and again': `for i in 1..100000 return matches("${many('a', 30)}b", "(a+)+$")`,
  'a text that grows by replacing': doubled('"aaaa"', 'replace(partial[-1], "a", "aaaaaaaaaa")'),
  'a context that grows': 'for i in 1..5000 return if i = 1 then {} else context put(partial[-1], string(i), i)',
  'numbers of many digits': 'for i in 1..100000 return 10 ** 6000',
  'very many comparisons of a sort': 'sort(for i in 1..100000 return 100000 - i, function(a, b) a < b)',
  'calls that double': '(function(f, n) f(f, n))(function(f, n) if n = 0 then 0 else f(f, n - 1) + f(f, n - 1), 40)',
  'membership': 'for i in 1..5000 return list contains(for j in 1..5000 return j, i)',
};

describe('hostile expressions', () => {
  it.each(Object.entries(ENDLESS))('%s ends as a spent budget', (_name, text) => {
    // given
    const program = compileFeel(text);
    if (program.kind === 'error') throw new Error(program.message);

    // when, then
    expect(() => program.run(new Map(), { ...environment, budget: { steps: 300_000 } })).toThrow(FeelBudgetError);
  });

  it.each([
    ['parentheses', many('(', 10_000) + '1' + many(')', 10_000)],
    ['lists', many('[', 10_000)],
    ['sums', `1${many('+1', 3000)}`],
    ['signs', `${many('- ', 2000)}1`],
    ['filters', `[1]${many('[1]', 3000)}`],
    ['length', `"${many('a', 200_000)}"`],
    ['ten megabytes', `"${many('a', 10_000_000)}"`],
    ['ten megabytes of blanks', many(' ', 10_000_000)],
    ['conditions in conditions', `${many('if true then ', 2000)}1${many(' else 1', 2000)}`],
    ['functions in functions', `${many('function(a) ', 3000)}a`],
    ['loops in loops', `${many('for x in [1] return ', 3000)}1`],
    ['contexts', `${many('{a: ', 3000)}1${many('}', 3000)}`],
    ['types', `1 instance of ${many('list<', 2000)}number${many('>', 2000)}`],
    ['paths', `a${many('.a', 20_000)}`],
    ['calls', `f${many('()', 5000)}`],
    ['memberships', `1${many(' in [1]', 3000)}`],
    ['a number of many digits', many('9', 200_000)],
    ['an open text', many('"\\"', 20_000)],
  ])('%s are refused before running', (_name, text) => {
    expect(compileFeel(text).kind).toBe('error');
  });

  it.each([
    ['(a+)+$', false],
    ['^(a|a)*$', false],
    ['(a*)*b', false],
    ['a*a*a*a*a*b', false],
    ['(a|aa)+!', true],
  ])('the pattern %s ends with an answer', (pattern, expected) => {
    const program = compileFeel(`matches("${many('a', 2000)}!", "${pattern}")`);
    expect(program.kind === 'program' && program.run(new Map(), environment).value).toBe(expected);
  });

  it('cannot reach what JavaScript puts into every object', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'length']) {
      for (const text of [name, `{}.${name}`, `[1].${name}`, `"a".${name}`, `get value({}, "${name}")`, `{a: 1}.${name}.${name}`, `[{}][${name} != null]`]) {
        const program = compileFeel(text);
        const value = program.kind === 'program' ? program.run(new Map(), environment).value : null;
        expect([text, value === null || (Array.isArray(value) && value.every((element) => element === null))]).toEqual([text, true]);
      }
    }
  });

  it('gives warnings with code and position', () => {
    const program = compileFeel('1 + mất + f(2)');
    const warnings = program.kind === 'program' ? program.run(new Map(), environment).warnings : [];
    expect(warnings.map(({ code, position }) => [code, position])).toEqual([
      ['VARIABLE_NOT_FOUND', { from: 4, to: 7 }],
      ['TYPE_MISMATCH', { from: 0, to: 7 }],
      ['FUNCTION_NOT_FOUND', { from: 10, to: 11 }],
      ['TYPE_MISMATCH', { from: 0, to: 14 }],
    ]);
  });

  it('has all built-ins of the standard', () => {
    expect(BUILTIN_NAMES.length).toBeGreaterThan(70);
  });
});
