import { bpmn, scenario, type Scenario, type ScopeBuilder } from '../testing/index.js';
import { migrateInstance, type Migrated } from './migration.js';

const actor = { username: 'admin' };

async function migrated(process: Scenario, content: (p: ScopeBuilder) => void, mapping: Record<string, string> = {}): Promise<{ readonly result: Migrated; readonly after: Scenario }> {
  const after = await scenario(bpmn(content));
  if (process.state === null) throw new Error('ended');
  const result = migrateInstance(process.model, after.model, process.state, { mapping, reason: 'quy định mới', actor }, process.context());
  if (result.kind === 'advanced' && result.state !== null) after.adopt(result.state);
  return { result, after };
}

const old = (p: ScopeBuilder): void => {
  p.start().gateway('parallelGateway', 'fork').userTask('check').gateway('parallelGateway', 'join').end();
  p.moveTo('fork').userTask('other').connectTo('join');
  p.boundary('check', 'late', { timer: { duration: 'P1D' } }, { interrupting: false }).end('lateEnd');
};

describe('migration', () => {
  it('carries tasks, waiting tokens and variables over, closes events that are gone and opens new ones', async () => {
    // given
    const process = (await scenario(bpmn(old))).start({ id: 'k' }).completeTask('other');
    // when
    const { result, after } = await migrated(process, (p) => {
      p.start('begin').gateway('parallelGateway', 'fork').activity('task', 'added').userTask('verify').gateway('parallelGateway', 'join').userTask('sign').end();
      p.moveTo('fork').userTask('other').connectTo('join');
      p.boundary('verify', 'recall', { message: 'recall', correlationKey: '=id' }).end('recalled');
    }, { check: 'verify' });
    // then
    if (result.kind !== 'advanced') throw new Error(JSON.stringify(result));
    expect(result.events.map((event) => event.type)).toEqual(['InstanceMigrated', 'TimerCanceled', 'MessageSubscriptionOpened']);
    expect(after.active).toEqual(['verify']);
    after.completeTask('verify');
    expect(after.active).toEqual(['sign']);
    expect(after.variables).toEqual({ id: 'k' });
    expect(process.active).toEqual(['check']);
  });

  it('says everything that stands against it, and changes nothing', async () => {
    const process = (await scenario(bpmn(old))).start().completeTask('other');
    const { result } = await migrated(process, (p) => void p.start().userTask('other').serviceTask('check').end());
    expect(result.kind === 'refused' && result.problems.map((problem) => `${problem.elementId} ${problem.code}`)).toEqual(['check TYPE_CHANGED', 'join ELEMENT_MISSING']);
    expect(process.completeTask('check').status).toBe('completed');
  });

  it('works inside multi-instances, subprocesses and call activities', async () => {
    const content = (more: boolean) => (p: ScopeBuilder) => {
      p.start().subProcess('each', (s) => {
        s.start('s').userTask('ask').call('deliver', 'child');
        if (more) s.userTask('extra');
        s.end('e');
      }, { loop: { sequential: true, collection: '=[1,2]', element: 'n', outputCollection: 'all', outputElement: '=n' } }).end();
    };
    const process = (await scenario(bpmn(content(false)))).start().completeTask('ask');
    const { after } = await migrated(process, content(true));
    after.endChild('deliver', { kind: 'completed', variables: {} }).completeTask('extra').completeTask('ask').endChild('deliver', { kind: 'completed', variables: {} }).completeTask('extra');
    expect(after.status).toBe('completed');
    expect(after.variables['all']).toEqual([1, 2]);
  });

  it('keeps tokens at inclusive joins and before tasks that need several, and what is suspended stays so', async () => {
    const content = (name: string) => (p: ScopeBuilder) => {
      p.start().gateway('inclusiveGateway', 'fork').when('=true').userTask('a').gateway('inclusiveGateway', 'join').gateway('parallelGateway', 'split').userTask(name).userTask('both', { attributes: { startQuantity: 2 } }).end();
      p.moveTo('fork').when('=true').userTask('b').connectTo('join');
      p.moveTo('split').userTask('c').connectTo('both');
    };
    const joining = (await scenario(bpmn(content('d')))).start().completeTask('a').must({ type: 'SuspendInstance', reason: 'r', actor });
    const first = (await migrated(joining, content('e'))).after;
    expect(first.try({ type: 'CompleteUserTask', taskKey: first.instance('b', 'task').task?.key ?? '', variables: {}, actor })?.code).toBe('SUSPENDED');
    first.must({ type: 'ResumeInstance', reason: 'r', actor }).completeTask('b');
    expect(first.active).toEqual(['e', 'c']);
    const { after } = await migrated(first.completeTask('c'), content('d'), { e: 'd' });
    expect(after.active).toEqual(['d']);
    expect(after.completeTask('d').active).toEqual(['both']);
    expect(after.completeTask('both').status).toBe('completed');
  });

  it('keeps what an ad-hoc subprocess still has to run, and what compensates', async () => {
    const content = (more: boolean) => (p: ScopeBuilder) => {
      if (more) p.eventSubProcess('added', (e) => void e.start('on', { signal: 'S' }, { interrupting: false }).end('heard'));
      p.start().serviceTask('book').compensation('book', 'onBook', (h) => void h.serviceTask('unbook', { isForCompensation: true }));
      p.moveTo('book').adHoc('rounds', null, (s) => void s.userTask('a').detach().userTask('b'), { attributes: { ordering: 'Sequential' } }).throw('undo', { compensate: null }).end();
    };
    const process = (await scenario(bpmn(content(false)))).start().completeJob('book');
    const { result, after } = await migrated(process, content(true));
    expect(result.kind === 'advanced' && result.events.map((event) => event.type)).toEqual(['InstanceMigrated', 'SignalSubscriptionOpened']);
    expect(after.completeTask('a').active).toEqual(['rounds', 'b']);
    expect(after.completeTask('b').active).toEqual(['undo', 'unbook']);
    expect(after.completeJob('unbook').status).toBe('completed');
  });
});
