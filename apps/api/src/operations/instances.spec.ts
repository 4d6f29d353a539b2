import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bpmn } from '@vanthu/engine/testing';
import type { DocumentDetail, MigratedInstance, Problem, RestartedInstance } from '@vanthu/model';
import type { HttpClient } from '../testing/http-client.js';
import { handIn, registrationOf, taskOf, until } from '../testing/office.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

interface Entry {
  readonly actor: string;
  readonly action: string;
  readonly documentId: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

const agency = 'Z01.05';
const check = (id: string) => bpmn((process) => process.start().userTask('draft').userTask(id).end(), 'notice');
const votes = bpmn((process) => process.start().userTask('vote', { loop: { collection: '=["a","b","c"]', element: 'who', sequential: true } }).end(), 'votes');

describe('process instances in the hands of an operator', () => {
  let server: TestServer;
  let operator: HttpClient;
  let foreign: HttpClient;

  beforeAll(async () => {
    server = await startTestServer();
    [operator, foreign] = [await server.as('quantri.sgddt'), await server.as('quantri.bomau')];
    await deployed(check('check'), 'notice');
    await deployed(votes, 'votes');
  });
  afterAll(() => server?.stop());

  const act = <T = Problem>(key: string, action: string, body: object = {}, person = operator) => person.post<T>(`/api/operations/instances/${key}/${action}`, { reason: 'Theo đề nghị của đơn vị', ...body });
  const activeOf = async (key: string) => (await server.parts.queries.activeElementsOf(key)).map((each) => each.elementId);
  const taskKeyOf = async (key: string) => (await server.parts.queries.openTasksIn([key]))[0]?.taskKey ?? '';
  const statusOf = async (key: string) => (await server.parts.queries.instance(key))?.status;

  async function deployed(content: string, id: string): Promise<string> {
    const outcome = await server.parts.runner.deploy([{ name: `${id}.bpmn`, content }]);
    if (outcome.kind !== 'deployed') throw new Error(JSON.stringify(outcome));
    return outcome.definitions[0]?.key ?? '';
  }

  async function started(processId: string, orgUnitId: string | null = agency): Promise<string> {
    const outcome = await server.parts.runner.startInstance({ processId, orgUnitId, variables: { amount: 7 }, actor: { username: null } });
    if (outcome.kind === 'rejection') throw new Error(outcome.reason);
    return outcome.instanceKey;
  }

  async function pastDraft(): Promise<string> {
    const key = await started('notice');
    await server.parts.runner.completeUserTask(await taskKeyOf(key), { actor: { username: 'lan' } });
    return key;
  }

  /** What the audit log says of the instance, oldest first; the chain must be whole. */
  async function auditOf(key: string): Promise<Entry[]> {
    expect((await server.parts.audit.verify()).isIntact).toBe(true);
    const rows = await server.parts.database.query<Record<string, string>>('SELECT actor, action, document_id, facts FROM audit_entry ORDER BY sequence');
    const entries = rows.map(({ actor = '', action = '', document_id: documentId, facts = '{}' }) => ({ actor, action, documentId: documentId ?? null, facts: JSON.parse(facts) as Entry['facts'] }));
    return entries.filter(({ facts }) => facts['instance'] === key);
  }

  it('stand still while suspended, and go on when resumed', async () => {
    const key = await started('notice');
    expect((await act(key, 'suspend')).status).toBe(204);
    expect(await server.parts.runner.completeUserTask(await taskKeyOf(key), { actor: { username: 'lan' } })).toMatchObject({ code: 'SUSPENDED' });
    expect((await act(key, 'suspend')).body.code).toBe('INSTANCE_SUSPENDED');
    expect((await act(key, 'resume', { reason: ' Đã rõ ' })).status).toBe(204);
    expect((await act(key, 'resume')).body.code).toBe('INSTANCE_NOT_SUSPENDED');
    await server.parts.runner.completeUserTask(await taskKeyOf(key), { actor: { username: 'lan' } });
    expect(await activeOf(key)).toEqual(['check']);
    expect(await auditOf(key)).toEqual([
      { actor: 'quantri.sgddt', action: 'instance.suspended', documentId: null, facts: { instance: key, reason: 'Theo đề nghị của đơn vị' } },
      { actor: 'quantri.sgddt', action: 'instance.resumed', documentId: null, facts: { instance: key, reason: 'Đã rõ' } },
    ]);
  });

  it('are cancelled, and run again once they have ended, at chosen elements too', async () => {
    const key = await started('notice');
    expect((await act(key, 'restart')).body.code).toBe('INSTANCE_RUNNING');
    expect((await act(key, 'cancel')).status).toBe(204);
    expect([await statusOf(key), (await act(key, 'cancel')).body.code]).toEqual(['terminated', 'INSTANCE_ENDED']);
    const [whole, part] = [await act<RestartedInstance>(key, 'restart'), await act<RestartedInstance>(key, 'restart', { startElementIds: ['check'] })];
    expect([whole.status, part.status]).toEqual([201, 201]);
    expect([await activeOf(whole.body.processInstanceKey), await activeOf(part.body.processInstanceKey)]).toEqual([['draft'], ['check']]);
    expect(await server.parts.runner.variablesAt(part.body.processInstanceKey)).toEqual({ amount: 7 });
    expect(await server.parts.queries.instance(part.body.processInstanceKey)).toMatchObject({ orgUnitId: agency });
    expect((await act(key, 'restart', { startElementIds: ['nowhere'] })).body.code).toBe('ACT_NOT_POSSIBLE');
    expect((await auditOf(key)).map(({ action, facts }) => [action, facts['startedAs']])).toEqual([['instance.canceled', undefined], ['instance.restarted', whole.body.processInstanceKey], ['instance.restarted', part.body.processInstanceKey]]);
  });

  it('are migrated; a dry run says what would happen and changes nothing', async () => {
    // given
    const key = await pastDraft();
    const before = (await server.parts.queries.instance(key))?.definitionKey;
    const targetDefinitionKey = await deployed(check('verify'), 'notice');
    // when: the new version lacks the step
    const impossible = await act<MigratedInstance>(key, 'migrate', { targetDefinitionKey, dryRun: true });
    const refused = await act(key, 'migrate', { targetDefinitionKey });
    // then
    const problem = { elementId: 'check', code: 'ELEMENT_MISSING', reason: { vi: expect.stringContaining('không có bước này'), en: expect.stringContaining('no such element') } };
    expect([impossible.status, impossible.body.outcome, impossible.body.problems]).toEqual([200, 'impossible', [problem]]);
    expect([refused.status, refused.body.code, refused.body.extra]).toEqual([409, 'MIGRATION_REFUSED', { problems: [problem] }]);
    // when: mapped
    const mapping = { check: 'verify' };
    const possible = await act<MigratedInstance>(key, 'migrate', { targetDefinitionKey, mapping, dryRun: true });
    expect(possible.body).toMatchObject({ outcome: 'possible', report: { from: { definitionKey: before }, to: { definitionKey: targetDefinitionKey, processId: 'notice' } }, problems: [] });
    expect(possible.body.report?.elements).toContainEqual(expect.objectContaining({ from: 'check', to: 'verify' }));
    expect([(await server.parts.queries.instance(key))?.definitionKey, await activeOf(key), await auditOf(key)]).toEqual([before, ['check'], []]);
    // when: in earnest
    expect((await act<MigratedInstance>(key, 'migrate', { targetDefinitionKey, mapping })).body.outcome).toBe('migrated');
    expect([(await server.parts.queries.instance(key))?.definitionKey, await activeOf(key)]).toEqual([targetDefinitionKey, ['verify']]);
    expect(await auditOf(key)).toMatchObject([{ action: 'instance.migrated', facts: { from: before, to: targetDefinitionKey, mapping: '{"check":"verify"}' } }]);
  });

  it('are not migrated to what is no version of theirs', async () => {
    const key = await started('notice');
    const outcome = await server.parts.runner.deploy([{ name: 'theirs.bpmn', content: check('theirs'), tenantId: 'Z01.41' }]);
    const theirs = outcome.kind === 'deployed' ? outcome.definitions[0]?.key : undefined;
    for (const targetDefinitionKey of [theirs, '1']) expect((await act(key, 'migrate', { targetDefinitionKey })).body.detail).toBe('Không tìm thấy phiên bản quy trình, hoặc bạn không được xem.');
  });

  it('take work back to an earlier step', async () => {
    const [key, other] = [await pastDraft(), await pastDraft()];
    expect((await act(key, 'send-back', { taskKey: await taskKeyOf(other), targetElementId: 'draft' })).status).toBe(404);
    expect((await act(key, 'send-back', { taskKey: await taskKeyOf(key), targetElementId: 'end' })).body.code).toBe('ACT_NOT_POSSIBLE');
    expect((await act(key, 'send-back', { taskKey: await taskKeyOf(key), targetElementId: 'draft' })).status).toBe(204);
    for (const assignee of ['lan', null]) {
      await server.parts.runner.assignUserTask(await taskKeyOf(other), { assignee, actor: { username: 'lan' } });
      expect((await act(other, 'withdraw', { elementId: 'draft' })).body.code).toBe(assignee ? 'TASK_CLAIMED' : undefined);
    }
    expect([await activeOf(key), await activeOf(other)]).toEqual([['draft'], ['draft']]);
    expect([(await auditOf(key)).map((each) => each.action), (await auditOf(other)).map((each) => each.action)]).toEqual([['instance.sentBack'], ['instance.withdrawn']]);
  });

  it('get and lose items of a multi-instance while it runs', async () => {
    const key = await started('votes');
    const [bodyKey = '', itemKey = ''] = (await server.parts.queries.activeElementsOf(key)).map((each) => each.elementInstanceKey);
    const itemNow = async () => (await server.parts.queries.activeElementsOf(key)).at(-1)?.elementInstanceKey ?? '';
    expect((await act(key, 'items', { bodyKey, item: 'd' })).status).toBe(204);
    expect((await act(key, 'items/remove', { bodyKey, position: 2 })).status).toBe(204);
    expect((await act(key, 'items/remove', { itemKey })).status).toBe(204);
    // then: a and b are out, c and d remain
    expect(await server.parts.runner.variablesAt(key, await itemNow())).toMatchObject({ who: 'c' });
    await server.parts.runner.completeUserTask(await taskKeyOf(key), { actor: { username: 'lan' } });
    expect(await server.parts.runner.variablesAt(key, await itemNow())).toMatchObject({ who: 'd' });
    await server.parts.runner.completeUserTask(await taskKeyOf(key), { actor: { username: 'lan' } });
    expect(await statusOf(key)).toBe('completed');
    expect((await auditOf(key)).map(({ action, facts }) => [action, facts['position']])).toEqual([['instance.itemAdded', undefined], ['instance.itemRemoved', 2], ['instance.itemRemoved', null]]);
  });

  it('want a reason and whole requests', async () => {
    const key = await started('notice');
    for (const reason of ['', '   ', undefined]) expect((await act(key, 'cancel', { reason })).body).toMatchObject({ code: 'INPUT_INVALID', errors: [{ path: 'reason', code: 'FIELD_REQUIRED' }] });
    for (const [action, body] of [['items', { bodyKey: key }], ['items/remove', {}], ['items/remove', { bodyKey: key }], ['items/remove', { itemKey: key, position: 1 }], ['send-back', { taskKey: '9223372036854775808', targetElementId: 'draft' }], ['restart', { startElementIds: [] }]] as const)
      expect([action, (await act(key, action, body)).status]).toEqual([action, 400]);
    expect((await act('1', 'cancel')).status).toBe(404);
    expect([await statusOf(key), await auditOf(key)]).toEqual(['active', []]);
  });

  it('are left to those who look after the unit', async () => {
    const [key, common] = [await started('notice'), await started('notice', null)];
    const bodies = { suspend: {}, resume: {}, cancel: {}, restart: {}, migrate: { targetDefinitionKey: '1' }, 'send-back': { taskKey: await taskKeyOf(key), targetElementId: 'draft' }, withdraw: { elementId: 'draft' }, items: { bodyKey: '1', item: 1 }, 'items/remove': { itemKey: '1' } };
    for (const [action, body] of Object.entries(bodies)) expect([action, (await act(key, action, body, foreign)).body.detail]).toEqual([action, 'Không tìm thấy quy trình đang xử lý, hoặc bạn không được xem.']);
    expect((await act(common, 'cancel')).status).toBe(404);
    expect([await statusOf(key), await statusOf(common)]).toEqual(['active', 'active']);
  });

  describe('about a document', () => {
    let clerk: HttpClient;
    let document: DocumentDetail;
    let key: string;

    beforeAll(async () => {
      clerk = await server.as('vanthu.sgddt');
      document = await handIn(clerk);
      await taskOf(clerk, 'receive', document.id);
      [key = ''] = await server.parts.processes.instancesOf(document.id);
    });

    it('keep the office waiting while suspended', async () => {
      const task = await taskOf(clerk, 'receive', document.id);
      expect((await act(key, 'suspend', {}, foreign)).status).toBe(404);
      await act(key, 'suspend');
      const { status, body } = await clerk.post<Problem>(`/api/tasks/${task.key}/complete`, { outcome: 'register', data: registrationOf(document) });
      expect([status, body.code, body.detail]).toEqual([409, 'INSTANCE_SUSPENDED', 'Quy trình này đang tạm dừng. Hãy báo người vận hành cho chạy tiếp.']);
      await act(key, 'resume');
      expect(await auditOf(key)).toMatchObject([{ documentId: document.id }, { documentId: document.id }]);
    });

    it('stay in their process', async () => {
      expect((await act(key, 'migrate', { targetDefinitionKey: await deployed(votes, 'votes'), dryRun: true })).status).toBe(404);
    });

    it('run again for the same document, one at a time', async () => {
      await act(key, 'cancel');
      const { status, body } = await act<RestartedInstance>(key, 'restart', { startElementIds: ['receive'] });
      expect(status).toBe(201);
      const task = await until('the task', async () => (await server.parts.queries.openTasksIn([body.processInstanceKey]))[0]);
      expect((await taskOf(clerk, 'receive', document.id)).key).toBe(task.taskKey);
      expect((await act(key, 'restart', { startElementIds: ['receive'] })).body.code).toBe('INSTANCE_RUNNING');

      await act(body.processInstanceKey, 'cancel');
      const atOnce = await Promise.all(Array.from({ length: 5 }, () => act<RestartedInstance & Problem>(key, 'restart', { startElementIds: ['receive'] })));
      expect(atOnce.map((each) => each.body.code ?? 'started').sort()).toEqual([...Array.from({ length: 4 }, () => 'INSTANCE_RUNNING'), 'started']);
      const again = await until('the task', async () => (await server.parts.queries.openTasksIn([atOnce.find((each) => each.status === 201)?.body.processInstanceKey ?? '0']))[0]);
      await clerk.write(`/api/tasks/${again.taskKey}/complete`, { outcome: 'register', data: registrationOf(document) });
      await taskOf(await server.as('giamdoc.sgddt'), 'direct', document.id);
    });
  });
});
