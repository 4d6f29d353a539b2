import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bpmn } from '@vanthu/engine/testing';
import { basic, deploy, startRestServer, type RestServer } from '../testing/rest-server.js';

const process = bpmn((content) => content.start().userTask('check').end(), 'p1');
const form = JSON.stringify({ id: 'form1', type: 'default', schemaVersion: 16, components: [] });
const decisions = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="limits" name="Limits" namespace="urn:test">
  <decision id="limit" name="Limit"><variable name="limit"/><literalExpression><text>amount * 2</text></literalExpression></decision>
</definitions>`;

describe('deployments over /v2', () => {
  let server: RestServer;

  beforeAll(async () => {
    server = await startRestServer();
  });
  afterAll(() => server?.stop());

  it('take several files of all kinds at once and say what came of each', async () => {
    const { processes, decisions: decided, decisionRequirements, forms, deployments, tenantId } = await deploy(server.client, { 'một.bpmn': process, 'limits.dmn': decisions, 'f.form': form });
    expect(processes).toMatchObject([{ processDefinitionId: 'p1', processDefinitionVersion: 1, resourceName: 'một.bpmn', tenantId: '<default>' }]);
    expect(decided).toMatchObject([{ decisionDefinitionId: 'limit', version: 1, name: 'Limit', decisionRequirementsId: 'limits' }]);
    expect(decisionRequirements).toMatchObject([{ decisionRequirementsId: 'limits', decisionRequirementsName: 'Limits', version: 1, resourceName: 'limits.dmn' }]);
    expect(decided[0]?.decisionRequirementsKey).toBe(decisionRequirements[0]?.decisionRequirementsKey);
    expect(forms).toMatchObject([{ formId: 'form1', version: 1, resourceName: 'f.form' }]);
    expect([deployments.length, tenantId]).toEqual([4, '<default>']);
  });

  it('answer a client of 8.9 in its own words', async () => {
    const { processes } = await server.client89.createDeployment({ resources: [new File([bpmn((content) => content.start().end(), 'p89')], 'p89.bpmn')] });
    expect(processes[0]?.processDefinitionId).toBe('p89');
  });

  it('add no version for the same content, and one for another', async () => {
    const [first, same, other] = [await deploy(server.client, { 'two.bpmn': bpmn((content) => content.start().end(), 'p2') }), await deploy(server.client, { 'two.bpmn': bpmn((content) => content.start().end(), 'p2') }), await deploy(server.client, { 'two.bpmn': bpmn((content) => content.start().userTask('t').end(), 'p2') })];
    expect([first, same, other].map(({ processes }) => processes[0]?.processDefinitionVersion)).toEqual([1, 1, 2]);
    expect(same.processes[0]?.processDefinitionKey).toBe(first.processes[0]?.processDefinitionKey);
  });

  it.each([
    ['a diagram that cannot run', { 'bad.bpmn': bpmn((content) => content.start().gateway('exclusiveGateway', 'g').end().moveTo('g').when('=1 +').end('end2'), 'bad') }, /bad\.bpmn/],
    ['no XML', { 'x.bpmn': '<no' }, /x\.bpmn/],
    ['another kind of file', { 'x.txt': 'text' }, /x\.txt/],
    ['a form without an id', { 'x.form': '{}' }, /x\.form/],
    ['one good and one bad file', { 'good.bpmn': bpmn((content) => content.start().end(), 'good'), 'x.bpmn': '' }, /x\.bpmn/],
  ])('refuse %s, and say where', async (_, files, words) => {
    const form = new FormData();
    for (const [name, content] of Object.entries(files)) form.append('resources', new File([content], name));
    const response = await fetch(`${server.url}/v2/deployments`, { method: 'POST', body: form, headers: { authorization: basic } });
    const problem = (await response.json()) as { title: string; detail: string };
    expect([response.status, problem.title]).toEqual([400, 'INVALID_ARGUMENT']);
    expect(problem.detail).toMatch(words);
    expect(await server.parts.runner.findLatest('process', 'good', null)).toBeNull();
  });

  it('are read again as they were sent, and deleted', async () => {
    const { processes } = await deploy(server.client, { 'three.bpmn': bpmn((content) => content.start().end(), 'p3') });
    const resourceKey = processes[0]?.processDefinitionKey;
    if (!resourceKey) throw new Error('not deployed');
    expect(await server.client.getResource({ resourceKey })).toMatchObject({ resourceId: 'p3', version: 1, resourceName: 'three.bpmn' });
    expect(await server.client89.getResource({ resourceKey: resourceKey as never })).toMatchObject({ resourceId: 'p3', versionTag: null });
    expect(await server.client.getResourceContent({ resourceKey })).toContain('id="p3"');
    // when
    await server.client.deleteResource({ resourceKey });
    // then
    const { status, body } = await server.send('POST', '/v2/process-instances', { processDefinitionId: 'p3' });
    expect([status, body['title']]).toEqual([404, 'NOT_FOUND']);
    expect((await server.send('GET', `/v2/resources/${resourceKey}`)).status).toBe(404);
    expect((await server.send('POST', `/v2/resources/${resourceKey}/deletion`)).status).toBe(404);
  });

  it('go to no unit: its variants are checked where they are published', async () => {
    const form = new FormData();
    form.append('resources', new File([process], 'p1.bpmn'));
    form.append('tenantId', 'Z01');
    const response = await fetch(`${server.url}/v2/deployments`, { method: 'POST', body: form, headers: { authorization: basic } });
    expect(response.status).toBe(400);
  });
});
