import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('boundary events', () => {
  it('interrupt what they are attached to, children first', async () => {
    // given
    const process = (await given('timer')).start();
    // when
    process.fire('late');
    // then
    expect(process.terminated).toEqual(['work', 'part']);
    expect(process.all('UserTaskCanceled')).toHaveLength(1);
    expect(process.active).toEqual(['chase']);
    expect(process.completeTask('chase').status).toBe('completed');
  });

  it('are disarmed when the activity completes in time', async () => {
    const process = (await given('timer')).start().completeTask('work');
    expect(process.all('TimerCanceled')).toHaveLength(1);
    expect(process.status).toBe('completed');
  });

  it('run beside the activity when they do not interrupt', async () => {
    // given
    const process = (await given('reminder')).start();
    // when
    process.fire('remind');
    // then
    expect(process.active).toEqual(['work', 'call']);
    process.completeTask('work');
    expect(process.status).toBe('active');
    expect(process.completeTask('call').status).toBe('completed');
  });

  it('catch messages: again and again when they do not interrupt, once when they do', async () => {
    // given
    const process = (await given('message')).start({ id: 'k' });
    // when
    process.correlate('note', { n: 1 }).correlate('note', { n: 2 }).correlate('recall', { reason: 'sai', noise: 1 });
    // then
    expect(process.completed).toEqual(['start', 'note', 'noted', 'note', 'noted', 'recall', 'recalled']);
    expect(process.variables).toEqual({ id: 'k', n: 2, why: 'sai' });
    expect(process.all('MessageSubscriptionOpened').map((open) => open.interrupting)).toEqual([true, false]);
    expect(process.all('MessageSubscriptionClosed')).toHaveLength(2);
  });
});
