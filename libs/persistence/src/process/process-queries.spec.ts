import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Key } from '@vanthu/model';
import { ProcessRunner } from '@vanthu/engine';
import { clerk, deploy, done, ManualClock, members, samples, startOne, watchTasks } from '@vanthu/engine/testing';
import { openDatabase, type Database } from '../data-source.js';
import { testDatabases } from '../testing/index.js';
import { ProcessQueries } from './process-queries.js';
import { SqlProcessStore } from './sql-process-store.js';

const { NOON, member, taskCreated } = members;

describe.each(testDatabases())('ProcessQueries on $name', (databases) => {
  let database: Database;
  let queries: ProcessQueries;
  let store: SqlProcessStore;

  beforeEach(async () => {
    database = await openDatabase(await databases.fresh());
    queries = new ProcessQueries(database);
    store = new SqlProcessStore(database);
  });
  afterEach(() => database.close());
  afterAll(() => databases.stop());

  const keysOf = async (principals: readonly string[], filter: 'mine' | 'group' | 'all' = 'all') => (await queries.inbox({ principals, filter, limit: 50 })).items.map((each) => each.taskKey);

  describe('the inbox', () => {
    beforeEach(async () => {
      const events = [
        taskCreated('20', { candidateGroups: ['clerk@Z01', 'leader@Z01'] }),
        taskCreated('21', { assignee: 'an', dueAt: NOON + 5 }),
        taskCreated('22', { candidateUsers: ['an'], candidateGroups: [], dueAt: NOON + 9 }),
        taskCreated('23', { assignee: 'binh' }),
        taskCreated('24', { candidateGroups: ['clerk@Z02'] }),
      ];
      await store.commit([member({ instanceKey: '100', events })]);
    });
    const an = ['user:an', 'clerk@Z01', 'leader@Z01'];

    it('shows what is assigned and what is offered, earliest due first, each once', async () => {
      expect(await keysOf(an)).toEqual(['21', '22', '20']);
      expect(await keysOf(an, 'mine')).toEqual(['21']);
      expect(await keysOf(an, 'group')).toEqual(['22', '20']);
      expect(await keysOf([])).toEqual([]);
    });

    it('pages by key, so that nothing is shown twice or left out while tasks come and go', async () => {
      // given
      const first = await queries.inbox({ principals: an, filter: 'all', limit: 1 });

      // when
      await store.commit([member({ instanceKey: '100', expectedRevision: 1, events: [{ type: 'UserTaskCompleted', taskKey: '21', actor: clerk, variables: {} }, taskCreated('19', { assignee: 'an', dueAt: NOON + 7 })] })]);
      const second = await queries.inbox({ principals: an, filter: 'all', limit: 2, cursor: first.nextCursor ?? '' });
      const third = await queries.inbox({ principals: an, filter: 'all', limit: 2, cursor: second.nextCursor ?? '' });

      // then
      expect([first, second, third].map((page) => page.items.map((each) => each.taskKey))).toEqual([['21'], ['19', '22'], ['20']]);
      expect(third.nextCursor).toBeNull();
    });

    it('moves a task when it is claimed, given back or changed', async () => {
      // given
      const claim = (assignee: string | null, expectedRevision: number) => store.commit([member({ instanceKey: '100', expectedRevision, events: [{ type: 'UserTaskAssigned', taskKey: '20', assignee, actor: clerk }] })]);

      // when
      await claim('an', 1);
      const claimed = [await keysOf(an, 'mine'), await keysOf(['user:chi', 'leader@Z01'])];
      await claim(null, 2);
      const free = [await keysOf(an, 'mine'), await keysOf(['user:chi', 'leader@Z01'])];
      await store.commit([member({ instanceKey: '100', expectedRevision: 3, events: [{ type: 'UserTaskUpdated', taskKey: '20', actor: clerk, ...members.taskFacts({ candidateGroups: ['clerk@Z09'], dueAt: NOON }) }] })]);

      // then
      expect(claimed).toEqual([['21', '20'], []]);
      expect(free).toEqual([['21'], ['20']]);
      expect(await keysOf(['clerk@Z09'])).toEqual(['20']);
      expect(await keysOf(['leader@Z01'])).toEqual([]);
    });

    it('counts, but no further than a thousand', async () => {
      // given
      const many = Array.from({ length: 1005 }, (_, index) => taskCreated(`${5000 + index}`, { candidateGroups: ['clerk@Z03', 'leader@Z03'] }));
      await store.commit([member({ instanceKey: '101', events: many })]);

      // then
      expect(await queries.inboxCounts(an)).toEqual({ mine: 1, group: 2 });
      expect(await queries.inboxCounts(['user:an', 'clerk@Z03', 'leader@Z03'])).toEqual({ mine: 1, group: 1000 });
      expect(await queries.inboxCounts([])).toEqual({ mine: 0, group: 0 });
    });

    it('answers a foreign cursor with the first page', async () => {
      expect((await queries.inbox({ principals: an, filter: 'all', limit: 50, cursor: "x' OR 1=1" })).items).toHaveLength(3);
    });
  });

  it('tells what became of a task', async () => {
    // given
    await store.commit([member({ instanceKey: '100', events: [taskCreated('20', { name: 'Tiếp nhận', dueAt: NOON + 1 }), taskCreated('21')] })]);

    // when
    await store.commit([member({ instanceKey: '100', expectedRevision: 1, at: NOON + 3, events: [{ type: 'UserTaskCompleted', taskKey: '20', actor: { username: 'an', actingFor: 'binh' }, variables: {} }, { type: 'UserTaskCanceled', taskKey: '21' }] })]);

    // then
    expect(await queries.task('20')).toMatchObject({ name: 'Tiếp nhận', state: 'completed', completedBy: 'an', actingFor: 'binh', createdAt: NOON, endedAt: NOON + 3, dueAt: NOON + 1, candidateGroups: ['clerk@Z01'], headers: {}, orgUnitId: 'Z01', rootInstanceKey: '100' });
    expect(await queries.task('21')).toMatchObject({ state: 'canceled', completedBy: null });
    expect(await queries.task('22')).toBeNull();
    expect(await queries.openTasksOf('100')).toEqual([]);
    expect(await queries.tasksOf('100')).toHaveLength(2);
  });

  it('pages through open incidents, newest first', async () => {
    // given
    await store.commit([member({ instanceKey: '100', hasIncident: true, events: ['40', '41', '42', '43'].map(members.incidentRaised) })]);
    await store.commit([member({ instanceKey: '100', expectedRevision: 1, hasIncident: true, events: [{ type: 'IncidentResolved', incidentKey: '42', actor: clerk }] })]);

    // when
    const first = await queries.incidents({ limit: 2 });
    const second = await queries.incidents({ limit: 2, cursor: first.nextCursor ?? '' });

    // then
    expect([first, second].map((page) => page.items.map((each) => each.incidentKey))).toEqual([['43', '41'], ['40']]);
    expect(second.nextCursor).toBeNull();
    expect((await queries.incidents({ limit: 9, orgUnitIds: ['Z01', 'Z09'] })).items).toHaveLength(3);
    expect((await queries.incidents({ limit: 9, orgUnitIds: ['Z02'] })).items).toEqual([]);
    expect((await queries.incidents({ limit: 9, orgUnitIds: [] })).items).toEqual([]);
    expect(await queries.incident('42')).toMatchObject({ state: 'resolved', resolvedBy: 'an', resolvedAt: NOON });
    expect(await queries.instance('100')).toMatchObject({ hasIncident: true });
  });

  it('follows an instance and what it called', async () => {
    // given
    const runner = new ProcessRunner(store, new ManualClock());
    await runner.start();
    await deploy(runner, samples.twoTasks, samples.callsChild);
    const tasks = watchTasks(runner);
    const parent = await startOne(runner, 'calls-child', { subject: 'Đề nghị', numbers: [1, 2] });

    // when
    done(await runner.completeUserTask(String(tasks[0]), { variables: { registered: true }, actor: clerk }));
    await runner.stop();

    // then
    const children = await queries.childrenOf(parent);
    const child = children[0]?.instanceKey as Key;
    expect(children).toMatchObject([{ processId: 'two-tasks', status: 'active', parentInstanceKey: parent, rootInstanceKey: parent }]);
    expect((await queries.openTasksOf(parent)).map((each) => each.elementId)).toEqual(['direct']);
    expect(await queries.openTasksOf(parent, { onlyItself: true })).toEqual([]);
    expect((await queries.openTasksIn([parent, child])).map((each) => each.elementId)).toEqual(['direct']);
    expect((await queries.completionsIn([parent, child])).map((each) => [each.instanceKey, each.type, each.actor])).toEqual([[child, 'UserTaskCompleted', clerk.username]]);
    expect((await queries.tasks([String(tasks[0]), '7'])).map((each) => each.state)).toEqual(['completed']);
    expect((await queries.tenantsOf(['two-tasks', 'calls-child', 'other'])).map((each) => each.processId)).toEqual(['calls-child', 'two-tasks']);
    expect(await queries.openTasksIn([])).toEqual([]);
    expect(await queries.completionsIn([])).toEqual([]);
    expect((await queries.activeElementsOf(child)).map((each) => each.elementId)).toEqual(['direct']);
    expect((await queries.elementsOf(child)).map((each) => `${each.elementId} ${each.state}`)).toEqual(['start completed', 'register completed', 'direct active']);
    expect(await queries.takenFlowsOf(child)).toEqual([{ flowId: 'f1', times: 1 }, { flowId: 'f2', times: 1 }]);
    expect(await queries.variablesAt(child)).toEqual({ subject: 'Đề nghị', numbers: [1, 2], registered: true });
    expect((await queries.historyOf(child)).map((each) => `${each.type} ${each.actor ?? '-'}`)).toEqual(['InstanceStarted -', 'UserTaskCompleted an']);
    expect(await queries.instance(parent)).toMatchObject({ status: 'active', startedBy: 'an', endedAt: null });
  });
});
