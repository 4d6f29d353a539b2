import { decide, decision, definitions, input, literal, modelOf } from '../testing/dmn.js';

const imported = (name: string, namespace: string): string =>
  `<import name="${name}" namespace="${namespace}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`;
const knowledge = (id: string, parameter: string, typeRef: string, body: string): string =>
  `<businessKnowledgeModel id="${id}" name="${id}"><variable name="${id}"/><encapsulatedLogic><formalParameter name="${parameter}" typeRef="${typeRef}"/>${literal(body)}</encapsulatedLogic></businessKnowledgeModel>`;

const people = definitions(
  '<itemDefinition name="tTên"><typeRef>string</typeRef><allowedValues><text>"An", "Bình", "Chi"</text></allowedValues></itemDefinition>'
  + input('người', 'tTên') + knowledge('chào', 'tên', 'tTên', '"Chào " + tên') + decision('lời chào', literal('chào(người)'), { inputs: ['người'], knowledge: ['chào'] }),
  'urn:a',
);
const office = (namespace: string): string => definitions(
  imported('nhân sự', 'urn:a') + decision('câu', literal('"[" + nhân sự.lời chào + "]"'), { decisions: ['urn:a#lời chào'] }),
  namespace,
);
const both = definitions(
  imported('B', 'urn:b') + imported('C', 'urn:c')
  + decision('d', literal('B.câu + C.câu'), { decisions: ['urn:b#câu', 'urn:c#câu'] })
  + decision('kiểu', literal('["An" instance of B.nhân sự.tTên, 1 instance of B.nhân sự.tTên]'), { typeRef: 'Any' }),
);

describe('imports of imports', () => {
  const read = () => modelOf(both, { imports: [people, office('urn:b'), office('urn:c')] });

  it('keep the inputs of two paths to one model apart', async () => {
    const inputs = { B: '{"nhân sự": {người: "An"}}', C: '{"nhân sự": {người: "Bình"}}' };
    expect(decide(await read(), 'd', inputs).text).toBe('"[Chào An][Chào Bình]"');
  });

  it('take an input by its plain name where no context of the import is given', async () => {
    expect(decide(await read(), 'd', { người: '"Chi"' }).text).toBe('"[Chào Chi][Chào Chi]"');
  });

  it('coerce to the types of the model an input stands in', async () => {
    expect(decide(await read(), 'd', { người: '"lạ"' }).text).toBe('null');
  });

  it('reach types through all names', async () => {
    expect(decide(await read(), 'kiểu').text).toBe('[true, false]');
  });

  it('take inputs by the names of their imports, before a plain name', async () => {
    const inputs = { 'B.nhân sự.người': '"An"', 'người': '"Bình"' };
    expect(decide(await read(), 'd', inputs).text).toBe('"[Chào An][Chào Bình]"');
  });

  it('name what is imported for evaluation', async () => {
    expect(decide(await read(), 'C.câu', { người: '"Chi"' }).text).toBe('"[Chào Chi]"');
    expect(decide(await read(), 'B.nhân sự.lời chào', { người: '"Chi"' }).text).toBe('"Chào Chi"');
    expect(decide(await read(), 'B.nhân sự.chào', { tên: '"Chi"' }).text).toBe('"Chào Chi"');
    expect(decide(await read(), 'D.câu').warnings[0]?.code).toBe('DECISION_NOT_FOUND');
  });

  it('refuse a tower of imports that doubles at each floor', async () => {
    // given
    const floors = Array.from({ length: 30 }, (_, floor) => definitions(
      floor === 0 ? decision('d', literal('1')) : imported('x', `urn:${floor - 1}`) + imported('y', `urn:${floor - 1}`) + decision('d', literal('x.d + y.d'), { decisions: [`urn:${floor - 1}#d`] }),
      `urn:${floor}`,
    ));

    // when, then
    await expect(modelOf(floors[29] ?? '', { imports: floors.slice(0, 29) })).rejects.toThrow('DMN_IMPORT');
  });
});
