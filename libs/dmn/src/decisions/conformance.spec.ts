import { decide, decision, definitions, escape, input, literal, modelOf, table } from '../testing/dmn.js';

const parameter = (name: string, typeRef?: string): string => `<formalParameter name="${name}"${typeRef === undefined ? '' : ` typeRef="${typeRef}"`}/>`;
const knowledge = (id: string, parameters: string, body: string, typeRef?: string): string =>
  `<businessKnowledgeModel id="${id}" name="${id}"><variable name="${id}"${typeRef === undefined ? '' : ` typeRef="${typeRef}"`}/><encapsulatedLogic>${parameters}${body}</encapsulatedLogic></businessKnowledgeModel>`;
const binding = (name: string, text: string): string => `<binding><parameter name="${name}"/>${literal(text)}</binding>`;
const invocation = (target: string, ...bindings: string[]): string => `<invocation>${literal(target)}${bindings.join('')}</invocation>`;
const item = (name: string, body: string, isCollection = false): string => `<itemDefinition name="${name}"${isCollection ? ' isCollection="true"' : ''}>${body}</itemDefinition>`;
const ref = (type: string): string => `<typeRef>${type}</typeRef>`;
const allowed = (tests: string): string => `<allowedValues><text>${escape(tests)}</text></allowedValues>`;
const constraint = (tests: string): string => `<typeConstraint><text>${escape(tests)}</text></typeConstraint>`;
const component = (name: string, body: string, isCollection = false): string => `<itemComponent name="${name}"${isCollection ? ' isCollection="true"' : ''}>${body}</itemComponent>`;

const service = (id: string, outputs: string[], parts: { encapsulated?: string[]; decisions?: string[]; inputs?: string[]; typeRef?: string } = {}): string =>
  `<decisionService id="${id}" name="${id}"><variable name="${id}"${parts.typeRef === undefined ? '' : ` typeRef="${parts.typeRef}"`}/>`
  + outputs.map((one) => `<outputDecision href="#${one}"/>`).join('')
  + (parts.encapsulated ?? []).map((one) => `<encapsulatedDecision href="#${one}"/>`).join('')
  + (parts.decisions ?? []).map((one) => `<inputDecision href="#${one}"/>`).join('')
  + (parts.inputs ?? []).map((one) => `<inputData href="#in-${one}"/>`).join('')
  + '</decisionService>';

describe('decision services as functions', () => {
  const parts = input('a', 'string') + input('b', 'number')
    + decision('giữa', literal('a + string(b)'), { inputs: ['a', 'b'], typeRef: 'string' })
    + decision('ra', literal('giữa + "!"'), { decisions: ['giữa'], typeRef: 'string' })
    + service('s', ['ra'], { encapsulated: ['giữa'], inputs: ['a', 'b'] })
    + service('t', ['ra'], { decisions: ['giữa'] })
    + service('u', ['ra', 'giữa'], { inputs: ['a', 'b'] })
    + service('v', ['ra'], { inputs: ['a', 'b'], typeRef: 'number' });

  it.each([
    ['s("x", 1)', '"x1!"'],
    ['s(b: 1, a: "x")', '"x1!"'],
    ['s("x")', 'null'],
    ['s("x", 1, 2)', 'null'],
    ['s(a: "x", c: 1)', 'null'],
    ['s(1, 1)', 'null'],
    ['s(["x"], [1])', '"x1!"'],
    ['s("x", null)', 'null'],
    ['t("y")', '"y!"'],
    ['t(5)', 'null'],
    ['u("x", 1)', '{ra: "x1!", giữa: "x1"}'],
    ['u("x", 1).giữa', '"x1"'],
    ['v("x", 1)', 'null'],
    ['s instance of function<string, number> -> string', 'true'],
    ['for x in ["p", "q"] return s(x, 1)', '["p1!", "q1!"]'],
  ])('%s is %s', async (text, expected) => {
    const model = await modelOf(parts + decision('d', literal(text), { knowledge: ['s', 't', 'u', 'v'] }));
    expect(decide(model, 'd').text).toBe(expected);
  });

  it('take input decisions given from outside, and compute what is not given', async () => {
    const model = await modelOf(parts);
    expect(decide(model, 't', { giữa: '"z"' }).text).toBe('"z!"');
    expect(decide(model, 's', { a: '"x"', b: '2' }).text).toBe('"x2!"');
    expect(decide(model, 's', { a: '2', b: '2' }).text).toBe('null');
    expect(decide(model, 'ra', { a: '"x"', b: '3' }).text).toBe('"x3!"');
  });
});

describe('knowledge models and their types', () => {
  const models = knowledge('số', parameter('x', 'number'), literal('x'), 'number')
    + knowledge('chữ sai', parameter('x', 'number'), literal('x'), 'string')
    + knowledge('dãy', parameter('x'), literal('x'), 'tSố các')
    + knowledge('bảng', parameter('x', 'number'), table({ inputs: [{ text: 'x' }], outputs: [{}], rules: [['< 0', '"âm"'], ['-', '"khác"']], policy: 'FIRST' }))
    + knowledge('ngày', parameter('x', 'date and time'), literal('x.hour'))
    + item('tSố các', ref('number'), true);

  it.each([
    [literal('số("1")'), 'null'],
    [literal('số([1])'), '1'],
    [literal('chữ sai(1)'), 'null'],
    [literal('dãy(1)'), '[1]'],
    [literal('dãy(["x"])'), 'null'],
    [literal('bảng(-1)'), '"âm"'],
    [literal('ngày(@"2026-09-02")'), '0'],
    [invocation('số', binding('x', '5')), '5'],
    [invocation('số', binding('x', '"5"')), 'null'],
    [invocation('số', binding('y', '5')), 'null'],
    [invocation('không có', binding('y', '5')), 'null'],
    [invocation('số'), 'null'],
  ])('%s', async (logic, expected) => {
    const model = await modelOf(models + decision('d', logic, { knowledge: ['số', 'chữ sai', 'dãy', 'bảng', 'ngày'] }), { lenient: true });
    expect(decide(model, 'd').text).toBe(expected);
  });
});

describe('item definitions', () => {
  const types = item('tTuổi', ref('number') + allowed('[0..150]'))
    + item('tTuổi lao động', ref('tTuổi') + allowed('>= 15'))
    + item('tNgười', component('tên', ref('string')) + component('tuổi', ref('tTuổi')) + component('con', ref('tTuổi'), true))
    + item('tNgười các', ref('tNgười'), true)
    + item('tBa số', ref('number') + constraint('count(?) = 3'), true)
    + item('tChẵn', ref('number') + constraint('even(?)'))
    + item('tNgày', ref('date') + allowed('>= @"2026-01-01"'))
    + item('tHàm', '<functionItem outputTypeRef="number"><parameters name="x" typeRef="number"/></functionItem>')
    + item('tMẫu', ref('string') + allowed('matches(?, "^[A-Z]+$")'))
    + item('tMa trận', ref('tBa số'), true);

  it.each([
    ['tTuổi', '200', 'null'],
    ['tTuổi lao động', '10', 'null'],
    ['tTuổi lao động', '20', '20'],
    ['tTuổi lao động', '200', 'null'],
    ['tNgười', '{tên: "An", tuổi: 5, con: []}', '{tên: "An", tuổi: 5, con: []}'],
    ['tNgười', '{tên: "An", tuổi: 500, con: []}', 'null'],
    ['tNgười', '{tên: "An", tuổi: 50, con: [500]}', 'null'],
    ['tNgười', '{tên: 1, tuổi: 5, con: []}', 'null'],
    ['tNgười các', '{tên: "An", tuổi: 5, con: []}', '[{tên: "An", tuổi: 5, con: []}]'],
    ['tNgười các', '[{tên: "An", tuổi: 5, con: [1]}, {tên: "B"}]', 'null'],
    ['tNgười các', '[]', '[]'],
    ['tBa số', '[1, 2, 3]', '[1, 2, 3]'],
    ['tBa số', '[1, 2]', 'null'],
    ['tBa số', '["a", 2, 3]', 'null'],
    ['tChẵn', '3', 'null'],
    ['tChẵn', '4', '4'],
    ['tNgày', '@"2025-01-01"', 'null'],
    ['tNgày', '@"2026-01-01"', '@"2026-01-01"'],
    ['tMẫu', '"AB"', '"AB"'],
    ['tMẫu', '"ab"', 'null'],
    ['tMa trận', '[[1, 2, 3]]', '[[1, 2, 3]]'],
    ['tMa trận', '[[1, 2]]', 'null'],
    ['number', '"1"', 'null'],
    ['string', '1', 'null'],
    ['Any', 'null', 'null'],
  ])('%s takes %s as %s', async (typeRef, given, expected) => {
    const model = await modelOf(types + input('x', typeRef) + decision('d', literal('x'), { inputs: ['x'] }) + decision('r', literal(given), { typeRef }));
    expect(decide(model, 'd', { x: given }).text).toBe(expected);
    expect(decide(model, 'r').text).toBe(expected);
  });

  it.each([
    ['5 instance of tTuổi', 'true'],
    ['500 instance of tTuổi', 'true'],
    ['"x" instance of tTuổi', 'false'],
    ['[1] instance of tBa số', 'true'],
    ['null instance of tNgười', 'false'],
    ['(function(x: number) x) instance of tHàm', 'false'],
    ['5 instance of tKhông có', 'null'],
    ['(function(p: tTuổi) p)(500)', 'null'],
    ['(function(p: tNgười) p.tên)({tên: "A", tuổi: 1, con: [], thêm: 1})', '"A"'],
    ['(function(p: tNgười các) p.tên)({tên: "A", tuổi: 1, con: []})', '["A"]'],
  ])('%s is %s', async (text, expected) => {
    expect(decide(await modelOf(types + decision('d', literal(text))), 'd').text).toBe(expected);
  });
});

describe('tables', () => {
  const one = (policy: string, rules: string[][], extra: { values?: string; otherwise?: string; aggregation?: string; typeRef?: string } = {}): string =>
    input('x') + decision('d', table({ policy, ...(extra.aggregation !== undefined && { aggregation: extra.aggregation }), inputs: [{ text: 'x' }], outputs: [{ ...extra }], rules }), { inputs: ['x'] });

  it.each([
    ['UNIQUE without a hit', one('UNIQUE', [['1', '"a"']]), '2', 'null'],
    ['UNIQUE with two', one('UNIQUE', [['1', '"a"'], ['1', '"b"']]), '1', 'null'],
    ['FIRST', one('FIRST', [['> 0', '"a"'], ['-', '"b"']]), '1', '"a"'],
    ['ANY', one('ANY', [['> 0', '"a"'], ['-', '"a"']]), '1', '"a"'],
    ['ANY, different', one('ANY', [['> 0', '"a"'], ['-', '"b"']]), '1', 'null'],
    ['PRIORITY', one('PRIORITY', [['> 0', '"a"'], ['-', '"b"']], { values: '"b", "a"' }), '1', '"b"'],
    ['OUTPUT ORDER', one('OUTPUT ORDER', [['> 0', '"a"'], ['-', '"b"'], ['-', '"a"']], { values: '"b", "a"' }), '1', '["b", "a", "a"]'],
    ['RULE ORDER', one('RULE ORDER', [['> 0', '"a"'], ['-', '"b"']]), '1', '["a", "b"]'],
    ['COLLECT', one('COLLECT', [['> 0', '1'], ['-', '1']]), '1', '[1, 1]'],
    ['COLLECT SUM', one('COLLECT', [['> 0', '1'], ['-', '2']], { aggregation: 'SUM' }), '1', '3'],
    ['COLLECT COUNT', one('COLLECT', [['> 0', '1'], ['-', '1']], { aggregation: 'COUNT' }), '1', '2'],
    ['COLLECT MIN of texts', one('COLLECT', [['> 0', '"b"'], ['-', '"a"']], { aggregation: 'MIN' }), '1', '"a"'],
    ['COLLECT MAX of dates', one('COLLECT', [['> 0', '@"2026-01-01"'], ['-', '@"2026-01-02"']], { aggregation: 'MAX' }), '1', '@"2026-01-02"'],
    ['COLLECT SUM of texts', one('COLLECT', [['> 0', '"b"'], ['-', '"a"']], { aggregation: 'SUM' }), '1', 'null'],
    ['the default', one('UNIQUE', [['1', '"a"']], { otherwise: '"c"' }), '2', '"c"'],
    ['a typed output', one('UNIQUE', [['1', '"a"']], { typeRef: 'number' }), '1', 'null'],
    ['an input of another kind', one('UNIQUE', [['> 1', '"a"'], ['not("z")', '"b"']]), '"y"', '"b"'],
    ['a null input', one('FIRST', [['> 1', '"a"'], ['null', '"b"'], ['-', '"c"']]), 'null', '"b"'],
    ['a list as input', one('FIRST', [['count(?) > 2', '"nhiều"'], ['list contains(?, 1)', '"có 1"']]), '[1, 2]', '"có 1"'],
    ['a cell that reads the input by name', one('FIRST', [['? > 5 and x < 10', '"a"'], ['-', '"b"']]), '7', '"a"'],
    ['a comment in a cell', one('FIRST', [['/* lớn */ > 5', '"a" // đúng']]), '7', '"a"'],
  ])('%s', async (_name, model, given, expected) => {
    expect(decide(await modelOf(model), 'd', { x: given }).text).toBe(expected);
  });

  it('give several outputs as a context, and lists of them', async () => {
    const outputs = [{ name: 'a' }, { name: 'b' }];
    const of = (policy: string): string => input('x') + decision('d', table({ policy, inputs: [{ text: 'x' }], outputs, rules: [['1', '"p"', '2'], ['-', '"q"', '3']] }), { inputs: ['x'] });
    expect(decide(await modelOf(of('FIRST')), 'd', { x: '1' }).text).toBe('{a: "p", b: 2}');
    expect(decide(await modelOf(of('COLLECT')), 'd', { x: '1' }).text).toBe('[{a: "p", b: 2}, {a: "q", b: 3}]');
  });
});

describe('the rest of a model', () => {
  it('takes inputs by the name of the variable or of the element, however many blanks are in it', async () => {
    const model = await modelOf('<inputData id="i" name="Số  văn bản"><variable name="số vb"/></inputData><decision id="d" name="d"><informationRequirement><requiredInput href="#i"/></informationRequirement>'
      + `${literal('số vb + 1')}</decision>`);
    for (const name of ['số vb', 'số   vb', 'Số văn bản', 'Số  văn bản']) expect(decide(model, 'd', { [name]: '1' }).text).toBe('2');
  });

  it('may be written with references to letters beyond U+FFFF, but not in CDATA', async () => {
    const text = (xml: string): string => `<literalExpression><text>${xml}</text></literalExpression>`;
    const model = await modelOf(decision('a', text('"&#128014;&#x1F40E;&#x1f40e;&#233;"')) + decision('b', text('<![CDATA["&#128014;"]]>')) + decision('c', text('"&#1114112;" = "x"')));
    expect(decide(model, 'a').text).toBe('"🐎🐎🐎é"');
    expect(decide(model, 'b').text).toBe('"&#128014;"');
    expect(decide(model, 'c').text).toBe('false');
  });

  it('is null for a decision without logic', async () => {
    expect(decide(await modelOf('<decision id="d" name="d"><variable name="d"/></decision>'), 'd').text).toBe('null');
  });

  it('refers to its own elements with its namespace too', async () => {
    const xml = definitions(decision('a', literal('1')) + decision('d', literal('a + 1'), { decisions: ['urn:test#a'] }));
    expect(decide(await modelOf(xml), 'd').text).toBe('2');
  });

  it('gives what a Java or PMML function would, null, and goes on', async () => {
    const java = `<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic kind="Java">${parameter('x')}<context><contextEntry><variable name="class"/>${literal('"java.lang.Math"')}</contextEntry></context></encapsulatedLogic></businessKnowledgeModel>`;
    const { text, warnings } = decide(await modelOf(java + decision('d', literal('[k(1), 2]'), { knowledge: ['k'] })), 'd');
    expect([text, warnings[0]?.code]).toEqual(['[null, 2]', 'EXTERNAL_FUNCTION']);
  });

  it('takes inputs of another type as null, and says so', async () => {
    const model = await modelOf(input('x', 'number') + decision('d', literal('if x = null then "không" else "có"'), { inputs: ['x'] }));
    const { text, warnings } = decide(model, 'd', { x: '"chữ"' });
    expect([text, warnings[0]?.code]).toEqual(['"không"', 'TYPE_MISMATCH']);
  });

  it('knows the time from the environment only', async () => {
    const model = await modelOf(decision('d', literal('[today(), now().hour]')));
    expect(decide(model, 'd').text).toBe('[@"2026-09-02", 8]');
  });
});
