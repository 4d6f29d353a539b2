import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bpmn } from '@vanthu/engine/testing';
import { basic, deploy, startRestServer, type RestServer } from '../testing/rest-server.js';

describe('the work on official documents', () => {
  let server: RestServer;
  let instanceKey: string;
  const outcomeOf = async (method: string, path: string, body: unknown) => {
    const { status, body: answer } = await server.send(method, `/v2${path}`, body);
    return [status, answer['title']];
  };
  const openTask = async () => (await server.parts.queries.openTasksOf(instanceKey))[0];

  beforeAll(async () => {
    server = await startRestServer();
    await deploy(server.client, { 'opinion.bpmn': bpmn((process) => process.start().userTask('register').end(), 'opinion') });
    instanceKey = (await server.client.createProcessInstance({ processDefinitionId: 'opinion' as never })).processInstanceKey;
    await server.parts.processes.link(instanceKey, '7');
  });
  afterAll(() => server?.stop());

  it('is not done over /v2, but may be cancelled there', async () => {
    // given
    const task = await openTask();
    const commands: [string, string, unknown][] = [
      ['POST', `/user-tasks/${task?.taskKey ?? ''}/completion`, { variables: { outcome: 'register' } }],
      ['POST', `/user-tasks/${task?.taskKey ?? ''}/assignment`, { assignee: 'admin' }],
      ['PUT', `/element-instances/${instanceKey}/variables`, { variables: { documentId: '8' } }],
      ['POST', `/process-instances/${instanceKey}/modification`, { activateInstructions: [{ elementId: 'register' }] }],
      ['POST', '/jobs/activation', { type: 'documents:verifySignatures:1', timeout: 1000, maxJobsToActivate: 1 }],
    ];

    // when
    const outcomes = await Promise.all(commands.map((each) => outcomeOf(...each)));

    // then
    expect(outcomes).toEqual(commands.map(() => [403, 'FORBIDDEN']));
    expect((await openTask())?.taskKey).toBe(task?.taskKey);
    expect((await server.send('POST', `/v2/process-instances/${instanceKey}/cancellation`, {})).status).toBe(204);
  });

  it('keeps its processes: nobody replaces or deletes them over /v2', async () => {
    // given
    const form = new FormData();
    form.append('resources', new Blob([bpmn((process) => process.start().end(), 'approval')]), 'approval.bpmn');
    const approval = await server.parts.runner.findLatest('process', 'approval', null);

    // when
    const response = await fetch(`${server.url}/v2/deployments`, { method: 'POST', headers: { authorization: basic }, body: form });
    const answer = (await response.json()) as { readonly title: string; readonly detail: string };

    // then
    expect([response.status, answer.title]).toEqual([400, 'INVALID_ARGUMENT']);
    expect(answer.detail).toContain('ID_RESERVED');
    expect(await outcomeOf('POST', `/resources/${approval?.key ?? ''}/deletion`, {})).toEqual([403, 'FORBIDDEN']);
    expect((await server.parts.runner.findLatest('process', 'approval', null))?.key).toBe(approval?.key);
  });
});
