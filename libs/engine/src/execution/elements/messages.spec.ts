import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('messages', () => {
  it('are awaited by a receive task under their correlation key', async () => {
    // given
    const process = (await given('receive')).start({ caseId: 17 });
    expect(process.last('MessageSubscriptionOpened')).toMatchObject({ elementId: 'wait', messageName: 'answer', correlationKey: '17' });
    // when
    process.correlate('wait', { text: 'có', noise: 1 });
    // then
    expect(process.last('MessageCorrelated')).toMatchObject({ messageKey: '7' });
    expect(process.all('MessageSubscriptionClosed')).toHaveLength(1);
    expect(process.variables).toEqual({ caseId: 17, reply: 'có' });
    expect(process.status).toBe('completed');
  });

  it('are awaited by a catch event', async () => {
    const process = (await given('caught')).start({ caseId: 'k' });
    expect(process.active).toEqual(['came']);
    expect(process.correlate('came', { text: 'x' }).variables).toEqual({ caseId: 'k', text: 'x' });
  });

  it('raise an incident without a correlation key', async () => {
    const process = (await given('caught')).start();
    expect(process.incidents).toEqual(['came EXTRACT_VALUE_ERROR']);
    process.setVariables({ caseId: 'k' }).resolve('came');
    expect(process.last('MessageSubscriptionOpened').correlationKey).toBe('k');
  });

  it('are thrown inside the engine where there is no job type', async () => {
    // given
    const process = await given('send');
    // when
    process.start({ caseId: 'k' });
    // then
    expect(process.all('MessageThrown').map(({ name, correlationKey, variables }) => ({ name, correlationKey, variables }))).toEqual([
      { name: 'answer', correlationKey: 'k', variables: { text: 'xong' } },
      { name: 'answer', correlationKey: 'k', variables: {} },
      { name: 'bye', correlationKey: '', variables: {} },
    ]);
    expect(process.status).toBe('completed');
  });

  it('are jobs where there is a job type', async () => {
    const process = (await given('by-worker')).start().completeJob('tell').completeJob('throw');
    expect(process.all('JobCreated').map((job) => job.jobType)).toEqual(['mail', 'publish']);
    expect(process.all('MessageThrown')).toEqual([]);
    expect(process.status).toBe('completed');
  });

  it('start an instance at a message start event', async () => {
    // given
    const process = await given('started');
    expect(process.model.startEvents).toEqual([{ elementId: 'plain', kind: 'none' }, { elementId: 'letterCame', kind: 'message', messageName: 'letter' }]);
    // when
    process.start({ body: 'b' }, { startElementId: 'letterCame' });
    // then
    expect(process.last('InstanceStarted').startElementId).toBe('letterCame');
    expect(process.variables).toEqual({ letter: 'b' });
    expect(process.active).toEqual(['look']);
    const unknown = await given('started');
    expect(unknown.try({ type: 'StartInstance', instanceKey: '1', variables: {}, startElementId: 'nix', actor: { username: null } })?.code).toBe('START_NOT_FOUND');
  });
});
