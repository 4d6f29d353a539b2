import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('multiple events', () => {
  it('are caught by the first trigger that comes', async () => {
    const process = (await given('any')).start({ id: 'k' });
    expect(process.all('MessageSubscriptionOpened')).toHaveLength(1);
    process.fire('wait');
    expect(process.all('MessageSubscriptionClosed')).toHaveLength(1);
    expect(process.status).toBe('completed');
    expect((await given('any')).start({ id: 'k' }).correlate('wait', { x: 1 }).variables).toEqual({ id: 'k', x: 1 });
  });

  it('that are parallel need all their triggers, each once', async () => {
    const process = (await given('all')).start({ id: 'k' });
    process.correlate('wait', { paper: 1 });
    expect(process.active).toEqual(['wait']);
    process.setVariables({ ready: true });
    expect(process.active).toEqual(['wait']);
    process.correlate('wait', { money: 2 });
    expect(process.status).toBe('completed');
    expect(process.variables).toEqual({ id: 'k', ready: true, paper: 1, money: 2 });
    expect(process.all('MessageSubscriptionOpened')).toHaveLength(process.all('MessageSubscriptionClosed').length);
  });

  it('at a boundary catch several errors and a message', async () => {
    expect((await given('boundary')).start({ id: 'k' }).throwError('work', 'E2').completed.at(-1)).toBe('stopped');
    expect((await given('boundary')).start({ id: 'k' }).correlate('trouble').completed.at(-1)).toBe('stopped');
    expect((await given('boundary')).start({ id: 'k' }).throwError('work', 'E3').incidents).toEqual(['work UNHANDLED_ERROR_EVENT']);
  });

  it('throw all they hold', async () => {
    expect((await given('throw')).start().all('MessageThrown').map((thrown) => thrown.name)).toEqual(['a', 'b']);
  });

  it('start a process by any of their triggers', async () => {
    const process = await given('start');
    expect(process.model.startEvents).toMatchObject([{ elementId: 'any', kind: 'message', messageName: 'letter' }, { elementId: 'any', kind: 'timer' }]);
    expect(process.start({}, { startElementId: 'any' }).status).toBe('completed');
  });
});
