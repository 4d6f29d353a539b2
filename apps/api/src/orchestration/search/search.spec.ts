import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CamundaClient } from '@camunda8/orchestration-cluster-api';
import { startScene, type Scene } from '../testing/search-scene.js';

const now = { consistency: { waitUpToMs: 0 } };

describe('searches over /v2', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await startScene();
  }, 60_000);
  afterAll(() => scene?.stop());

  // The two clients have the same operations; their types differ in what may be absent.
  describe.each<readonly [string, () => CamundaClient]>([
    ['8.8', () => scene.client],
    ['8.9', () => scene.client89 as unknown as CamundaClient],
  ])('by a strict client of %s', (version, theClient) => {
    const key = (text: string) => text as never;

    it('find process definitions, their XML, start form and statistics', async () => {
      const client = theClient();
      const { items = [], page } = await client.searchProcessDefinitions({ filter: { processDefinitionId: { $in: ['letter', 'archive', 'short'] }, isLatestVersion: true }, sort: [{ field: 'processDefinitionId' }] }, now);
      expect(items.map((each) => [each.processDefinitionId, each.version, each.hasStartForm, each.resourceName])).toEqual([['archive', 1, false, 'letter.bpmn'], ['letter', 1, true, 'letter.bpmn'], ['short', 1, false, 'letter.bpmn']]);
      expect(Number(page.totalItems)).toBe(3);
      const [archive, letter] = items.map((each) => key(String(each.processDefinitionKey)));
      if (!archive || !letter) throw new Error('not found');
      expect(await client.getProcessDefinition({ processDefinitionKey: letter }, now)).toMatchObject({ processDefinitionId: 'letter', hasStartForm: true });
      expect(await client.getProcessDefinitionXml({ processDefinitionKey: letter }, now)).toContain('candidateGroups');
      expect(await client.getStartProcessForm({ processDefinitionKey: letter }, now)).toMatchObject({ formId: 'check-form', version: 1 });
      expect((await scene.send('GET', `/v2/process-definitions/${String(archive)}/form`)).status).toBe(204);
      const statistics = await client.getProcessDefinitionStatistics({ processDefinitionKey: letter, filter: { state: { $in: ['ACTIVE'] } } }, now);
      expect(statistics.items?.find((each) => each.elementId === 'check')).toEqual({ elementId: 'check', active: 2, canceled: 0, incidents: 0, completed: 0 });
      const ofArchive = await client.getProcessDefinitionStatistics({ processDefinitionKey: archive }, now);
      expect(ofArchive.items?.find((each) => each.elementId === 'broken')).toMatchObject({ incidents: 1 });
    });

    it('find process instances, running and ended, and how they hang together', async () => {
      const client = theClient();
      const { items } = await client.searchProcessInstances({ filter: { processDefinitionId: 'letter', $or: [{ state: 'TERMINATED' }, { variables: [{ name: 'notation', value: '"1/ZA"' }] }] }, sort: [{ field: 'startDate', order: 'DESC' }] }, now);
      expect(items.map((each) => [each.processInstanceKey, each.state])).toEqual([[scene.ended, 'TERMINATED'], [scene.waiting, 'ACTIVE']]);
      expect(await client.getProcessInstance({ processInstanceKey: key(scene.archive) }, now)).toMatchObject({ parentProcessInstanceKey: scene.stuck, hasIncident: true, processDefinitionName: 'archive', state: 'ACTIVE' });
      expect((await client.getProcessInstanceCallHierarchy({ processInstanceKey: key(scene.archive) }, now)).map((each) => each.processInstanceKey)).toEqual([scene.stuck, scene.archive]);
      const flows = await client.getProcessInstanceSequenceFlows({ processInstanceKey: key(scene.archive) }, now);
      expect(flows.items?.map((each) => each.elementId)).toEqual(['file_broken_2', 'opened_file_1']);
      const statistics = await client.getProcessInstanceStatistics({ processInstanceKey: key(scene.ended) }, now);
      expect(statistics.items?.find((each) => each.elementId === 'stamp')).toMatchObject({ completed: 4 });
      expect(statistics.items?.find((each) => each.elementId === 'keep')).toMatchObject({ canceled: 1 });
      const stuck = await client.searchProcessInstanceIncidents({ processInstanceKey: key(scene.stuck), filter: { state: 'ACTIVE' } } as never, now);
      expect(stuck.items?.map((each) => [each.processInstanceKey, each.elementId])).toEqual([[scene.archive, 'broken']]);
    });

    it('find element instances with their names', async () => {
      const client = theClient();
      const { items = [] } = await client.searchElementInstances({ filter: { processInstanceKey: key(scene.waiting), state: 'ACTIVE' }, sort: [{ field: 'elementId' }] }, now);
      expect(items.map((each) => [each.type, each.elementName])).toEqual([['USER_TASK', 'Thẩm định'], ['CALL_ACTIVITY', 'Lưu trữ'], ['INTERMEDIATE_CATCH_EVENT', 'reply'], ['SERVICE_TASK', 'Gửi đi']]);
      const bodies = await client.searchElementInstances({ filter: { processInstanceKey: key(scene.waiting), type: 'MULTI_INSTANCE_BODY' } }, now);
      const [body] = bodies.items ?? [];
      expect((await client.searchElementInstances({ filter: { elementInstanceScopeKey: key(String(body?.elementInstanceKey)) } }, now)).items).toHaveLength(3);
      const broken = await client.searchElementInstances({ filter: { hasIncident: true } }, now);
      expect(broken.items).toHaveLength(1);
      expect(await client.getElementInstance({ elementInstanceKey: broken.items?.[0]?.elementInstanceKey ?? key('') }, now)).toMatchObject({ elementId: 'broken', hasIncident: true });
    });

    it('find jobs in every state', async () => {
      const client = theClient();
      const { items } = await client.searchJobs({ filter: { type: 'send-letter' }, sort: [{ field: 'jobKey' }] }, now);
      expect(items.map((each) => [each.state, each.worker, each.retries])).toEqual([['CREATED', 'post-office', 3], ['CANCELED', 'post-office', 2], ['CREATED', 'post-office', 3]]);
      expect(items[0]).toMatchObject({ kind: 'BPMN_ELEMENT', listenerEventType: 'UNSPECIFIED', customHeaders: { channel: 'trục' }, processInstanceKey: scene.waiting });
      expect(items[1]?.errorMessage).toBe('the axis does not answer');
      expect((await client.searchJobs({ filter: { state: { $neq: 'CREATED' }, endTime: { $exists: true }, deadline: { $exists: false } } }, now)).items).toHaveLength(1);
    });

    it('find user tasks, their forms and variables', async () => {
      const client = theClient();
      const { items } = await client.searchUserTasks({ filter: { candidateGroup: { $like: 'leader@*' }, state: { $in: ['CREATED', 'COMPLETED'] }, priority: { $gte: 70 } }, sort: [{ field: 'creationDate' }] }, now);
      expect(items.map((each) => [each.state, each.name, each.dueDate])).toEqual([['CREATED', 'Thẩm định', '2030-01-01T08:00:00.000Z'], ['COMPLETED', 'Thẩm định', '2030-01-01T08:00:00.000Z'], ['CREATED', 'Thẩm định', '2030-01-01T08:00:00.000Z']]);
      const userTaskKey = items[0]?.userTaskKey ?? key('');
      const task = await client.getUserTask({ userTaskKey }, now);
      expect(task).toMatchObject({ elementId: 'check', processName: 'letter', processDefinitionVersion: 1, candidateGroups: ['leader@Z01'], processInstanceKey: scene.waiting });
      const form = await client.getUserTaskForm({ userTaskKey }, now);
      expect(form).toMatchObject({ formKey: task.formKey, formId: 'check-form' });
      const schema = (form as { readonly schema: unknown }).schema;
      expect(version === '8.9' ? JSON.parse(String(schema)) : schema).toMatchObject({ components: [{ key: 'note', label: null }] });
      const [filing] = (await client.searchUserTasks({ filter: { elementId: key('file'), state: 'CREATED' } }, now)).items;
      expect((await scene.send('GET', `/v2/user-tasks/${filing?.userTaskKey}/form`)).status).toBe(204);
      const variables = await client.searchUserTaskVariables({ userTaskKey, filter: { name: 'pages' }, sort: [{ field: 'value' }] }, now);
      expect(variables.items?.map((each) => each.value)).toEqual(['3', '99']);
    });

    it('find variables, cut and whole', async () => {
      const client = theClient();
      const { items } = await client.searchVariables({ filter: { processInstanceKey: key(scene.waiting), scopeKey: key(scene.waiting), name: { $in: ['long', 'notation', 'urgency'] } }, sort: [{ field: 'name', order: 'DESC' }] }, now);
      expect(items.map((each) => [each.name, each.isTruncated, each.value.length])).toEqual([['urgency', false, 6], ['notation', false, 6], ['long', true, 8191]]);
      const whole = await client.searchVariables({ filter: { processInstanceKey: key(scene.waiting), name: 'long' }, truncateValues: false } as never, now);
      expect(whole.items.map((each) => [each.isTruncated, each.value.length])).toEqual([[false, 9002]]);
      expect((await client.getVariable({ variableKey: items[2]?.variableKey ?? key('') }, now)).value).toHaveLength(9002);
    });

    it('find message subscriptions, open, correlated and closed', async () => {
      const client = theClient();
      const { items = [] } = await client.searchMessageSubscriptions({ filter: { messageName: 'reply' }, sort: [{ field: 'correlationKey' }] }, now);
      expect(items.map((each) => [each.correlationKey, each.messageSubscriptionState])).toEqual([['1/ZA', 'CREATED'], ['2/ZA', 'CORRELATED'], ['3/ZA', 'CREATED']]);
      const correlated = await client.searchCorrelatedMessageSubscriptions({ filter: { processInstanceKey: scene.ended } as never }, now);
      expect(correlated.items).toEqual([expect.objectContaining({ messageName: 'reply', correlationKey: '2/ZA', elementId: 'reply', subscriptionKey: items[1]?.messageSubscriptionKey })]);
    });

    it('find incidents', async () => {
      const client = theClient();
      const { items = [] } = await client.searchIncidents({ filter: { state: 'ACTIVE', processInstanceKey: key(scene.archive) } }, now);
      expect(items.map((each) => [each.elementId, each.state])).toEqual([['broken', 'ACTIVE']]);
      expect(await client.getIncident({ incidentKey: items[0]?.incidentKey ?? key('') }, now)).toMatchObject({ processDefinitionId: 'archive', errorMessage: items[0]?.errorMessage });
    });

    it('find decisions, their requirements and what they decided', async () => {
      const client = theClient();
      const { items: decisions = [] } = await client.searchDecisionDefinitions({ filter: { decisionRequirementsId: 'urgency-rules' }, sort: [{ field: 'decisionDefinitionId' }] }, now);
      expect(decisions.map((each) => [each.decisionDefinitionId, each.name])).toEqual([['size', 'Cỡ'], ['urgency', 'Độ khẩn']]);
      const urgency = decisions[1]?.decisionDefinitionKey ?? key('');
      expect(await client.getDecisionDefinition({ decisionDefinitionKey: urgency }, now)).toMatchObject({ decisionDefinitionId: 'urgency', version: 1 });
      expect(await client.getDecisionDefinitionXml({ decisionDefinitionKey: urgency }, now)).toContain('rule-long');
      const { items: requirements = [] } = await client.searchDecisionRequirements({ filter: { resourceName: 'urgency.dmn' } }, now);
      expect(requirements.map((each) => [each.decisionRequirementsName, each.decisionRequirementsKey])).toEqual([['Mức độ khẩn', decisions[0]?.decisionRequirementsKey]]);
      const decisionRequirementsKey = requirements[0]?.decisionRequirementsKey ?? key('');
      expect(await client.getDecisionRequirements({ decisionRequirementsKey }, now)).toMatchObject({ decisionRequirementsId: 'urgency-rules' });
      expect(await client.getDecisionRequirementsXml({ decisionRequirementsKey }, now)).toContain('rule-long');

      const { items: instances = [] } = await client.searchDecisionInstances({ filter: { processInstanceKey: key(scene.waiting), state: 'EVALUATED' } as never, sort: [{ field: 'decisionEvaluationInstanceKey' }] }, now);
      expect(instances.map((each) => [each.decisionDefinitionId, each.decisionDefinitionType, each.result])).toEqual([['size', 'LITERAL_EXPRESSION', '"ngắn"'], ['urgency', 'DECISION_TABLE', '"khẩn"']]);
      const whole = await client.getDecisionInstance({ decisionEvaluationInstanceKey: instances[1]?.decisionEvaluationInstanceKey ?? key('') }, now);
      expect(whole).toMatchObject({ evaluatedInputs: [{ inputName: 'Cỡ', inputValue: '"ngắn"' }], matchedRules: [{ ruleId: 'rule-short', ruleIndex: 2, evaluatedOutputs: [{ outputName: 'urgency', outputValue: '"khẩn"' }] }] });
    });
  });

  it('answers what only 8.9 asks', async () => {
    const client = scene.client89;
    const [task] = (await client.searchUserTasks({ filter: { elementId: 'check' as never, processInstanceKey: scene.waiting as never } }, now)).items;
    const effective = await client.searchUserTaskEffectiveVariables({ userTaskKey: task?.userTaskKey ?? ('' as never), filter: { name: { $in: ['pages', 'notation', 'note'] } }, sort: [{ field: 'name' }] }, now);
    expect(effective.items.map((each) => [each.name, each.value])).toEqual([['notation', '"1/ZA"'], ['note', '"riêng"'], ['pages', '99']]);
    const { items: [caller] } = await client.searchElementInstances({ filter: { elementId: 'keep' as never, processInstanceKey: scene.stuck as never } }, now);
    expect((await client.searchElementInstanceIncidents({ elementInstanceKey: caller?.elementInstanceKey ?? ('' as never) }, now)).items).toHaveLength(1);
    const byDefinition = await client.getProcessDefinitionInstanceStatistics({ sort: [{ field: 'processDefinitionId' }] }, now);
    expect(byDefinition.items.map((each) => [each.processDefinitionId, each.activeInstancesWithIncidentCount, each.activeInstancesWithoutIncidentCount])).toEqual([['archive', 1, 1], ['letter', 0, 2]]);
    const byVersion = await client.getProcessDefinitionInstanceVersionStatistics({ filter: { processDefinitionId: 'letter' as never } }, now);
    expect(byVersion.items).toMatchObject([{ processDefinitionVersion: 1, activeInstancesWithoutIncidentCount: 2 }]);
    const [error] = (await client.getProcessInstanceStatisticsByError({}, now)).items;
    expect(error?.activeInstancesWithErrorCount).toBe(1);
    const ofError = await client.getProcessInstanceStatisticsByDefinition({ filter: { errorHashCode: error?.errorHashCode ?? 0 } }, now);
    expect(ofError.items).toMatchObject([{ processDefinitionId: 'archive', activeInstancesWithErrorCount: 1 }]);
    expect((await client.searchProcessInstances({ filter: { incidentErrorHashCode: error?.errorHashCode ?? 0 } }, now)).items.map((each) => each.processInstanceKey)).toEqual([scene.archive]);
    expect((await client.getProcessDefinitionMessageSubscriptionStatistics({}, now)).items).toMatchObject([{ processDefinitionId: 'letter', activeSubscriptions: 2 }]);
  });

  it('pages through 250 instances forwards and backwards while others begin', async () => {
    const start = () => scene.client.createProcessInstance({ processDefinitionId: 'short' as never, variables: {} });
    for (let begun = 0; begun < 250; begun += 25) await Promise.all(Array.from({ length: 25 }, start));
    const filter = { processDefinitionId: 'short' };
    const seen: string[] = [];
    let page = await scene.client.searchProcessInstances({ filter, page: { limit: 40 } }, now);
    let last = page;
    while (page.items.length > 0) {
      seen.push(...page.items.map((each) => String(each.processInstanceKey)));
      if (seen.length < 250) await start();
      last = page;
      page = await scene.client.searchProcessInstances({ filter, page: { limit: 40, after: page.page.endCursor as never } }, now);
    }
    const back: string[] = [];
    for (let cursor = last.page.startCursor; cursor; ) {
      const before = await scene.client.searchProcessInstances({ filter, page: { limit: 40, before: cursor } }, now);
      back.unshift(...before.items.map((each) => String(each.processInstanceKey)));
      cursor = before.page.startCursor;
    }
    expect(seen.length).toBeGreaterThanOrEqual(250);
    expect(new Set(seen).size).toBe(seen.length);
    expect(back).toEqual(seen.slice(0, back.length));
    expect(seen.length - back.length).toBe(last.items.length);
  }, 60_000);

  it('tells what is wrong, and what is not there', async () => {
    const refused = async (address: string, body?: unknown) => {
      const answer = await scene.send(body === undefined ? 'GET' : 'POST', `/v2/${address}`, body);
      return [answer.status, answer.body['title'], answer.body['detail']];
    };
    expect(await refused('process-instances/search', { filter: { colour: 'red' } })).toEqual([400, 'INVALID_ARGUMENT', 'filter.colour: is not a field that can be filtered by.']);
    expect((await refused('user-tasks/search', { sort: [{ field: 'assignee; DROP TABLE job' }] }))[0]).toBe(400);
    expect((await refused('jobs/search', { page: { after: 'YWJj' } }))[0]).toBe(400);
    expect((await refused('variables/search?truncateValues=maybe', {}))[0]).toBe(400);
    expect(await refused('process-instances/1')).toEqual([404, 'NOT_FOUND', "Process instance with key '1' not found."]);
    expect((await refused('process-instances/abc'))[0]).toBe(400);
    expect((await refused('decision-instances/12-1'))[0]).toBe(404);
    expect((await refused('decision-instances/x'))[0]).toBe(400);
    expect((await refused('user-tasks/1/variables/search', {}))[0]).toBe(404);
    expect((await refused('process-definitions/1/xml'))[0]).toBe(404);
    expect((await refused('process-instances/search', `{"filter":{"processDefinitionId":"${'x'.repeat(10_000_000)}"}}`))[0]).toBe(413);
    expect((await refused('process-instances/search', '{"filter":'))[0]).toBe(400);
    expect((await scene.send('POST', '/v2/process-instances/search', {}, { authorization: '' })).status).toBe(401);
  });
});
