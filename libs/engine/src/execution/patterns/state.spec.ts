import { bpmn, scenario, type Scenario, type ScopeBuilder } from '../../testing/index.js';

const given = async (content: (process: ScopeBuilder) => void) => scenario(bpmn((p) => void content(p)));

describe('state-based patterns (WCP 16–18)', () => {
  const race = (p: ScopeBuilder): void => {
    p.start().gateway('eventBasedGateway', 'race').catch('answered', { message: 'answer', correlationKey: '="1"' }).userTask('read').end('e1');
    p.moveTo('race').catch('late', { timer: { duration: 'PT1H' } }).userTask('remind').end('e2');
    p.moveTo('race').catch('stopped', { signal: 'stop' }).userTask('tidy').end('e3');
  };

  it.each<[string, string, (process: Scenario) => void]>([
    ['message', 'read', (process) => void process.correlate('answered')],
    ['timer', 'remind', (process) => void process.fire('late')],
    ['signal', 'tidy', (process) => void process.must({ type: 'BroadcastSignal', signalName: 'stop', variables: {} })],
  ])('16 deferred choice: the %s decides, the others are withdrawn', async (_, chosen, happen) => {
    const process = (await given(race)).start();
    happen(process);
    expect(process.active).toEqual([chosen]);
    expect(process.all('TimerCanceled')).toHaveLength(chosen === 'remind' ? 0 : 1);
    expect(process.all('MessageSubscriptionClosed')).toHaveLength(1);
    expect(process.all('SignalSubscriptionClosed')).toHaveLength(1);
    expect(process.completeTask(chosen).status).toBe('completed');
  });

  it('17 interleaved parallel routing: in any order, never two at once', async () => {
    const process = (await given((p) => p.start().adHoc('rounds', null, (s) => void s.userTask('a').detach().userTask('b').detach().userTask('c'), { attributes: { ordering: 'Sequential' } }).userTask('after').end())).start();
    for (const id of ['a', 'b', 'c']) {
      expect(process.active).toEqual(['rounds', id]);
      process.completeTask(id);
    }
    expect(process.active).toEqual(['after']);
  });

  it('18 milestone: possible only while the state holds', async () => {
    const content = (p: ScopeBuilder): void => {
      p.start().userTask('open').userTask('close').end();
      p.boundary('open', 'asked', { message: 'ask', correlationKey: '="1"' }, { interrupting: false }).userTask('answer').end('answered');
    };
    const process = (await given(content)).start().correlate('asked');
    expect(process.active).toEqual(['open', 'answer']);
    process.completeTask('open');
    expect(process.all('MessageSubscriptionClosed')).toHaveLength(1);
    expect(process.completeTask('answer').completeTask('close').status).toBe('completed');
  });
});

describe('cancellation (WCP 19–20)', () => {
  it('19 cancel task: it ends, the rest goes on', async () => {
    const process = (
      await given((p) => {
        p.start().gateway('parallelGateway', 'split').userTask('a').end('e1');
        p.boundary('a', 'stop', { message: 'stop', correlationKey: '="1"' }).end('stopped');
        p.moveTo('split').userTask('b').end('e2');
      })
    ).start();
    process.correlate('stop');
    expect(process.terminated).toEqual(['a']);
    expect(process.active).toEqual(['b']);
    expect(process.completeTask('b').status).toBe('completed');
  });

  it('20 cancel case: a terminate end event, or a command, ends all of it', async () => {
    const content = (p: ScopeBuilder): void => {
      p.start().gateway('parallelGateway', 'split').userTask('a').end('all', { terminate: true });
      p.moveTo('split').subProcess('sub', (s) => void s.start('s').userTask('b').end('e')).end('e2');
    };
    const process = (await given(content)).start().completeTask('a');
    expect(process.status).toBe('completed');
    expect(process.terminated).toEqual(['b', 'sub']);
    const cancelled = (await given(content)).start().must({ type: 'CancelInstance', reason: 'sai', actor: { username: 'lan' } });
    expect(cancelled.status).toBe('terminated');
    expect(cancelled.terminated.sort()).toEqual(['a', 'b', 'sub']);
  });
});
