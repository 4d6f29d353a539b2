import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deploy, startRestServer, type RestServer } from '../testing/rest-server.js';

const model = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="Fees" namespace="urn:test">
  <inputData id="age_input" name="age"><variable name="age"/></inputData>
  <decision id="base" name="Base fee"><variable name="base"/><literalExpression><text>100</text></literalExpression></decision>
  <decision id="fee" name="Fee"><variable name="fee"/>
    <informationRequirement id="r1"><requiredDecision href="#base"/></informationRequirement>
    <informationRequirement id="r2"><requiredInput href="#age_input"/></informationRequirement>
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input id="in1" label="Tuổi"><inputExpression id="e1"><text>age</text></inputExpression></input>
      <output id="out1" name="fee"/>
      <rule id="rule1"><inputEntry id="i1"><text>&lt; 18</text></inputEntry><outputEntry id="o1"><text>0</text></outputEntry></rule>
      <rule id="rule2"><inputEntry id="i2"><text>&gt;= 18</text></inputEntry><outputEntry id="o2"><text>base * 2</text></outputEntry></rule>
      <rule id="rule3"><inputEntry id="i3"><text>&gt;= 100</text></inputEntry><outputEntry id="o3"><text>1</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;

describe('decisions over /v2', () => {
  let server: RestServer;
  let key: string;

  beforeAll(async () => {
    server = await startRestServer();
    const { decisions } = await deploy(server.client, { 'fees.dmn': model });
    key = String(decisions.find((each) => each.decisionDefinitionId === 'fee')?.decisionDefinitionKey);
  });
  afterAll(() => server?.stop());

  it('are evaluated by id, and tell how they came to it', async () => {
    const answer = await server.client.evaluateDecision({ decisionDefinitionId: 'fee' as never, variables: { age: 20 } });
    expect(answer).toMatchObject({ decisionDefinitionId: 'fee', decisionDefinitionKey: key, decisionDefinitionName: 'Fee', decisionDefinitionVersion: 1, decisionRequirementsId: 'fees', output: '200', failureMessage: '', tenantId: '<default>' });
    const table = answer.evaluatedDecisions.find((each) => each.decisionDefinitionId === 'fee');
    expect(table).toMatchObject({ decisionDefinitionType: 'DECISION_TABLE', output: '200', evaluatedInputs: [{ inputId: 'in1', inputName: 'Tuổi', inputValue: '20' }] });
    expect(table?.matchedRules).toMatchObject([{ ruleId: 'rule2', ruleIndex: 2, evaluatedOutputs: [{ outputName: 'fee', outputValue: '200' }] }]);
    expect(answer.evaluatedDecisions.find((each) => each.decisionDefinitionId === 'base')).toMatchObject({ decisionDefinitionType: 'LITERAL_EXPRESSION', output: '100' });
  });

  it('are evaluated by key for a client of 8.9', async () => {
    const answer = await server.client89.evaluateDecision({ decisionDefinitionKey: key as never, variables: { age: 3 } });
    expect(answer).toMatchObject({ output: '0', failedDecisionDefinitionId: null, failureMessage: null });
  });

  it('that contradict themselves say so', async () => {
    const answer = await server.client.evaluateDecision({ decisionDefinitionId: 'fee' as never, variables: { age: 120 } });
    expect(answer).toMatchObject({ failedDecisionDefinitionId: 'fee', output: 'null' });
    expect(answer.failureMessage).not.toBe('');
  });

  it.each([
    [{ decisionDefinitionId: 'nothing' }, 404],
    [{}, 400],
    [{ decisionDefinitionId: 'fee', decisionDefinitionKey: '1' }, 400],
  ])('refuse %j', async (body, status) => {
    expect((await server.send('POST', '/v2/decision-definitions/evaluation', body)).status).toBe(status);
  });
});
