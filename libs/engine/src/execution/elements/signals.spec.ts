import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('signals', () => {
  it('reach everything in the instance that waits for them', async () => {
    // given
    const process = (await given('race')).start({ id: '7' });
    expect(process.all('SignalSubscriptionOpened').map((open) => open.signalName)).toEqual(['holiday', 'holiday', 'sig-7']);
    // when
    process.must({ type: 'BroadcastSignal', signalName: 'holiday', variables: { day: 'Tết' } });
    // then
    expect(process.active).toEqual(['other']);
    expect(process.terminated).toEqual(['work']);
    expect(process.all('SignalSubscriptionClosed')).toHaveLength(2);
    expect(process.variables).toMatchObject({ day: 'Tết' });
    expect(process.must({ type: 'BroadcastSignal', signalName: 'sig-7', variables: {} }).status).toBe('completed');
  });

  it('are thrown with their own variables', async () => {
    const process = (await given('throw')).start();
    expect(process.all('SignalThrown').map(({ signalName, variables }) => ({ signalName, variables }))).toEqual([{ signalName: 'holiday', variables: { day: 1 } }, { signalName: 'done', variables: {} }]);
  });
});
