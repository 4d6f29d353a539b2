import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bpmn } from '@vanthu/engine/testing';
import { deploy, startRestServer, type RestServer } from '../testing/rest-server.js';

describe('user tasks over /v2', () => {
  let server: RestServer;
  const openTask = async () => {
    const { processInstanceKey } = await server.client.createProcessInstance({ processDefinitionId: 'checking' as never });
    const [task] = await server.parts.queries.openTasksOf(processInstanceKey);
    return { processInstanceKey, userTaskKey: task?.taskKey as never };
  };
  const read = (key: string) => server.parts.queries.task(key);

  beforeAll(async () => {
    server = await startRestServer();
    await deploy(server.client, { 'checking.bpmn': bpmn((process) => process.start().userTask('check', { candidateGroups: 'clerks' }).end(), 'checking') });
  });
  afterAll(() => server?.stop());

  it('are assigned, given back and completed', async () => {
    const { processInstanceKey, userTaskKey } = await openTask();
    await server.client.assignUserTask({ userTaskKey, assignee: 'an', action: 'claim' });
    expect((await read(userTaskKey))?.assignee).toBe('an');
    const refused = await server.send('POST', `/v2/user-tasks/${String(userTaskKey)}/assignment`, { assignee: 'bình', allowOverride: false });
    expect([refused.status, refused.body['title']]).toEqual([409, 'INVALID_STATE']);
    await server.client89.assignUserTask({ userTaskKey, assignee: 'bình', allowOverride: true });
    expect((await read(userTaskKey))?.assignee).toBe('bình');
    await server.client.unassignUserTask({ userTaskKey });
    expect((await read(userTaskKey))?.assignee).toBeNull();
    await server.client.completeUserTask({ userTaskKey, variables: { result: 'đồng ý' } });
    expect(await server.parts.queries.instance(processInstanceKey)).toMatchObject({ status: 'completed' });
    expect(await server.parts.queries.variablesAt(processInstanceKey)).toEqual({ result: 'đồng ý' });
    const again = await server.send('POST', `/v2/user-tasks/${String(userTaskKey)}/completion`, {});
    expect([again.status, again.body['title']]).toEqual([404, 'NOT_FOUND']);
  });

  it('are changed, and emptied again', async () => {
    const { userTaskKey } = await openTask();
    await server.client.updateUserTask({ userTaskKey, changeset: { dueDate: '2026-12-01T01:00:00Z', followUpDate: '2026-11-30T08:00:00Z', candidateUsers: ['an', 'bình'], candidateGroups: [], priority: 80 } });
    expect(await read(userTaskKey)).toMatchObject({ dueAt: Date.parse('2026-12-01T01:00:00Z'), followUpAt: Date.parse('2026-11-30T08:00:00Z'), candidateUsers: ['an', 'bình'], candidateGroups: [], priority: 80 });
    await server.client89.updateUserTask({ userTaskKey, changeset: { dueDate: '' } });
    expect(await read(userTaskKey)).toMatchObject({ dueAt: null, priority: 80 });
  });

  it.each([
    ['POST', '/assignment', {}],
    ['POST', '/assignment', { assignee: '' }],
    ['PATCH', '', { changeset: { dueDate: 'tomorrow' } }],
    ['PATCH', '', { changeset: { priority: 101 } }],
    ['PATCH', '', { changeset: { name: 'x' } }],
    ['POST', '/completion', { variables: [] }],
    ['POST', '/completion', { variables: { big: 'x'.repeat(70_000) } }],
  ])('refuse %s %s %j', async (method, path, body) => {
    const { userTaskKey } = await openTask();
    const answer = await server.send(method, `/v2/user-tasks/${String(userTaskKey)}${path}`, body);
    expect([answer.status, answer.body['title']]).toEqual([400, 'INVALID_ARGUMENT']);
  });
});
