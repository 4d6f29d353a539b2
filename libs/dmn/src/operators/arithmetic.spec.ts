import { FEEL_KINDS, typeOf } from '../values/value.js';
import type { FeelKind } from '../values/value.js';
import { evaluate, valueOf } from '../testing/feel.js';
import type { ArithmeticSign } from '../syntax/tree.js';

const SAMPLES: Record<FeelKind, string> = {
  'null': 'null',
  'boolean': 'true',
  'string': '"văn"',
  'number': '3',
  'list': '[1]',
  'context': '{a: 1}',
  'date': '@"2026-09-02"',
  'time': '@"08:15:00"',
  'date and time': '@"2026-09-02T08:15:00Z"',
  'years and months duration': '@"P14M"',
  'days and time duration': '@"PT90M"',
  'range': '[1..5]',
  'function': '(function(a) a)',
};

const short = { n: 'number', s: 'string', d: 'date', t: 'time', m: 'date and time', y: 'years and months duration', h: 'days and time duration' } as const;

/** Every defined operation: left kind, right kind, kind of the result. Everything else is null. */
const DEFINED: Record<ArithmeticSign, readonly string[]> = {
  '+': ['nnn', 'sss', 'dyd', 'dhd', 'tht', 'mym', 'mhm', 'yyy', 'ydd', 'ymm', 'hhh', 'hdd', 'htt', 'hmm'],
  '-': ['nnn', 'ddh', 'dmh', 'dyd', 'dhd', 'tth', 'tht', 'mmh', 'mdh', 'mym', 'mhm', 'yyy', 'hhh'],
  '*': ['nnn', 'nyy', 'nhh', 'yny', 'hnh'],
  '/': ['nnn', 'yny', 'yyn', 'hnh', 'hhn'],
  '**': ['nnn'],
};

function kindOf(letter: string | undefined): FeelKind {
  return short[letter as keyof typeof short];
}

const signs = Object.keys(DEFINED) as ArithmeticSign[];
const pairs = signs.flatMap((sign) => FEEL_KINDS.flatMap((left) => FEEL_KINDS.map((right) => ({ sign, left, right }))));

describe('arithmetic', () => {
  it.each(pairs)('$left $sign $right', ({ sign, left, right }) => {
    // given
    const rule = DEFINED[sign].find((one) => kindOf(one[0]) === left && kindOf(one[1]) === right);

    // when
    const { value, warnings } = evaluate(`${SAMPLES[left]} ${sign} ${SAMPLES[right]}`);

    // then
    expect(typeOf(value)).toBe(rule ? kindOf(rule[2]) : 'null');
    expect(warnings.map((warning) => warning.code)).toEqual(rule ? [] : ['TYPE_MISMATCH']);
  });

  it.each(FEEL_KINDS)('minus %s', (kind) => {
    const defined = ['number', 'years and months duration', 'days and time duration'].includes(kind);
    expect(typeOf(evaluate(`-(${SAMPLES[kind]})`).value)).toBe(defined ? kind : 'null');
  });

  it('has a sample of every kind', () => {
    for (const kind of FEEL_KINDS) expect(typeOf(valueOf(SAMPLES[kind]))).toBe(kind);
  });
});

describe('comparison', () => {
  const ordered = new Set<FeelKind>(['number', 'string', 'date', 'time', 'date and time', 'years and months duration', 'days and time duration']);

  it.each(pairs.filter(({ sign }) => sign === '+'))('$left < $right', ({ left, right }) => {
    const { value, warnings } = evaluate(`${SAMPLES[left]} < ${SAMPLES[right]}`);
    expect(value).toBe(left === right && ordered.has(left) ? false : null);
    expect(warnings).toHaveLength(value === null ? 1 : 0);
  });

  it.each(pairs.filter(({ sign }) => sign === '+'))('$left = $right', ({ left, right }) => {
    const expected = left === right ? left !== 'function' : left === 'null' || right === 'null' ? false : null;
    expect(evaluate(`${SAMPLES[left]} = ${SAMPLES[right]}`).value).toBe(expected);
  });
});
