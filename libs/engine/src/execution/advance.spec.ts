import { bpmn, scenario } from '../testing/index.js';

describe('advance: the main elements', () => {
  it('runs user tasks, service tasks and exclusive gateways', async () => {
    // given
    const process = await scenario(
      bpmn((p) => {
        p.start().userTask('review', { assignee: '=owner', candidateGroups: '=["a","b"]', formId: 'form' }).gateway('exclusiveGateway', 'choice');
        p.when('=approved').serviceTask('send').end('sent');
        p.moveTo('choice').otherwise().end('refused');
      }),
    );
    // when
    process.start({ owner: 'lan' }).completeTask('review', { approved: true }).completeJob('send', { id: 7 });
    // then
    expect(process.status).toBe('completed');
    expect(process.completed).toEqual(['start', 'review', 'choice', 'send', 'sent']);
    expect(process.variables).toEqual({ owner: 'lan', approved: true, id: 7 });
    expect(process.last('UserTaskCreated')).toMatchObject({ assignee: 'lan', candidateGroups: ['a', 'b'], formId: 'form', priority: 50 });
  });

  it('forks and joins in parallel', async () => {
    const process = await scenario(
      bpmn((p) => {
        p.start().gateway('parallelGateway', 'fork').userTask('a').gateway('parallelGateway', 'join').end();
        p.moveTo('fork').userTask('b').connectTo('join');
      }),
    );
    process.start().completeTask('b');
    expect(process.active).toEqual(['a']);
    process.completeTask('a');
    expect(process.completed).toEqual(['start', 'fork', 'b', 'a', 'join', 'end']);
    expect(process.status).toBe('completed');
  });

  it('collects the outputs of a multi-instance', async () => {
    const process = await scenario(
      bpmn((p) => p.start().userTask('ask', { loop: { collection: '=people', element: 'person', outputCollection: 'answers', outputElement: '=answer' }, inputs: { who: '=person' }, outputs: {} }).end()),
    );
    process.start({ people: ['x', 'y', 'z'] });
    expect(process.active).toEqual(['ask', 'ask', 'ask', 'ask']);
    expect(process.variablesOf('ask')).toMatchObject({ person: 'x', who: 'x', loopCounter: 1 });
    process.completeTask('ask', { answer: 1 }).completeTask('ask', { answer: 2 }).completeTask('ask', { answer: 3 });
    expect(process.status).toBe('completed');
    expect(process.variables['answers']).toEqual([1, 2, 3]);
  });

  it('runs a sequential multi-instance one by one and stops at its condition', async () => {
    const process = await scenario(
      bpmn((p) => p.start().serviceTask('ask', { loop: { sequential: true, collection: '=[1,2,3,4]', element: 'n', completionCondition: '=numberOfCompletedInstances = 2' } }).end()),
    );
    process.start();
    expect(process.active).toEqual(['ask', 'ask']);
    process.completeJob('ask');
    expect(process.variablesOf('ask')).toMatchObject({ n: 2, loopCounter: 2 });
    process.completeJob('ask');
    expect(process.status).toBe('completed');
  });

  it('calls a child and takes over its variables', async () => {
    const process = await scenario(bpmn((p) => p.start().call('child', 'other').end()));
    process.start({ a: 1 });
    expect(process.last('ChildStartRequested')).toMatchObject({ calledProcessId: 'other', binding: 'latest', variables: { a: 1 } });
    process.endChild('child', { kind: 'completed', variables: { b: 2 } });
    expect(process.variables).toEqual({ a: 1, b: 2 });
    expect(process.status).toBe('completed');
  });

  it('catches errors, timers and messages at the boundary', async () => {
    const xml = bpmn((p) => {
      p.start().serviceTask('work').end('done');
      p.boundary('work', 'onError', { error: 'E1' }).end('failed');
      p.boundary('work', 'onTime', { timer: { duration: 'PT1H' } }, { interrupting: false }).end('late');
      p.boundary('work', 'onMessage', { message: 'stop', correlationKey: '=id' }).end('stopped');
    });
    const failing = (await scenario(xml)).start({ id: 5 }).fire('onTime').throwError('work', 'E1');
    expect(failing.completed).toEqual(['start', 'onTime', 'late', 'onError', 'failed']);
    expect(failing.status).toBe('completed');
    const stopped = (await scenario(xml)).start({ id: 5 });
    expect(stopped.last('MessageSubscriptionOpened')).toMatchObject({ messageName: 'stop', correlationKey: '5', interrupting: true });
    stopped.correlate('onMessage', { why: 'x' });
    expect(stopped.completed).toEqual(['start', 'onMessage', 'stopped']);
    expect(stopped.variables).toMatchObject({ why: 'x' });
    expect(stopped.all('JobCanceled')).toHaveLength(1);
    expect(stopped.all('TimerCanceled')).toHaveLength(1);
    const open = stopped.all('MessageSubscriptionOpened').length;
    expect(stopped.all('MessageSubscriptionClosed')).toHaveLength(open);
  });

  it('lets an event subprocess interrupt its scope', async () => {
    const process = await scenario(
      bpmn((p) => {
        p.start().userTask('work').end();
        p.eventSubProcess('recall', (s) => void s.start('recalled', { message: 'recall', correlationKey: '=id' }).userTask('tidy').end('tidied'));
      }),
    );
    process.start({ id: 'k' }).correlate('recalled', { reason: 'r' });
    expect(process.active).toEqual(['recall', 'tidy']);
    process.completeTask('tidy');
    expect(process.status).toBe('completed');
    expect(process.variables).toEqual({ id: 'k', reason: 'r' });
  });

  it('raises incidents and repeats the failed step', async () => {
    const process = await scenario(bpmn((p) => {
      p.start().gateway('exclusiveGateway', 'choice').when('=x > 1').end('big');
      p.moveTo('choice').when('=x < 1').end('small');
    }));
    process.start();
    expect(process.incidents).toEqual(['choice CONDITION_ERROR']);
    process.setVariables({ x: 5 }).resolve('choice');
    expect(process.completed).toEqual(['start', 'choice', 'big']);
  });
});
