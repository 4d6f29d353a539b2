import { bpmn, scenario, type Scenario, type ScopeBuilder } from '../../testing/index.js';

const actor = { username: 'lan' };
const given = async (content: (p: ScopeBuilder) => void): Promise<Scenario> => scenario(bpmn(content));
const sendBack = (process: Scenario, from: string, to: string, branches?: 'keep' | 'end') =>
  process.must({ type: 'SendBackTask', taskKey: process.instance(from, 'task').task?.key ?? '', targetElementId: to, reason: 'thiếu căn cứ', actor, ...(branches !== undefined && { branches }) });

const line = (p: ScopeBuilder): void => void p.start().userTask('draft').userTask('check').userTask('sign').end();

/** A fork with two branches of two steps, inside a loop back to the beginning. */
const forked = (p: ScopeBuilder): void => {
  p.start().gateway('exclusiveGateway', 'again').userTask('draft').gateway('parallelGateway', 'fork').userTask('legal').userTask('legalHead').gateway('parallelGateway', 'join').userTask('sign').gateway('exclusiveGateway', 'ok');
  p.otherwise().end();
  p.moveTo('ok').when('=redo').connectTo('again');
  p.moveTo('fork').userTask('finance').userTask('financeHead').connectTo('join');
};

describe('sending back', () => {
  it('returns to an earlier step with the variables as they are', async () => {
    // given
    const process = (await given(line)).start().completeTask('draft', { text: 'v1' }).completeTask('check');
    // when
    sendBack(process, 'sign', 'draft');
    // then
    expect(process.active).toEqual(['draft']);
    expect(process.variables).toEqual({ text: 'v1' });
    expect(process.last('TaskSentBack')).toMatchObject({ elementId: 'sign', targetElementId: 'draft', reason: 'thiếu căn cứ', actor });
    process.completeTask('draft').completeTask('check').completeTask('sign');
    expect(process.status).toBe('completed');
  });

  it('inside a branch leaves the other branch alone', async () => {
    const process = (await given(forked)).start({ redo: false }).completeTask('draft').completeTask('legal').completeTask('finance').completeTask('financeHead');
    sendBack(process, 'legalHead', 'legal');
    expect(process.active).toEqual(['legal']);
    process.completeTask('legal').completeTask('legalHead');
    expect(process.active).toEqual(['sign']);
  });

  it('before the fork ends the other branches and the tokens that wait at the join', async () => {
    const process = (await given(forked)).start({ redo: false }).completeTask('draft').completeTask('legal').completeTask('finance');
    expect(process.active).toEqual(['legalHead', 'financeHead']);
    sendBack(process, 'legalHead', 'draft');
    expect(process.active).toEqual(['draft']);
    const waiting = (await given(forked)).start({ redo: false }).completeTask('draft').completeTask('legal').completeTask('legalHead');
    sendBack(waiting, 'finance', 'draft');
    waiting.completeTask('draft').completeTask('finance').completeTask('financeHead');
    expect(waiting.active).toEqual(['legal']);
  });

  it('before the fork keeps the other branches when asked to', async () => {
    const process = (await given(forked)).start({ redo: false }).completeTask('draft').completeTask('legal');
    sendBack(process, 'legalHead', 'draft', 'keep');
    expect(process.active).toEqual(['finance', 'draft']);
  });

  it('from after a join into one branch does not ask for the other branches again', async () => {
    const process = (await given(forked)).start({ redo: false }).completeTask('draft').completeTask('legal').completeTask('legalHead').completeTask('finance').completeTask('financeHead');
    sendBack(process, 'sign', 'legal');
    expect(process.active).toEqual(['legal']);
    process.completeTask('legal').completeTask('legalHead');
    expect(process.active).toEqual(['sign']);
    process.completeTask('sign');
    expect(process.status).toBe('completed');
  });

  it('out of a multi-instance and of a subprocess ends them, and into one makes it anew', async () => {
    const process = await given((p) => {
      p.start().subProcess('prepare', (s) => void s.start('s').userTask('draft').userTask('polish').end('e'));
      p.userTask('ask', { loop: { collection: '=["a","b"]', element: 'who' } }).end();
    });
    process.start().completeTask('draft').completeTask('polish');
    expect(process.active).toEqual(['ask', 'ask', 'ask']);
    sendBack(process, 'ask', 'polish');
    expect(process.active).toEqual(['prepare', 'polish']);
    process.completeTask('polish').completeTask('ask').completeTask('ask');
    expect(process.status).toBe('completed');
  });

  it('refuses what is no step, and a task that is not open', async () => {
    const process = (await given(line)).start();
    const taskKey = process.last('UserTaskCreated').taskKey;
    expect(process.try({ type: 'SendBackTask', taskKey, targetElementId: 'end', reason: '', actor })?.code).toBe('INVALID_ARGUMENT');
    expect(process.try({ type: 'SendBackTask', taskKey: '77', targetElementId: 'draft', reason: '', actor })?.code).toBe('NOT_FOUND');
  });
});

describe('withdrawing', () => {
  it('takes a finished step back while nobody holds what follows', async () => {
    const process = (await given(line)).start().completeTask('draft');
    process.must({ type: 'WithdrawTask', elementId: 'draft', reason: 'nhầm', actor });
    expect(process.active).toEqual(['draft']);
    expect(process.last('TaskWithdrawn')).toMatchObject({ elementId: 'draft', actor });
  });

  it('is refused once somebody holds it, or it has gone on', async () => {
    const process = (await given(line)).start().completeTask('draft');
    process.must({ type: 'AssignUserTask', taskKey: process.last('UserTaskCreated').taskKey, assignee: 'binh', onlyIfFree: true, actor });
    expect(process.try({ type: 'WithdrawTask', elementId: 'draft', reason: '', actor })?.code).toBe('ALREADY_ASSIGNED');
    const worked = (await given((p) => void p.start().userTask('draft').serviceTask('send').end())).start().completeTask('draft');
    expect(worked.try({ type: 'WithdrawTask', elementId: 'draft', reason: '', actor })?.code).toBe('INVALID_ARGUMENT');
  });

  it('is refused while the step itself is open, which stays as it is', async () => {
    const process = (await given(line)).start();
    const task = process.last('UserTaskCreated').taskKey;
    expect(process.try({ type: 'WithdrawTask', elementId: 'draft', reason: '', actor })?.code).toBe('INVALID_ARGUMENT');
    expect(process.active).toEqual(['draft']);
    expect(process.last('UserTaskCreated').taskKey).toBe(task);
  });

  it('takes back its token from a join without touching the other branch', async () => {
    const process = await given((p) => {
      p.start().gateway('parallelGateway', 'fork').userTask('a').userTask('aNext').gateway('parallelGateway', 'join').end();
      p.moveTo('fork').userTask('b').connectTo('join');
    });
    process.start().completeTask('a').must({ type: 'WithdrawTask', elementId: 'a', reason: '', actor });
    expect(process.active).toEqual(['b', 'a']);
    process.completeTask('b').completeTask('a').completeTask('aNext');
    expect(process.status).toBe('completed');
  });
});
