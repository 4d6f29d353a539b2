import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bpmn } from '@vanthu/engine/testing';
import { deploy, startRestServer, type RestServer } from '../testing/rest-server.js';

const waiting = bpmn((process) => process.start().script('sum', '=a + 1', 'b').userTask('check').end(), 'waiting');
const straight = bpmn((process) => process.start().script('sum', '=a + 1', 'b').script('double', '=b * 2', 'c').end(), 'straight');

describe('process instances over /v2', () => {
  let server: RestServer;
  const stateOf = async (key: string) => (await server.parts.queries.instance(key))?.status;
  const activeOf = async (key: string) => (await server.parts.queries.activeElementsOf(key)).map((each) => each.elementId);

  beforeAll(async () => {
    server = await startRestServer();
    await deploy(server.client, { 'waiting.bpmn': waiting, 'straight.bpmn': straight });
  });
  afterAll(() => server?.stop());

  it('are created by id, version and key, and their variables are there', async () => {
    const { processes } = await deploy(server.client, { 'waiting.bpmn': waiting.replace('id="check"', 'id="check" name="v2"') });
    const [second] = processes;
    if (!second) throw new Error('not deployed');
    const latest = await server.client.createProcessInstance({ processDefinitionId: second.processDefinitionId, variables: { a: 1 } });
    const first = await server.client.createProcessInstance({ processDefinitionId: second.processDefinitionId, processDefinitionVersion: 1, variables: { a: 1 } });
    const byKey = await server.client89.createProcessInstance({ processDefinitionKey: second.processDefinitionKey, variables: { a: 41 }, businessId: '12/SGDĐT-VP' } as never);
    expect([latest.processDefinitionVersion, first.processDefinitionVersion, byKey.processDefinitionVersion]).toEqual([2, 1, 2]);
    expect(await server.parts.runner.variablesAt(byKey.processInstanceKey)).toEqual({ a: 41, b: 42 });
    expect(await server.parts.queries.instance(byKey.processInstanceKey)).toMatchObject({ businessKey: '12/SGDĐT-VP', status: 'active' });
  });

  it('can be awaited, with all or some of their variables', async () => {
    const all = await server.client.createProcessInstance({ processDefinitionId: 'straight' as never, variables: { a: 1 }, awaitCompletion: true });
    const some = await server.client89.createProcessInstance({ processDefinitionId: 'straight' as never, variables: { a: 2 }, awaitCompletion: true, fetchVariables: ['c'] });
    expect(all.variables).toEqual({ a: 1, b: 2, c: 4 });
    expect(some.variables).toEqual({ c: 6 });
  });

  it('that do not end in time go on, and the client is told', async () => {
    const { status, body } = await server.send('POST', '/v2/process-instances', { processDefinitionId: 'waiting', variables: { a: 1 }, awaitCompletion: true, requestTimeout: 50 });
    expect([status, body['title']]).toEqual([504, 'GATEWAY_TIMEOUT']);
    const key = /\d{10,}/.exec(String(body['detail']))?.[0] ?? '';
    expect(await stateOf(key)).toBe('active');
  });

  it('begin at chosen elements and end after others', async () => {
    const { processInstanceKey } = await server.client.createProcessInstance({ processDefinitionId: 'straight' as never, variables: { b: 5 }, startInstructions: [{ elementId: 'double' as never }], awaitCompletion: true });
    const cut = await server.client.createProcessInstance({ processDefinitionId: 'waiting' as never, variables: { a: 1 }, runtimeInstructions: [{ type: 'TERMINATE_PROCESS_INSTANCE', afterElementId: 'sum' as never }] });
    expect((await server.parts.queries.elementsOf(processInstanceKey)).map((each) => each.elementId)).not.toContain('sum');
    expect(await stateOf(cut.processInstanceKey)).toBe('terminated');
  });

  it('are cancelled', async () => {
    const { processInstanceKey } = await server.client.createProcessInstance({ processDefinitionId: 'waiting' as never, variables: { a: 1 } });
    await server.client.cancelProcessInstance({ processInstanceKey });
    expect(await stateOf(processInstanceKey)).toBe('terminated');
    const again = await server.send('POST', `/v2/process-instances/${processInstanceKey}/cancellation`);
    expect([again.status, again.body['title']]).toEqual([404, 'NOT_FOUND']);
  });

  it('are modified: elements end and begin, with variables', async () => {
    const { processInstanceKey } = await server.client.createProcessInstance({ processDefinitionId: 'waiting' as never, variables: { a: 1 } });
    const [open] = await server.parts.queries.activeElementsOf(processInstanceKey);
    await server.client.modifyProcessInstance({
      processInstanceKey,
      terminateInstructions: [{ elementInstanceKey: (open?.elementInstanceKey ?? '') as never }],
      activateInstructions: [{ elementId: 'sum' as never, variableInstructions: [{ variables: { a: 9 } }] }],
    });
    expect(await server.parts.runner.variablesAt(processInstanceKey)).toEqual({ a: 9, b: 10 });
    expect(await activeOf(processInstanceKey)).toEqual(['check']);
  });

  it('are moved by a client of 8.9', async () => {
    const { processInstanceKey } = await server.client89.createProcessInstance({ processDefinitionId: 'waiting' as never, variables: { a: 1 } });
    const before = await server.parts.queries.activeElementsOf(processInstanceKey);
    await server.client89.modifyProcessInstance({ processInstanceKey, moveInstructions: [{ sourceElementInstruction: { sourceType: 'byId', sourceElementId: 'check' as never }, targetElementId: 'check' as never }] });
    const after = await server.parts.queries.activeElementsOf(processInstanceKey);
    expect(after.map((each) => each.elementId)).toEqual(['check']);
    expect(after[0]?.elementInstanceKey).not.toBe(before[0]?.elementInstanceKey);
  });

  it('are migrated to another version', async () => {
    const { processInstanceKey } = await server.client.createProcessInstance({ processDefinitionId: 'waiting' as never, processDefinitionVersion: 1, variables: { a: 1 } });
    const { processes } = await deploy(server.client, { 'waiting.bpmn': waiting.replaceAll('check', 'verify') });
    const target = processes[0]?.processDefinitionKey;
    if (!target) throw new Error('not deployed');
    const impossible = await server.send('POST', `/v2/process-instances/${processInstanceKey}/migration`, { targetProcessDefinitionKey: target, mappingInstructions: [] });
    expect([impossible.status, impossible.body['title']]).toEqual([409, 'INVALID_STATE']);
    expect(impossible.body['detail']).toContain('check');
    await server.client.migrateProcessInstance({ processInstanceKey, targetProcessDefinitionKey: target, mappingInstructions: [{ sourceElementId: 'check' as never, targetElementId: 'verify' as never }] });
    expect(await activeOf(processInstanceKey)).toEqual(['verify']);
    expect((await server.parts.queries.instance(processInstanceKey))?.definitionKey).toBe(target);
  });

  it('take variables, where they are or at one scope', async () => {
    const { processInstanceKey } = await server.client.createProcessInstance({ processDefinitionId: 'straight' as never, startInstructions: [{ elementId: 'double' as never }], variables: { b: 1 }, awaitCompletion: true });
    expect(await stateOf(processInstanceKey)).toBe('completed');
    const running = await server.client.createProcessInstance({ processDefinitionId: 'waiting' as never, processDefinitionVersion: 1, variables: { a: 1 } });
    const [task] = await server.parts.queries.activeElementsOf(running.processInstanceKey);
    const elementInstanceKey = (task?.elementInstanceKey ?? '') as never;
    await server.client.createElementInstanceVariables({ elementInstanceKey, variables: { a: 2, note: 'đã xem' } });
    await server.client.createElementInstanceVariables({ elementInstanceKey, variables: { a: 3, nothing: null }, local: true });
    expect(await server.parts.runner.localVariables(running.processInstanceKey)).toMatchObject({ a: 2, note: 'đã xem' });
    expect(await server.parts.runner.variablesAt(running.processInstanceKey, task?.elementInstanceKey)).toMatchObject({ a: 3, nothing: null });
  });

  it('that have an incident go on once it is resolved', async () => {
    await deploy(server.client, { 'stuck.bpmn': bpmn((process) => process.start().gateway('exclusiveGateway', 'which').when('=amount > 3').end(), 'stuck') });
    const { processInstanceKey } = await server.client.createProcessInstance({ processDefinitionId: 'stuck' as never });
    const [incident] = await server.parts.queries.incidentsOf(processInstanceKey);
    await server.client.createElementInstanceVariables({ elementInstanceKey: processInstanceKey as never, variables: { amount: 4 } });
    await server.client.resolveIncident({ incidentKey: (incident?.incidentKey ?? '') as never });
    expect(await stateOf(processInstanceKey)).toBe('completed');
  });
});
