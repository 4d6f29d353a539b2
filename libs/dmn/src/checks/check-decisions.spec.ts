import fc from 'fast-check';
import { decide, decision, definitions, input, literal, modelOf, table } from '../testing/dmn.js';
import type { TableText } from '../testing/dmn.js';
import { checkDecisions } from './check-decisions.js';
import type { Finding } from './finding.js';

async function check(text: Partial<TableText> & Pick<TableText, 'rules' | 'inputs'>): Promise<readonly Finding[]> {
  const found = await checkDecisions(definitions(decision('d', table({ outputs: [{}], ...text }))));
  if (!Array.isArray(found)) throw new Error(JSON.stringify(found));
  return (found as readonly Finding[]).filter((one) => one.code !== 'TEXT_INVALID');
}

const x = { text: 'x', typeRef: 'number' };
const mức = { text: 'mức', typeRef: 'string', values: '"thường", "khẩn"' };

describe('the check of tables', () => {
  it.each([
    ['nothing', { inputs: [x], rules: [['< 5', '1'], ['>= 5', '2']] }, []],
    ['an overlap', { inputs: [x], rules: [['<= 5', '1'], ['>= 5', '2']] }, ['TABLE_OVERLAP 1,2 5']],
    ['a gap between', { inputs: [x], rules: [['< 5', '1'], ['> 6', '2']] }, ['TABLE_GAP  5']],
    ['a gap at one value', { inputs: [x], rules: [['< 5', '1'], ['> 5', '2']] }, ['TABLE_GAP  5']],
    ['no gap with a default', { inputs: [x], outputs: [{ otherwise: '0' }], rules: [['< 5', '1']] }, []],
    ['a missing value of the domain', { inputs: [mức], rules: [['"khẩn"', '1']] }, ['TABLE_GAP  "thường"']],
    ['a complete domain', { inputs: [mức], rules: [['"khẩn"', '1'], ['not("khẩn")', '2']] }, []],
    ['a text outside of the domain', { inputs: [mức], rules: [['-', '1'], ['"lạ"', '2']] }, ['RULE_NEVER_MATCHES 2 ']],
    ['an input that is never tested', { inputs: [x, mức], rules: [['-', '"khẩn"', '1'], ['-', '"thường"', '2']] }, ['INPUT_UNUSED  -']],
    ['booleans', { inputs: [{ text: 'b', typeRef: 'boolean' }], rules: [['true', '1']] }, ['TABLE_GAP  false']],
    ['two columns', { inputs: [x, mức], rules: [['< 5', '-', '1'], ['>= 5', '"khẩn"', '2']] }, ['TABLE_GAP  5 "thường"']],
    ['an empty range', { inputs: [x], rules: [['[9..1]', '1'], ['-', '2']] }, ['RULE_NEVER_MATCHES 1 ']],
    ['a rule that comes too late', { policy: 'FIRST', inputs: [x], rules: [['< 5', '1'], ['>= 5', '2'], ['7', '3']] }, ['RULE_UNREACHABLE 3 ']],
    ['ANY with equal outputs', { policy: 'ANY', inputs: [x], rules: [['-', '1'], ['5', '1']] }, []],
    ['ANY with other outputs', { policy: 'ANY', inputs: [x], rules: [['-', '1'], ['5', '2']] }, ['TABLE_OVERLAP 1,2 5']],
    ['dates', { inputs: [{ text: 'n', typeRef: 'date' }], rules: [['< @"2026-09-02"', '1'], ['>= date("2026-09-02")', '2']] }, []],
    ['a text among numbers', { inputs: [x], rules: [['< 5', '1'], ['[4..9]', '2'], ['"lạ"', '3']] }, ['TABLE_OVERLAP 1,2 4', 'TABLE_GAP  > 9', 'RULE_NEVER_MATCHES 3 ']],
    ['nothing of ranges where kinds are mixed', { inputs: [{ text: 'x' }], rules: [['< 5', '1'], ['[4..9]', '2'], ['"lạ"', '3']] }, []],
    ['a range of another kind', { inputs: [x], rules: [['["a".."z"]', '1'], ['-', '2']] }, ['RULE_NEVER_MATCHES 1 ']],
    ['what cannot be told', { inputs: [x], rules: [['> y', '1'], ['odd(?)', '2']] }, []],
  ] as const)('finds %s', async (_name, text, expected) => {
    const found = await check(text as never);
    expect(found.map((one) => `${one.code} ${one.rules.join()} ${one.inputs.map((place) => place.values).join(' ')}`)).toEqual(expected);
  });

  it('speaks English and Vietnamese', async () => {
    const [overlap] = await check({ inputs: [x], rules: [['<= 5', '1'], ['>= 5', '2']] });
    expect([overlap?.message, overlap?.messageVi]).toEqual(['Rules 1 and 2 both match.', 'Quy tắc 1 và 2 cùng khớp.']);
  });

  it('agrees with what running the table shows', async () => {
    const cell = fc.constantFrom('-', '< 2', '<= 2', '> 2', '>= 3', '[1..3]', '(1..3)', '2', 'not(2)', '1, 3', '!= 3');
    const rules = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 });
    const samples = ['0', '1', '1.5', '2', '2.5', '3', '4'];
    await fc.assert(fc.asyncProperty(rules, async (rows) => {
      // given
      const text: TableText = { policy: 'COLLECT', inputs: [{ text: 'x' }, { text: 'y' }], outputs: [{}], rules: rows.map(([a, b], index) => [a, b, String(index + 1)]) };
      const model = await modelOf(input('x') + input('y') + decision('d', table(text), { inputs: ['x', 'y'] }));
      const found = await check({ ...text, policy: 'UNIQUE' });

      // when
      const hits = samples.flatMap((a) => samples.map((b) => decide(model, 'd', { x: a, y: b }).trace.tables[0]?.rules.length ?? 0));

      // then
      expect(found.some((one) => one.code === 'TABLE_GAP')).toBe(hits.includes(0));
      expect(found.some((one) => one.code === 'TABLE_OVERLAP')).toBe(hits.some((count) => count > 1));
    }), { numRuns: 60, seed: 7 });
  });
});

describe('the check of texts', () => {
  const types = '<itemDefinition name="tMức"><typeRef>string</typeRef></itemDefinition><itemDefinition name="tVăn bản"><itemComponent name="số-trang"><typeRef>number</typeRef></itemComponent></itemDefinition>';
  const given = types + input('mức', 'tMức') + input('số', 'number') + input('vb', 'tVăn bản') + '<businessKnowledgeModel id="k" name="phí"><variable name="phí"/><encapsulatedLogic><formalParameter name="n"/><literalExpression><text>n</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>';
  const needs = { inputs: ['mức', 'số', 'vb'], knowledge: ['k'] };
  const row = (test: string, output: string): string =>
    decision('d', table({ inputs: [{ text: 'mức', typeRef: 'tMức' }], outputs: [{ typeRef: 'number' }], rules: [[test, output]] }), needs);

  it.each([
    ['a literal', decision('d', literal('số + phí(vb.số-trang)'), { ...needs, typeRef: 'number' }), []],
    ['a type error', decision('d', literal('số + mức'), needs), ['TYPE_MISMATCH  0-8']],
    ['an unknown name', decision('d', literal('thiếu + 1'), needs), ['VARIABLE_NOT_FOUND  0-5']],
    ['an unknown entry', decision('d', literal('vb.tên'), needs), ['ENTRY_NOT_FOUND  0-6']],
    ['a result of another type', decision('d', literal('"a"'), { ...needs, typeRef: 'number' }), ['TYPE_MISMATCH  0-3']],
    ['a text that cannot be read', decision('d', literal('số +'), needs), ['FEEL_SYNTAX  4-4']],
    ['a good cell', row('"khẩn", not("thường")', 'số * 2'), []],
    ['a cell of another type', row('> 5', '1'), ['NOT_COMPARABLE 1 0-3']],
    ['an output of another type', row('-', '"a"'), ['TYPE_MISMATCH 1 0-3']],
    ['a name in a cell', row('thiếu', '-'), ['VARIABLE_NOT_FOUND 1 0-5']],
  ])('finds %s', async (_name, body, expected) => {
    const found = await checkDecisions(definitions(given + body));
    const texts = (Array.isArray(found) ? (found as readonly Finding[]) : []).filter((one) => one.code === 'TEXT_INVALID');
    expect(texts.map(({ rules, text }) => `${text?.code} ${rules.join()} ${text?.position.from}-${text?.position.to}`)).toEqual(expected);
  });
});
