import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bpmn } from '@vanthu/engine/testing';
import { until } from '../../testing/office.js';
import { deploy, startRestServer, type RestServer } from '../testing/rest-server.js';

describe('messages and signals over /v2', () => {
  let server: RestServer;
  const start = async (id: string, variables: Record<string, unknown> = {}) => (await server.client.createProcessInstance({ processDefinitionId: id as never, variables })).processInstanceKey;
  const read = (key: string) => server.parts.queries.instance(key);

  beforeAll(async () => {
    server = await startRestServer();
    await deploy(server.client, {
      'paid.bpmn': bpmn((process) => process.start().catch('wait', { message: 'paid', correlationKey: '=order' }).end(), 'paid'),
      'ordered.bpmn': bpmn((process) => process.start('begin', { message: 'ordered' }).userTask('pack').end(), 'ordered'),
      'alarm.bpmn': bpmn((process) => process.start().catch('hear', { signal: 'alarm' }).end(), 'alarm'),
      'alarmed.bpmn': bpmn((process) => process.start('begin', { signal: 'alarm' }).userTask('act').end(), 'alarmed'),
      'thrown.bpmn': bpmn((process) => process.start().throw('pay', { message: 'paid', correlationKey: '=order' }).end(), 'thrown'),
    });
  });
  afterAll(() => server?.stop());

  it('reach the instance that waits, with variables', async () => {
    const [one, other] = [await start('paid', { order: 'A-1' }), await start('paid', { order: 'A-2' })];
    const { messageKey } = await server.client.publishMessage({ name: 'paid', correlationKey: 'A-1', variables: { sum: 5 } });
    expect(messageKey).toMatch(/^\d+$/);
    expect([(await read(one))?.status, (await read(other))?.status]).toEqual(['completed', 'active']);
    expect(await server.parts.queries.variablesAt(one)).toEqual({ order: 'A-1', sum: 5 });
  });

  it('wait for who comes later as long as they live, once for each id', async () => {
    await server.client89.publishMessage({ name: 'paid', correlationKey: 'B-1', timeToLive: 60_000, messageId: 'm-1' });
    const again = await server.send('POST', '/v2/messages/publication', { name: 'paid', correlationKey: 'B-1', timeToLive: 60_000, messageId: 'm-1' });
    expect([again.status, again.body['title']]).toEqual([409, 'ALREADY_EXISTS']);
    const key = await start('paid', { order: 'B-1' });
    await until('the kept message', async () => (await read(key))?.status === 'completed');
  });

  it('tell whom they reached when they are correlated, or that there is nobody', async () => {
    const key = await start('paid', { order: 'C-1' });
    expect(await server.client.correlateMessage({ name: 'paid', correlationKey: 'C-1' })).toMatchObject({ processInstanceKey: key, tenantId: '<default>' });
    const started = await server.client89.correlateMessage({ name: 'ordered', variables: { items: [1, 2] } });
    expect(await read(started.processInstanceKey)).toMatchObject({ processId: 'ordered', status: 'active' });
    const nobody = await server.send('POST', '/v2/messages/correlation', { name: 'paid', correlationKey: 'nobody' });
    expect([nobody.status, nobody.body['title']]).toEqual([404, 'NOT_FOUND']);
  });

  it('thrown without a job type are delivered inside', async () => {
    const key = await start('paid', { order: 'D-1' });
    await start('thrown', { order: 'D-1' });
    await until('the thrown message', async () => (await read(key))?.status === 'completed');
  });

  it('signals reach all that wait and start processes', async () => {
    const keys = [await start('alarm'), await start('alarm')];
    const { signalKey, tenantId } = await server.client.broadcastSignal({ signalName: 'alarm', variables: { level: 2 } });
    expect([signalKey, tenantId]).toEqual([expect.stringMatching(/^\d+$/), '<default>']);
    for (const key of keys) expect(await read(key)).toMatchObject({ status: 'completed' });
    expect(await server.parts.queries.variablesAt(keys[0] ?? '')).toEqual({ level: 2 });
    await server.client89.broadcastSignal({ signalName: 'nobody hears it' });
  });
});
