import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('event subprocess', () => {
  it('interrupts its scope', async () => {
    // given
    const process = (await given('message')).start({ id: 'k' });
    // when
    process.correlate('recalled', { reason: 'r' });
    // then
    expect(process.terminated).toEqual(['work']);
    expect(process.active).toEqual(['recall', 'tidy']);
    expect(process.all('MessageSubscriptionClosed')).toHaveLength(1);
    expect(process.completeTask('tidy').status).toBe('completed');
    expect(process.variables).toEqual({ id: 'k', reason: 'r' });
  });

  it('runs beside its scope, more than once, when it does not interrupt', async () => {
    // given
    const process = (await given('beside')).start({ id: 'k' });
    // when
    process.correlate('asked').correlate('asked').fire('day').fire('day');
    // then
    expect(process.active).toEqual(['work', 'ask', 'answer', 'ask', 'answer']);
    process.completeTask('work').completeTask('answer');
    expect(process.status).toBe('active');
    process.completeTask('answer');
    expect(process.status).toBe('completed');
    expect(process.all('TimerScheduled')).toHaveLength(3);
    expect(process.all('TimerCanceled')).toHaveLength(1);
  });

  it('inside a subprocess ends that only', async () => {
    const process = (await given('nested')).start().fire('timeout');
    expect(process.terminated).toEqual(['work']);
    expect(process.active).toEqual(['next']);
  });

  it('of a process listens under a key from the message that started it', async () => {
    // given
    const process = await given('message-start');
    // when
    process.start({ documentId: '12' }, { startElementId: 'letterCame' });
    // then
    expect(process.active).toEqual(['work']);
    expect(process.last('MessageSubscriptionOpened')).toMatchObject({ messageName: 'recalled', correlationKey: '12' });
  });
});
