import { parseDecisions } from '@vanthu/dmn';
import { DecisionLookup, placeName } from './decisions.js';

const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="urn:test">
  <inputData id="due" name="hạn"><variable name="hạn" typeRef="date"/></inputData>
  <inputData id="number" name="số"><variable name="số" typeRef="string"/></inputData>
  <decision id="left" name="còn"><variable name="còn"/>
    <informationRequirement id="a"><requiredInput href="#due"/></informationRequirement>
    <informationRequirement id="b"><requiredInput href="#number"/></informationRequirement>
    <literalExpression><text>{ngày: (hạn - today()).days, số: số}</text></literalExpression>
  </decision>
</definitions>`;

describe('deployed decisions', () => {
  it('read variables by the types the model declares', async () => {
    // given
    const model = await parseDecisions(xml);
    if (Array.isArray(model)) throw new Error(JSON.stringify(model));
    const place = { decisionId: 'left', orgUnitId: null, binding: { kind: 'latest' }, callerDefinitionKey: '7' } as const;
    const lookup = new DecisionLookup(new Map([[placeName(place), { key: '1', model }]]), { now: Date.UTC(2026, 8, 2, 1), zone: 'Asia/Ho_Chi_Minh' }, '7');
    const variables: Record<string, string> = { 'hạn': '2026-09-05', 'số': '2026-09-05', 'khác': 'x' };

    // when
    const outcome = lookup.evaluate('left', null, (name) => variables[name]);

    // then
    expect(outcome).toMatchObject({ kind: 'decided', output: { ngày: 3, số: '2026-09-05' } });
    expect(lookup.missing).toEqual([]);
  });

  it('that are not at hand are noted', () => {
    const lookup = new DecisionLookup(new Map(), { now: 0, zone: 'UTC' }, '7');
    expect(lookup.evaluate('left', 'Z01', () => undefined)).toBeNull();
    expect(lookup.missing).toEqual([{ decisionId: 'left', orgUnitId: 'Z01', binding: { kind: 'latest' }, callerDefinitionKey: '7' }]);
  });
});
