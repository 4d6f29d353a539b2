import { bpmn, scenario } from '../../testing/index.js';

describe('start and completion quantity', () => {
  it('a task begins with as many tokens as it needs, and sends out as many as it gives', async () => {
    const process = (
      await scenario(
        bpmn((p) => {
          p.start().gateway('parallelGateway', 'split').userTask('a').userTask('both', { attributes: { startQuantity: 2, completionQuantity: 3 } }).userTask('after').end();
          p.moveTo('split').userTask('b').connectTo('both');
        }),
      )
    ).start();
    expect(process.completeTask('a').active).toEqual(['b']);
    expect(process.completeTask('b').active).toEqual(['both']);
    expect(process.completeTask('both').active).toEqual(['after', 'after', 'after']);
    expect(process.completeTask('after').completeTask('after').completeTask('after').status).toBe('completed');
  });

  it('two tokens by the same flow are enough too; too few are an incident, not a silent wait', async () => {
    const xml = bpmn((p) => void p.start().userTask('a', { attributes: { completionQuantity: 2 } }).userTask('b', { attributes: { startQuantity: 2 } }).end());
    expect((await scenario(xml)).start().completeTask('a').active).toEqual(['b']);
    const few = (await scenario(bpmn((p) => void p.start().userTask('b', { attributes: { startQuantity: 2 } }).end()))).start();
    expect(few.incidents).toEqual(['b JOIN_CANNOT_FIRE']);
  });

  it.each([0, -1])('%d is refused', async (quantity) => {
    await expect(scenario(bpmn((p) => void p.start().userTask('a', { attributes: { startQuantity: quantity } }).end()))).rejects.toThrow('a NOT_SUPPORTED');
  });
});
