import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { bpmn } from '@vanthu/engine/testing';
import { DatabaseError } from '@vanthu/persistence';
import { deploy, startRestServer, type RestServer } from '../testing/rest-server.js';

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('what /v2 cannot take', () => {
  let server: RestServer;

  beforeAll(async () => {
    server = await startRestServer({ ROLE: 'api' });
    await deploy(server.client, { 'p.bpmn': bpmn((process) => process.start().userTask('wait').end(), 'p') });
  });
  afterAll(() => server?.stop());

  it.each([
    ['broken JSON', 'POST', '/v2/process-instances', '{"processDefinitionId":', 400, 'INVALID_ARGUMENT'],
    ['a list', 'POST', '/v2/process-instances', '[]', 400, 'INVALID_ARGUMENT'],
    ['null', 'POST', '/v2/process-instances', 'null', 400, 'INVALID_ARGUMENT'],
    ['a member it does not know', 'POST', '/v2/process-instances', '{"processDefinitionId":"p","processDefinitionName":"x"}', 400, 'INVALID_ARGUMENT'],
    ['variables that are a list', 'POST', '/v2/process-instances', '{"processDefinitionId":"p","variables":[1]}', 400, 'INVALID_ARGUMENT'],
    ['variables over 64 KB', 'POST', '/v2/process-instances', JSON.stringify({ processDefinitionId: 'p', variables: { big: 'x'.repeat(70_000) } }), 400, 'INVALID_ARGUMENT'],
    ['variables nested without end', 'POST', '/v2/process-instances', `{"processDefinitionId":"p","variables":${nested(100_000)}}`, 400, 'INVALID_ARGUMENT'],
    ['a body of many megabytes', 'POST', '/v2/signals/broadcast', JSON.stringify({ signalName: 'x'.repeat(4 << 20) }), 413, 'PAYLOAD_TOO_LARGE'],
    ['a key that is none', 'POST', '/v2/jobs/abc/completion', '{}', 400, 'INVALID_ARGUMENT'],
    ['a key that is too large', 'POST', '/v2/jobs/9223372036854775808/completion', '{}', 400, 'INVALID_ARGUMENT'],
    ['a key of nothing', 'POST', '/v2/jobs/9223372036854775807/completion', '{}', 404, 'NOT_FOUND'],
    ['a key of nothing with a task', 'DELETE', '/v2/user-tasks/1/assignee', undefined, 404, 'NOT_FOUND'],
    ['an address that is no text', 'GET', '/v2/resources/%E0%A4%A', undefined, 400, 'INVALID_ARGUMENT'],
    ['a process that is not there', 'POST', '/v2/process-instances', '{"processDefinitionId":"nothing"}', 404, 'NOT_FOUND'],
    ['an element that is not there', 'POST', '/v2/process-instances', '{"processDefinitionId":"p","startInstructions":[{"elementId":"nothing"}]}', 400, 'INVALID_ARGUMENT'],
    ['tags, which are not kept', 'POST', '/v2/process-instances', '{"processDefinitionId":"p","tags":["a"]}', 400, 'INVALID_ARGUMENT'],
    ['a form without files', 'POST', '/v2/deployments', '{}', 400, 'INVALID_ARGUMENT'],
  ])('%s', async (_, method, path, body, status, title) => {
    const answer = await server.send(method, path, body);
    expect([answer.status, answer.body['title']]).toEqual([status, title]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(String(answer.body['detail'])).not.toMatch(/node_modules|SyntaxError|x{100}/);
  });

  it('names of members like __proto__ are variables like every other', async () => {
    const { status, body } = await server.send('POST', '/v2/process-instances', '{"processDefinitionId":"p","variables":{"__proto__":{"a":1},"constructor":2}}');
    expect([200, 400]).toContain(status);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    expect(body['title']).not.toBe('INTERNAL');
  });

  it('is told as something to try again when the database is away or the engine full', async () => {
    jest.spyOn(server.parts.runner, 'startInstance').mockRejectedValueOnce(new DatabaseError('UNREACHABLE', 'mysql://u:geheim@h'));
    const away = await server.send('POST', '/v2/process-instances', { processDefinitionId: 'p' });
    expect([away.status, away.body['title'], away.headers.get('retry-after')]).toEqual([503, 'UNAVAILABLE', '5']);
    jest.spyOn(server.parts.runner, 'startInstance').mockResolvedValueOnce({ kind: 'rejection', code: 'OVERLOADED', reason: 'Too much at once.' });
    const full = await server.send('POST', '/v2/process-instances', { processDefinitionId: 'p' });
    expect([full.status, full.body['title'], full.headers.get('retry-after')]).toEqual([429, 'RESOURCE_EXHAUSTED', '1']);
    expect(JSON.stringify([away.body, full.body])).not.toContain('geheim');
  });

  it('is told as a reference when nobody expected it', async () => {
    jest.spyOn(server.parts.runner, 'startInstance').mockRejectedValueOnce(new Error('SELECT geheim'));
    const { status, body } = await server.send('POST', '/v2/process-instances', { processDefinitionId: 'p' });
    expect([status, body['title']]).toEqual([500, 'INTERNAL']);
    expect(JSON.stringify(body)).not.toContain('geheim');
  });
});
