import type { DecisionEvaluator } from '../context.js';
import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string, decisions?: DecisionEvaluator) => scenario(diagramBeside(import.meta.url, name), decisions === undefined ? {} : { decisions });

describe('business rule task', () => {
  it('evaluates the decision with what it sees and keeps the result', async () => {
    // given
    const seen: unknown[] = [];
    const process = await given('decide', {
      evaluate: (id, orgUnitId, scope) => {
        seen.push(id, orgUnitId, scope('line'), scope('nothing'));
        return { kind: 'decided', decisionKey: '5', output: 'axis', trace: { rule: 3 } };
      },
    });
    // when
    process.start({ recipient: { axis: true } }, { orgUnitId: 'u1' });
    // then
    expect(seen).toEqual(['channel', 'u1', { axis: true }, undefined]);
    expect(process.variables).toEqual({ recipient: { axis: true }, channel: 'axis' });
    expect(process.last('DecisionEvaluated')).toMatchObject({ decisionId: 'channel', decisionKey: '5', output: 'axis', trace: { rule: 3 } });
  });

  it('raises an incident when the decision is missing or fails', async () => {
    expect((await given('decide')).start().incidents).toEqual(['rule CALLED_DECISION_ERROR']);
    const failing = await given('decide', { evaluate: () => ({ kind: 'failed', message: 'no rule matches' }) });
    expect(failing.start().incidents).toEqual(['rule DECISION_EVALUATION_ERROR']);
    expect(failing.last('IncidentRaised').message).toContain('no rule matches');
  });

  it('leaves the work to a worker when it has a job type', async () => {
    const process = (await given('by-worker')).start();
    expect(process.last('JobCreated').jobType).toBe('rules');
    expect(process.completeJob('rule').status).toBe('completed');
  });
});
