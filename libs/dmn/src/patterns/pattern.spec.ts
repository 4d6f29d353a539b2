import fc from 'fast-check';
import { environment } from '../testing/feel.js';
import { Run } from '../evaluation/run.js';
import { nativeExpression, riskOf } from './native-pattern.js';
import { PatternMachine } from './pattern-machine.js';
import { CompiledPattern } from './pattern.js';
import { parsePattern } from './pattern-parser.js';

const found = (pattern: string, text: string, flags = ''): string | null => {
  const match = CompiledPattern.of(pattern, flags)?.find(text, 0, new Run(environment));
  return match ? text.slice(match.start, match.end) : null;
};

describe('regular expressions of XPath', () => {
  it.each([
    ['fo*b', 'foobar', '', 'foob'],
    ['^a.c$', 'a\nc', '', null],
    ['^a.c$', 'a\nc', 's', 'a\nc'],
    ['^b$', 'a\nb\nc', 'm', 'b'],
    ['ABC', 'xabcx', 'i', 'abc'],
    ['a b', 'ab', 'x', 'ab'],
    ['a[ ]b', 'a b', 'x', 'a b'],
    ['hello\\ sworld', 'hello world', 'x', 'hello world'],
    ['\\p{ L u }+', 'ĐÀ', 'x', 'ĐÀ'],
    ['a.b', 'a.b axb', 'q', 'a.b'],
    ['\\p{Lu}', 'mN', 'i', 'N'],
    ['\\P{Lu}x', 'NXmX', 'i', 'mX'],
    ['[A-Z-[OI]]', 'oix', 'i', 'x'],
    ['[^Q]', 'qa', 'i', 'a'],
    ['[a-z-[aeiou]]+', 'aébcde', '', 'bcd'],
    ['[^a-z]+', 'abc12d', '', '12'],
    ['\\d+', 'số ٣٤', '', '٣٤'],
    ['\\p{Lu}\\p{Ll}+', 'ở Đà Nẵng', '', 'Đà'],
    ['\\p{IsLatinExtendedAdditional}', 'aộb', '', 'ộ'],
    ['(a)(b)?\\1', 'aba', '', 'aba'],
    ['(?:ab)+', 'xababy', '', 'abab'],
    ['a{2,3}?', 'aaaa', '', 'aa'],
    ['😀.', '😀😁', '', '😀😁'],
    ['\\-\\^\\$', '-^$', '', '-^$'],
  ])('%s in %j (%s)', (pattern, text, flags, expected) => {
    expect(found(pattern, text, flags)).toBe(expected);
  });

  it.each(['(', ')', '[', ']', 'a**', '*a', 'a{,2}', 'a{3,2}', '(?=a)', '(?<n>a)', '\\q', '\\1', '(a\\1)', '[z-a]', '[]', '\\p{Foo}', '\\p{IsNowhere}', 'a}', '\\b'])(
    'refuses %s', (pattern) => {
      expect(CompiledPattern.of(pattern, '')).toBeNull();
    },
  );

  it('refuses unknown flags', () => {
    expect(CompiledPattern.of('a', 'g')).toBeNull();
  });

  it('gives one answer on both machines', () => {
    const piece = fc.constantFrom('a', 'b', '.', '[ab]', '(a|b)', '(ab)', '^', '$');
    const sign = fc.constantFrom('', '', '*', '+', '?', '*?', '{2}', '{1,3}');
    const pattern = fc.array(fc.tuple(piece, sign).map(([a, b]) => (a === '^' || a === '$' ? a : a + b)), { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(fc.property(pattern, text, (written, subject) => {
      // given
      const parsed = parsePattern(written, '');
      const native = parsed && nativeExpression(parsed);
      const machine = parsed && PatternMachine.of(parsed, riskOf(parsed.root).references);

      // when
      const theirs = native?.exec(subject);
      const ours = machine?.find(subject, 0, new Run(environment));

      // then
      expect(ours ? [ours.start, ours.end] : null).toEqual(theirs ? [theirs.index, theirs.index + theirs[0].length] : null);
    }), { numRuns: 2000, seed: 8 });
  });
});
