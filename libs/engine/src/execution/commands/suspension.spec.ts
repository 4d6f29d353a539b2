import { bpmn, scenario, type Scenario } from '../../testing/index.js';
import type { Command } from '../command.js';

const act = { reason: 'kiểm tra', actor: { username: 'lan' } };
const suspend: Command = { type: 'SuspendInstance', ...act };
const resume: Command = { type: 'ResumeInstance', ...act };
const hour = 3_600_000;

function jobKey(process: Scenario, elementId: string): string {
  return process.instance(elementId, 'job').job?.key ?? '';
}

describe('suspend and resume', () => {
  const xml = bpmn((p) => {
    p.start().gateway('parallelGateway', 'fork').userTask('read').end('a');
    p.moveTo('fork').serviceTask('send').end('b');
    p.moveTo('fork').catch('told', { signal: 'holiday' }).end('c');
    p.moveTo('fork').call('ask', 'other').end('d');
    p.moveTo('fork').catch('reply', { message: 'reply', correlationKey: '="1"' }).end('e');
    p.moveTo('fork').catch('filled', { condition: '=amount > 1' }).end('f');
  });

  it('refuse what people ask for, and keep what others bring until it is resumed', async () => {
    // given
    const process = (await scenario(xml)).start().must(suspend);
    expect(process.last('InstanceSuspended')).toMatchObject(act);
    expect(process.try({ type: 'CompleteUserTask', taskKey: process.instance('read', 'task').task?.key ?? '', variables: {}, actor: act.actor })?.code).toBe('SUSPENDED');
    expect(process.try(suspend)?.code).toBe('SUSPENDED');
    // when
    const job: Command = { type: 'CompleteJob', jobKey: jobKey(process, 'send'), variables: { sent: true } };
    process.must(job).must({ type: 'BroadcastSignal', signalName: 'holiday', variables: {} }).endChild('ask', { kind: 'completed', variables: {} }).correlate('reply');
    expect(process.try(job)?.code).toBe('NOT_FOUND');
    process.setVariables({ amount: 5 });
    // then
    expect(process.active).toEqual(['read', 'send', 'told', 'ask', 'reply', 'filled']);
    process.must(resume);
    expect(process.active).toEqual(['read']);
    expect(process.variables).toMatchObject({ sent: true });
    expect(process.try(resume)?.code).toBe('NOT_SUSPENDED');
    expect(process.completeTask('read').status).toBe('completed');
  });

  it('a worker may fail while it is suspended, and it can be cancelled', async () => {
    const process = (await scenario(xml)).start().must(suspend).failJob('send', 0);
    expect(process.incidents).toEqual(['send JOB_NO_RETRIES']);
    expect(process.must({ type: 'CancelInstance', ...act }).status).toBe('terminated');
  });

  it('timers keep the time they had left; a date stays the date, a cron text its hours', async () => {
    // given
    const process = (
      await scenario(
        bpmn((p) => {
          p.start().userTask('work').end();
          p.boundary('work', 'late', { timer: { duration: 'PT2H' } }, { interrupting: false }).end('e1');
          p.boundary('work', 'date', { timer: { date: '2026-01-05T10:00:00+07:00' } }, { interrupting: false }).end('e2');
          p.boundary('work', 'daily', { timer: { cycle: '0 0 9 * * *' } }, { interrupting: false }).end('e3');
        }),
      )
    ).start();
    const dueAt = (id: string): number => process.live.flatMap(({ timers = [] }) => timers).find((timer) => process.model.elements[timer.event]?.id === id)?.dueAt ?? 0;
    const before = dueAt('late');
    process.now += hour;
    process.must(suspend);
    // when
    process.now += 5 * hour;
    expect(process.try({ type: 'FireTimer', timerKey: process.live.flatMap(({ timers = [] }) => timers)[0]?.key ?? '' })?.code).toBe('SUSPENDED');
    process.must(resume);
    // then
    expect(dueAt('late')).toBe(before + 5 * hour);
    expect(dueAt('date')).toBe(Date.parse('2026-01-05T10:00:00+07:00'));
    expect(dueAt('daily')).toBe(Date.parse('2026-01-06T09:00:00+07:00'));
    expect(process.all('TimerRescheduled')).toHaveLength(2);
    expect(process.fire('late').fire('date').fire('daily').completed).toEqual(['start', 'late', 'e1', 'date', 'e2', 'daily', 'e3']);
  });
});
