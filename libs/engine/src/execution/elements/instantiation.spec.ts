import { bpmn, scenario, type ScopeBuilder } from '../../testing/index.js';

const given = async (content: (process: ScopeBuilder) => void) => scenario(bpmn((p) => void content(p)));
const actor = { username: null };

describe('what begins an instance beside start events', () => {
  it('a receive task that instantiates', async () => {
    const process = await given((p) => void p.activity('receiveTask', 'order', { event: { message: 'order' }, attributes: { instantiate: true } }).userTask('check').end());
    expect(process.model.startEvents).toEqual([{ elementId: 'order', kind: 'message', messageName: 'order' }]);
    expect(process.try({ type: 'StartInstance', instanceKey: '1', variables: {}, actor })?.code).toBe('START_NOT_FOUND');
    process.start({ number: 7 }, { startElementId: 'order' });
    expect(process.completed).toEqual(['order']);
    expect(process.active).toEqual(['check']);
    expect(process.variables).toEqual({ number: 7 });
  });

  const choice = (p: ScopeBuilder, type: string, key?: string): void => {
    const message = (name: string) => ({ message: name, ...(key !== undefined && { correlationKey: key }) });
    p.gateway('eventBasedGateway', 'first', { attributes: { instantiate: true, eventGatewayType: type } }).catch('mail', message('mail'), { outputs: { subject: '=subject' } }).userTask('read').end('e1');
    p.moveTo('first').activity('receiveTask', 'phone', { event: message('phone') }).userTask('answer').end('e2');
  };

  it('an event-based gateway: by whichever event comes first', async () => {
    const process = await given((p) => choice(p, 'Exclusive'));
    expect(process.model.startEvents.map((start) => start.elementId)).toEqual(['mail', 'phone']);
    process.start({ subject: 's', more: 1 }, { startElementId: 'mail' });
    expect(process.completed).toEqual(['first', 'mail']);
    expect(process.variables).toEqual({ subject: 's' });
    expect(process.completeTask('read').status).toBe('completed');
  });

  it('a parallel event-based gateway: the other events must come too', async () => {
    const process = (await given((p) => choice(p, 'Parallel', '=subject'))).start({ subject: 's' }, { startElementId: 'phone' });
    expect(process.active).toEqual(['mail', 'answer']);
    expect(process.last('MessageSubscriptionOpened')).toMatchObject({ messageName: 'mail', correlationKey: 's' });
    expect(process.completeTask('answer').correlate('mail', { subject: 's' }).completeTask('read').status).toBe('completed');
  });

  it('a conditional start event, when its condition is true for the variables given', async () => {
    const process = await given((p) => {
      p.start('many', { condition: '=amount > 100' }).userTask('check').end('e1');
      p.start('few', { condition: '=amount <= 100' }).userTask('pass').end('e2');
    });
    expect(process.model.startEvents).toEqual([{ elementId: 'many', kind: 'conditional' }, { elementId: 'few', kind: 'conditional' }]);
    expect(process.try({ type: 'StartInstance', instanceKey: '1', variables: { amount: 'x' }, actor })?.code).toBe('START_NOT_FOUND');
    expect(process.try({ type: 'StartInstance', instanceKey: '1', variables: { amount: 5 }, startElementId: 'many', actor })?.code).toBe('START_NOT_FOUND');
    expect(process.start({ amount: 500 }).active).toEqual(['check']);
  });

  it('is refused inside a subprocess, where a flow leads to it, and for a parallel gateway that does not instantiate', async () => {
    await expect(given((p) => void p.start().activity('receiveTask', 'order', { event: { message: 'order' }, attributes: { instantiate: true } }).end())).rejects.toThrow('order NOT_SUPPORTED');
    await expect(given((p) => void p.start().gateway('eventBasedGateway', 'g', { attributes: { eventGatewayType: 'Parallel' } }).catch('t', { timer: { duration: 'PT1H' } }).end())).rejects.toThrow('g NOT_SUPPORTED');
  });
});
