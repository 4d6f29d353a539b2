import { bpmn, scenario, type ScopeBuilder } from '../../testing/index.js';

const given = async (content: (process: ScopeBuilder) => void) => scenario(bpmn((p) => void content(p)));

describe('basic control flow (WCP 1–5)', () => {
  it('1 sequence: a step begins when the one before has ended', async () => {
    const process = (await given((p) => p.start().userTask('a').userTask('b').end())).start();
    expect(process.active).toEqual(['a']);
    expect(process.completeTask('a').active).toEqual(['b']);
    expect(process.completeTask('b').status).toBe('completed');
  });

  it('2 and 3 parallel split and synchronization: all branches at once, and on only after all of them', async () => {
    const process = (
      await given((p) => {
        p.start().gateway('parallelGateway', 'split').userTask('a').gateway('parallelGateway', 'sync').userTask('after').end();
        p.moveTo('split').userTask('b').connectTo('sync');
        p.moveTo('split').userTask('c').connectTo('sync');
      })
    ).start();
    expect(process.active).toEqual(['a', 'b', 'c']);
    expect(process.completeTask('b').completeTask('a').active).toEqual(['c']);
    expect(process.completeTask('c').active).toEqual(['after']);
    expect(process.completeTask('after').completed.filter((id) => id === 'after')).toHaveLength(1);
  });

  it.each([
    [3, 'small'],
    [30, 'middle'],
    [300, 'large'],
  ])('4 and 5 exclusive choice and simple merge: of %d just %s, and once on', async (amount, chosen) => {
    const process = (
      await given((p) => {
        p.start().gateway('exclusiveGateway', 'choice').when('=amount < 10').userTask('small').gateway('exclusiveGateway', 'merge').userTask('after').end();
        p.moveTo('choice').when('=amount < 100').userTask('middle').connectTo('merge');
        p.moveTo('choice').otherwise().userTask('large').connectTo('merge');
      })
    ).start({ amount });
    expect(process.active).toEqual([chosen]);
    expect(process.completeTask(chosen).active).toEqual(['after']);
    expect(process.completeTask('after').status).toBe('completed');
  });
});
