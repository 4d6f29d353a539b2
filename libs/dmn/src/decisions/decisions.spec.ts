import { decide, decision, definitions, escape, input, literal, modelOf } from '../testing/dmn.js';
import { environment } from '../testing/feel.js';
import { formatFeel } from '../values/format.js';
import { evaluateDecision } from './evaluate.js';
import { decisionInputs } from './inputs.js';
import { parseDecisions } from './parse.js';

const entry = (name: string, logic: string, typeRef = 'Any'): string => `<contextEntry><variable name="${name}" typeRef="${typeRef}"/>${logic}</contextEntry>`;
const result = (logic: string): string => `<contextEntry>${logic}</contextEntry>`;
const boxed = (tag: string, ...parts: readonly [string, string][]): string =>
  `<${tag}>${parts.map(([name, text]) => `<${name}>${literal(text)}</${name}>`).join('')}</${tag}>`;
const iterator = (tag: string, over: string, part: string, text: string): string =>
  `<${tag} iteratorVariable="x"><in>${literal(over)}</in><${part}>${literal(text)}</${part}></${tag}>`;
const knowledge = (id: string, parameters: string, body: string, typeRef = 'Any'): string =>
  `<businessKnowledgeModel id="${id}" name="${id}"><variable name="${id}" typeRef="${typeRef}"/><encapsulatedLogic>${parameters}${body}</encapsulatedLogic></businessKnowledgeModel>`;
const parameter = (name: string, typeRef = 'Any'): string => `<formalParameter name="${name}" typeRef="${typeRef}"/>`;

async function value(logic: string): Promise<string> {
  return decide(await modelOf(decision('d', logic)), 'd').text;
}

describe('boxed expressions', () => {
  it.each([
    ['a context', `<context>${entry('a', literal('1'))}${entry('b', literal('a + 1'))}</context>`, '{a: 1, b: 2}'],
    ['a context with a result', `<context>${entry('a', literal('1'))}${result(literal('a + 1'))}</context>`, '2'],
    ['a context with a typed entry', `<context>${entry('a', literal('"x"'), 'number')}</context>`, '{a: null}'],
    ['names with signs', `<context>${entry('gross-net', literal('5'))}${result(literal('gross-net + 1'))}</context>`, '6'],
    ['a list', `<list>${literal('1')}${literal('"a"')}</list>`, '[1, "a"]'],
    ['a relation', `<relation><column name="a"/><column name="b"/><row>${literal('1')}${literal('2')}</row></relation>`, '[{a: 1, b: 2}]'],
    ['a conditional', boxed('conditional', ['if', '1 < 2'], ['then', '"a"'], ['else', '"b"']), '"a"'],
    ['a conditional without boolean', boxed('conditional', ['if', '5'], ['then', '"a"'], ['else', '"b"']), 'null'],
    ['a filter', boxed('filter', ['in', '[1, 2, 3]'], ['match', 'item > 1']), '[2, 3]'],
    ['a filter by entries', boxed('filter', ['in', '[{k: 1}, {k: 2}]'], ['match', 'k > 1']), '[{k: 2}]'],
    ['a filter without boolean', boxed('filter', ['in', '[1, 2, 3]'], ['match', 'item']), 'null'],
    ['for', iterator('for', '[1, 2]', 'return', 'x * 2'), '[2, 4]'],
    ['for over a range', iterator('for', '[1..3]', 'return', 'x'), '[1, 2, 3]'],
    ['for with partial', iterator('for', '[1, 2, 3]', 'return', 'count(partial)'), '[0, 1, 2]'],
    ['some', iterator('some', '[1, 2]', 'satisfies', 'x > 1'), 'true'],
    ['every', iterator('every', '[1, 2]', 'satisfies', 'x > 1'), 'false'],
    ['every without boolean', iterator('every', '[1, 2]', 'satisfies', 'x'), 'null'],
    ['a function', `<context>${entry('f', `<functionDefinition>${parameter('n', 'number')}${literal('n * 2')}</functionDefinition>`)}${result(literal('f(4)'))}</context>`, '8'],
    ['a function with a wrong argument', `<context>${entry('f', `<functionDefinition>${parameter('n', 'number')}${literal('1')}</functionDefinition>`)}${result(literal('f("a")'))}</context>`, 'null'],
    ['an external function', `<context>${entry('f', `<functionDefinition kind="Java">${literal('{}')}</functionDefinition>`)}${result(literal('f()'))}</context>`, 'null'],
  ])('%s', async (_name, logic, expected) => {
    expect(await value(logic)).toBe(expected);
  });
});

describe('requirements', () => {
  const double = knowledge('gấp đôi', parameter('n', 'number'), literal('n * 2'), 'number');

  it('evaluates what a decision requires, once', async () => {
    const chain = await modelOf(
      input('a', 'number') + decision('b', literal('a + 1'), { inputs: ['a'] })
      + decision('c', literal('b * 10'), { decisions: ['b'] }) + decision('d', literal('b + c'), { decisions: ['b', 'c'] }),
    );
    const { text, trace } = decide(chain, 'd', { a: '1' });
    expect(text).toBe('22');
    expect(trace.decisions.map((one) => one.decisionId)).toEqual(['b', 'c', 'd']);
    expect(chain.decisions.find((one) => one.id === 'd')?.inputs).toEqual(['a']);
  });

  it('sees only what is required', async () => {
    const { text, warnings } = decide(await modelOf(input('a') + decision('d', literal('a'))), 'd', { a: '1' });
    expect([text, warnings[0]?.code, warnings[0]?.position]).toEqual(['null', 'VARIABLE_NOT_FOUND', { from: 0, to: 1 }]);
  });

  it('calls knowledge models by position, by name and by invocation', async () => {
    const invocation = `<invocation>${literal('gấp đôi')}<binding><parameter name="n"/>${literal('4')}</binding></invocation>`;
    for (const logic of [literal('gấp đôi(4)'), literal('gấp đôi(n: 4)'), invocation]) {
      expect(decide(await modelOf(double + decision('d', logic, { knowledge: ['gấp đôi'] })), 'd').text).toBe('8');
    }
    expect(decide(await modelOf(double), 'gấp đôi', { n: '21' }).text).toBe('42');
  });

  it('passes knowledge models as values', async () => {
    const before = knowledge('trước', parameter('a') + parameter('b'), literal('a > b'));
    const sorted = await modelOf(before + decision('d', literal('sort([1, 3, 2], trước)'), { knowledge: ['trước'] }));
    expect(decide(sorted, 'd').text).toBe('[3, 2, 1]');
  });

  it('lets a knowledge model call itself', async () => {
    const factorial = knowledge('giai thừa', parameter('n', 'number'), literal('if n <= 1 then 1 else n * giai thừa(n - 1)'), 'number');
    expect(decide(await modelOf(factorial), 'giai thừa', { n: '20' }).text).toBe('2432902008176640000');
  });

  it('makes the whole call null when an argument does not conform, but takes null', async () => {
    const model = await modelOf(knowledge('k', parameter('n', 'number'), literal('"gọi được"')));
    expect(decide(model, 'k', { n: '"x"' }).text).toBe('null');
    expect(decide(model, 'k', { n: 'null' }).text).toBe('"gọi được"');
    expect(decide(model, 'k', { n: '[5]' }).text).toBe('"gọi được"');
  });

  it('reads the type of a knowledge model as that of its result or of the function', async () => {
    const type = '<itemDefinition name="tHàm"><functionItem outputTypeRef="number"><parameters name="n" typeRef="number"/></functionItem></itemDefinition>';
    const model = await modelOf(type + knowledge('k', parameter('n', 'number'), literal('n + 1'), 'tHàm') + decision('d', literal('[k(1), k instance of tHàm]'), { knowledge: ['k'] }));
    expect(decide(model, 'd').text).toBe('[2, true]');
  });

  it('runs decision services with inputs first, then input decisions', async () => {
    const service = '<decisionService id="s" name="dịch vụ"><outputDecision href="#c"/><inputDecision href="#b"/><inputData href="#in-a"/></decisionService>';
    const model = await modelOf(
      input('a', 'number') + decision('b', literal('1')) + decision('c', literal('a * 10 + b'), { inputs: ['a'], decisions: ['b'] }) + service
      + decision('d', literal('dịch vụ(2, 5)'), { knowledge: ['s'] }),
    );
    expect(decide(model, 'd').text).toBe('25');
    expect(decide(model, 's', { a: '3', b: '4' }).text).toBe('34');
  });

  it('gives several outputs of a service as a context', async () => {
    const service = '<decisionService id="s" name="s"><outputDecision href="#b"/><outputDecision href="#c"/></decisionService>';
    expect(decide(await modelOf(decision('b', literal('1')) + decision('c', literal('2')) + service), 's').text).toBe('{b: 1, c: 2}');
  });

  it('reaches imported elements and types under the name of the import', async () => {
    const library = definitions(
      '<itemDefinition name="tSố"><typeRef>number</typeRef></itemDefinition>' + knowledge('ba lần', parameter('n', 'tSố'), literal('n * 3')) + decision('hằng', literal('7')),
      'urn:lib',
    );
    const main = definitions(
      '<import name="thư viện" namespace="urn:lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
      + decision('d', literal('thư viện.ba lần(thư viện.hằng)'), { knowledge: ['urn:lib#ba lần'], decisions: ['urn:lib#hằng'], typeRef: 'thư viện.tSố' }),
    );
    expect(decide(await modelOf(main, { imports: [library] }), 'd').text).toBe('21');
  });
});

describe('item definitions', () => {
  const types =
    '<itemDefinition name="tMức"><typeRef>string</typeRef><allowedValues><text>"thường", "khẩn"</text></allowedValues></itemDefinition>'
    + '<itemDefinition name="tCác mức" isCollection="true"><typeRef>tMức</typeRef></itemDefinition>'
    + `<itemDefinition name="tÍt" isCollection="true"><typeRef>number</typeRef><allowedValues><text>${escape('< 10')}</text></allowedValues><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>`
    + '<itemDefinition name="tVăn bản"><itemComponent name="số"><typeRef>number</typeRef></itemComponent><itemComponent name="mức"><typeRef>tMức</typeRef></itemComponent></itemDefinition>';

  it.each([
    ['tMức', '"khẩn"', '"khẩn"'],
    ['tMức', '"lạ"', 'null'],
    ['tMức', '["khẩn"]', '"khẩn"'],
    ['tCác mức', '"khẩn"', '["khẩn"]'],
    ['tCác mức', '["khẩn", "lạ"]', 'null'],
    ['tÍt', '[1, 2]', '[1, 2]'],
    ['tÍt', '[1, 20]', 'null'],
    ['tÍt', '[1, 2, 3]', 'null'],
    ['tVăn bản', '{số: 1, mức: "khẩn", thêm: 1}', '{số: 1, mức: "khẩn", thêm: 1}'],
    ['tVăn bản', '{số: 1}', 'null'],
    ['tVăn bản', '{số: 1, mức: null}', '{số: 1, mức: null}'],
    ['date and time', '@"2026-09-02"', '@"2026-09-02T00:00:00Z"'],
    ['Any', '[1]', '[1]'],
  ])('%s takes %s as %s', async (typeRef, given, expected) => {
    const model = await modelOf(types + input('x', typeRef) + decision('d', literal('x'), { inputs: ['x'] }) + decision('r', literal(given), { typeRef }));
    expect(decide(model, 'd', { x: given }).text).toBe(expected);
    expect(decide(model, 'r').text).toBe(expected);
  });

  it('answers instance of by structure', async () => {
    const model = await modelOf(types + decision('d', literal('[{số: 1, mức: "lạ"} instance of tVăn bản, {số: 1} instance of tVăn bản, ["x"] instance of tCác mức]')));
    expect(decide(model, 'd').text).toBe('[true, false, true]');
  });
});

describe('names with signs in values of unknown type', () => {
  const type = '<itemDefinition name="tDòng"><itemComponent name="gross-net"><typeRef>number</typeRef></itemComponent></itemDefinition>';
  const rows = literal('[{"gross-net": 1}, {"gross-net": 2}]');

  it.each([
    ['of a filter', `<filter><in>${rows}</in><match>${literal('item.gross-net > 1 and gross-net < 9')}</match></filter>`, '[{"gross-net": 2}]'],
    ['of an iteration', `<for iteratorVariable="x"><in>${rows}</in><return>${literal('x.gross-net')}</return></for>`, '[1, 2]'],
    ['of a context', `<context>${entry('r', rows)}${result(literal('r[1].gross-net + r[gross-net = 2][1].gross-net'))}</context>`, '3'],
  ])('%s', async (_name, logic, expected) => {
    expect(decide(await modelOf(type + decision('d', logic)), 'd').text).toBe(expected);
  });
});

describe('inputs from JSON', () => {
  it('are read by their declared types', async () => {
    // given
    const types = '<itemDefinition name="tĐơn"><itemComponent name="ngày"><typeRef>date</typeRef></itemComponent><itemComponent name="số"><typeRef>string</typeRef></itemComponent></itemDefinition>';
    const model = await modelOf(types + input('đơn', 'tĐơn') + input('hạn', 'days and time duration') + decision('d', literal('đơn.ngày + hạn'), { inputs: ['đơn', 'hạn'] }));

    // when
    const inputs = decisionInputs(model, 'd', { đơn: { ngày: '2026-09-02', số: '2026-09-02' }, hạn: 'P3D', khác: 1 });

    // then
    expect(formatFeel(new Map(Object.entries(inputs)))).toBe('{đơn: {ngày: @"2026-09-02", số: "2026-09-02"}, hạn: @"P3D"}');
    expect(formatFeel(evaluateDecision(model, 'd', inputs, environment).value)).toBe('@"2026-09-05"');
  });
});

describe('what is wrong with a model', () => {
  it.each([
    ['no XML', '<definitions', 'DMN_XML'],
    ['another language', '<html xmlns="http://www.w3.org/1999/xhtml"/>', 'DMN_XML'],
    ['FEEL that does not parse', definitions(decision('d', literal('1 +'))), 'DMN_FEEL'],
    ['an unknown type', definitions(decision('d', literal('1'), { typeRef: 'tLạ' })), 'DMN_REFERENCE'],
    ['an unknown element', definitions(decision('d', literal('1'), { decisions: ['x'] })), 'DMN_REFERENCE'],
    ['a circle', definitions(decision('a', literal('b'), { decisions: ['b'] }) + decision('b', literal('a'), { decisions: ['a'] })), 'DMN_CYCLE'],
    ['a missing import', definitions('<import name="x" namespace="urn:x" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'), 'DMN_IMPORT'],
    ['another expression language', definitions(decision('d', '<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>')), 'DMN_UNSUPPORTED'],
  ])('%s', async (_name, xml, code) => {
    const errors = await parseDecisions(xml);
    expect(Array.isArray(errors) && errors[0]?.code).toBe(code);
  });

  it('refuses what is nested deeper than the stack', async () => {
    const deep = '<list>'.repeat(20_000) + '</list>'.repeat(20_000);
    expect(await parseDecisions(definitions(decision('d', deep)))).toMatchObject([{ code: 'DMN_UNSUPPORTED' }]);
  });

  it('tells the element and the place', async () => {
    const errors = await parseDecisions(definitions(decision('d', '<literalExpression id="e1"><text>1 + + 2</text></literalExpression>')));
    expect(errors).toMatchObject([{ code: 'DMN_FEEL', elementId: 'e1', position: { from: 4, to: 5 } }]);
  });

  it('is null with a warning when the model is taken leniently', async () => {
    const model = await modelOf(decision('d', literal('1 +')) + decision('e', literal('2')), { lenient: true });
    expect(model.problems).toHaveLength(1);
    expect(decide(model, 'd')).toMatchObject({ text: 'null', warnings: [{ code: 'NOT_COMPILED' }] });
    expect(decide(model, 'e').text).toBe('2');
  });
});
