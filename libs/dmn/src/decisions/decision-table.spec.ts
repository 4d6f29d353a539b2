import { decide, decision, input, modelOf, table } from '../testing/dmn.js';
import type { TableText } from '../testing/dmn.js';
import type { DecisionModel } from './model.js';

function model(text: Partial<TableText> & Pick<TableText, 'rules'>): Promise<DecisionModel> {
  return modelOf(input('x', 'number') + decision('d', table({ inputs: [{ text: 'x', typeRef: 'number' }], outputs: [{}], ...text }), { inputs: ['x'] }));
}

const OVERLAPPING = [['> 0', '"thấp"'], ['> 5', '"vừa"'], ['> 10', '"cao"']];
const ORDERED = [{ values: '"cao", "vừa", "thấp"' }];

describe('hit policies', () => {
  it.each([
    ['UNIQUE', '3', '"thấp"'],
    ['UNIQUE', '7', 'null'],
    ['UNIQUE', '-1', 'null'],
    ['ANY', '7', 'null'],
    ['FIRST', '20', '"thấp"'],
    ['PRIORITY', '20', '"cao"'],
    ['PRIORITY', '7', '"vừa"'],
    ['RULE ORDER', '20', '["thấp", "vừa", "cao"]'],
    ['OUTPUT ORDER', '20', '["cao", "vừa", "thấp"]'],
    ['COLLECT', '7', '["thấp", "vừa"]'],
    ['COLLECT', '-1', 'null'],
  ])('%s of %s is %s', async (policy, x, expected) => {
    expect(decide(await model({ policy, outputs: ORDERED, rules: OVERLAPPING }), 'd', { x }).text).toBe(expected);
  });

  it.each([['SUM', '30'], ['MIN', '10'], ['MAX', '20'], ['COUNT', '2']])('COLLECT %s', async (aggregation, expected) => {
    const collected = await model({ policy: 'COLLECT', aggregation, rules: [['> 0', '10'], ['> 5', '20'], ['> 10', '30']] });
    expect(decide(collected, 'd', { x: '7' }).text).toBe(expected);
  });

  it('ANY takes equal outputs', async () => {
    expect(decide(await model({ policy: 'ANY', rules: [['> 0', '1'], ['> 5', '1.0']] }), 'd', { x: '7' }).text).toBe('1');
  });

  it('gives the default output when no rule matches', async () => {
    const defaults = await model({ outputs: [{ name: 'kênh', otherwise: '"giấy"' }, { name: 'bản', otherwise: '1 + 1' }], rules: [['> 0', '"thư"', '1']] });
    expect(decide(defaults, 'd', { x: '-1' }).text).toBe('{kênh: "giấy", bản: 2}');
    expect(decide(defaults, 'd', { x: '1' }).text).toBe('{kênh: "thư", bản: 1}');
  });
});

describe('cells', () => {
  it.each([
    ['-', '5', true],
    ['', 'null', true],
    ['5', '5', true],
    ['5', 'null', false],
    ['null', 'null', true],
    ['not(5)', '4', true],
    ['not(5, 6)', '6', false],
    ['< 3, > 7', '8', true],
    ['[1..5)', '5', false],
    ['(1..5]', '5', true],
    ['x * 2 - 5', '5', true],
    ['? > 4', '5', true],
    ['odd(?)', '5', true],
    ['odd(?), 6', '6', true],
    ['[1, 5]', '5', true],
    ['"5"', '5', false],
    ['> "a"', '5', false],
    ['count([1]) = 1', '5', true],
    ['true', '5', true],
    ['false', '5', false],
    ['true', 'null', false],
  ])('%s with %s', async (cell, x, matches) => {
    const one = await modelOf(input('x') + decision('d', table({ inputs: [{ text: 'x' }], outputs: [{}], rules: [[cell, 'true']] }), { inputs: ['x'] }));
    expect(decide(one, 'd', { x }).value).toBe(matches ? true : null);
  });

  it.each([['true', 'true', true], ['false', 'false', true], ['ok', 'false', true], ['ok', 'true', false], ['not(ok)', 'true', true], ['? = false', 'false', true]])(
    'compares a boolean input: %s with %s', async (cell, x, matches) => {
      const one = await modelOf(
        input('x', 'boolean') + input('ok', 'boolean')
        + decision('d', table({ inputs: [{ text: 'x' }], outputs: [{}], rules: [[cell, 'true']] }), { inputs: ['x', 'ok'] }),
      );
      expect(decide(one, 'd', { x, ok: 'false' }).value).toBe(matches ? true : null);
    },
  );
});

describe('borders', () => {
  it('makes a value outside of the input values null', async () => {
    const limited = await model({ inputs: [{ text: 'x', typeRef: 'number', values: '[1..10]' }], rules: [['-', '"có"']] });
    expect(decide(limited, 'd', { x: '5' }).text).toBe('"có"');
    const outside = decide(limited, 'd', { x: '50' });
    expect([outside.text, outside.warnings[0]?.code]).toEqual(['null', 'VALUE_NOT_ALLOWED']);
  });

  it('coerces inputs and outputs to their types', async () => {
    const typed = await model({ outputs: [{ typeRef: 'string' }], rules: [['> 0', '["a"]'], ['< 0', '5']] });
    expect(decide(typed, 'd', { x: '[7]' }).text).toBe('"a"');
    expect(decide(typed, 'd', { x: '-7' }).text).toBe('null');
    expect(decide(typed, 'd', { x: '"7"' }).text).toBe('null');
  });

  it('traces the values compared and the rules that fired', async () => {
    const { trace } = decide(await model({ policy: 'COLLECT', rules: OVERLAPPING }), 'd', { x: '7' });
    expect(JSON.parse(JSON.stringify(trace))).toEqual({
      decisions: [{ decisionId: 'd', name: 'd', value: ['thấp', 'vừa'] }],
      tables: [{
        tableId: 'table', ownerId: 'd', hitPolicy: 'COLLECT',
        inputs: [{ id: 'input1', label: 'x', value: '7' }],
        rules: [
          { ruleId: 'rule1', index: 1, outputs: [{ name: '', value: 'thấp' }] },
          { ruleId: 'rule2', index: 2, outputs: [{ name: '', value: 'vừa' }] },
        ],
        value: ['thấp', 'vừa'],
      }],
    });
  });
});
