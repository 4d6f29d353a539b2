import fc from 'fast-check';
import { BUILTIN_NAMES } from '../builtins/registry.js';
import { checkFeel } from '../checks/check-feel.js';
import { environment } from '../testing/feel.js';
import { equals } from '../values/equality.js';
import { formatFeel } from '../values/format.js';
import { toJson } from '../values/json.js';
import type { FeelValue } from '../values/value.js';
import { compileFeel } from './program.js';
import { FeelBudgetError } from './run.js';

const leaf = fc.constantFrom(
  'null', 'true', 'false', '0', '1', '-1', '2.5', '1e6000', '1e-6000', '-3', '7', '""', '"a"', '"ộ😀"', '"(a+)+"', '"P1D"', '"2026-09-02"', 'x', 'y', 'item', 'partial', '?',
  '[]', '[1, 2, 3]', '["a", null]', '{}', '{a: 1, b: [1]}', '@"2026-09-02"', '@"08:15:00"', '@"08:15:00@Europe/Paris"', '@"2026-09-02T08:15:00Z"', '@"-999999999-01-01"',
  '@"999999999-12-31T23:59:59@Asia/Ho_Chi_Minh"', '@"P14M"', '@"-P1D"', '@"P100000000Y"', '[1..5]', '(1..5)', '["a".."z"]', '[null..1]', '(> 5)', '(!= 5)', 'function(a) a', 'function(a, b) a < b', 'count',
);

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  const sign = fc.constantFrom('+', '-', '*', '/', '**', '=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'in');
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.tuple(inner, sign, inner).map(([a, op, b]) => `(${a} ${op} ${b})`),
      fc.tuple(fc.constantFrom(...BUILTIN_NAMES), fc.array(inner, { maxLength: 3 })).map(([name, args]) => `${name}(${args.join(', ')})`),
      fc.tuple(inner, inner).map(([a, b]) => `(${a})[${b}]`),
      fc.tuple(inner, fc.constantFrom('a', 'start', 'year', 'months', 'time offset', 'second')).map(([a, name]) => `(${a}).${name}`),
      fc.tuple(inner, inner, inner).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
      fc.tuple(inner, inner).map(([a, b]) => `(for x in ${a} return ${b})`),
      fc.tuple(inner, inner).map(([a, b]) => `(for x in ${a}..${b} return x)`),
      fc.tuple(fc.constantFrom('some', 'every'), inner, inner).map(([word, a, b]) => `(${word} x in ${a} satisfies ${b})`),
      fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a} between ${b} and ${c})`),
      fc.tuple(inner, inner).map(([a, b]) => `[${a}, ${b}]`),
      fc.tuple(inner, inner).map(([a, b]) => `{a: ${a}, b: ${b}}`),
      fc.tuple(inner, inner).map(([a, b]) => `[${a}..${b})`),
      inner.map((a) => `(function(x) ${a})`),
      fc.tuple(inner, inner).map(([a, b]) => `(${a})(${b})`),
      inner.map((a) => `-(${a})`),
      inner.map((a) => `(${a} instance of list<number>)`),
    ),
  };
});

function runOrNothing(text: string): { value: FeelValue; warned: boolean } | null {
  const program = compileFeel(text);
  if (program.kind === 'error') return null;
  try {
    const { value, warnings } = program.run(new Map<string, FeelValue>([['x', 'a'], ['y', null], ['?', true]]), { ...environment, budget: { steps: 20_000, listLength: 2000, textLength: 20_000 } });
    return { value, warned: warnings.length > 0 };
  } catch (error) {
    if (error instanceof FeelBudgetError) return null;
    throw new Error(`${text} threw`, { cause: error });
  }
}

function holdsFunction(value: FeelValue): boolean {
  return formatFeel(value).includes('function(');
}

describe('any expression', () => {
  it('runs without throwing, and its value can be written, read back and turned into JSON', () => {
    fc.assert(fc.property(expression, (text) => {
      const result = runOrNothing(text);
      if (!result) return;
      JSON.stringify(toJson(result.value));
      if (holdsFunction(result.value)) return;
      const back = runOrNothing(formatFeel(result.value));
      if (back && equals(back.value, result.value) !== true) throw new Error(`${text} gave ${formatFeel(result.value)}, read back as ${formatFeel(back.value)}`);
    }), { numRuns: 4000, seed: 20_260_902 });
  });

  it('can be checked', () => {
    fc.assert(fc.property(expression, (text) => {
      checkFeel(text, { variables: new Map([['x', { tag: 'kind', kind: 'string' }]]) });
    }), { numRuns: 1500, seed: 9 });
  });

  it('is refused with a position when it is garbage', () => {
    const token = fc.constantFrom('(', ')', '[', ']', '{', '}', '..', '.', ',', ':', 'if', 'then', 'for', 'in', 'return', '1', '"a', '"', '@', '-', '*', 'a', 'function', 'not', '?', '`', '//', '/*', '\n', '😀', '\\');
    fc.assert(fc.property(fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(' ')), (text) => {
      const program = compileFeel(text);
      if (program.kind === 'error') expect(program.position.from <= program.position.to && program.position.to <= text.length).toBe(true);
    }), { numRuns: 1500, seed: 10 });
  });
});
