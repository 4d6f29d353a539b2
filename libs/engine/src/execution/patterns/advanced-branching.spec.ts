import { bpmn, scenario, type ScopeBuilder } from '../../testing/index.js';

const given = async (content: (process: ScopeBuilder) => void) => scenario(bpmn((p) => void content(p)));
const count = (ids: readonly string[], id: string): number => ids.filter((each) => each === id).length;

describe('advanced branching and synchronization (WCP 6–9)', () => {
  const choices = (p: ScopeBuilder, join: (p: ScopeBuilder) => void): void => {
    p.start().gateway('inclusiveGateway', 'choice').when('=a').userTask('a');
    join(p);
    p.moveTo('choice').when('=b').userTask('b').connectTo('merge');
    p.moveTo('choice').otherwise().userTask('c').connectTo('merge');
  };

  it.each<[boolean, boolean, string[]]>([
    [true, true, ['a', 'b']],
    [true, false, ['a']],
    [false, true, ['b']],
    [false, false, ['c']],
  ])('6 and 7 multi-choice and structured synchronizing merge: %s, %s', async (a, b, chosen) => {
    const process = (await given((p) => choices(p, () => void p.gateway('inclusiveGateway', 'merge').userTask('after').end()))).start({ a, b });
    expect(process.active).toEqual(chosen);
    for (const id of chosen) process.completeTask(id);
    expect(process.active).toEqual(['after']);
    expect(process.completeTask('after').status).toBe('completed');
  });

  it('6 multi-choice by conditional flows of an activity', async () => {
    const process = (
      await given((p) => {
        p.start().userTask('decide').when('=a').userTask('a').end('e1');
        p.moveTo('decide').when('=b').userTask('b').end('e2');
        p.moveTo('decide').otherwise().userTask('c').end('e3');
      })
    ).start();
    expect(process.completeTask('decide', { a: true, b: true }).active).toEqual(['a', 'b']);
  });

  it('8 multi-merge: what follows runs once for every token', async () => {
    const process = (
      await given((p) => {
        p.start().gateway('parallelGateway', 'split').userTask('a').gateway('exclusiveGateway', 'merge').userTask('after').end();
        p.moveTo('split').userTask('b').connectTo('merge');
      })
    ).start();
    expect(process.completeTask('a').completeTask('b').active).toEqual(['after', 'after']);
    expect(process.completeTask('after').completeTask('after').status).toBe('completed');
    expect(count(process.completed, 'end')).toBe(2);
  });

  it('9 structured discriminator: the first token goes on, the others are taken in, then it is ready again', async () => {
    const process = (
      await given((p) => {
        p.start().gateway('exclusiveGateway', 'again').gateway('parallelGateway', 'split').userTask('a').gateway('complexGateway', 'first', { activationCondition: '=activationCount = 1' }).userTask('after');
        p.gateway('exclusiveGateway', 'enough').when('=turn = 2').end();
        p.moveTo('enough').otherwise().connectTo('again');
        p.moveTo('split').userTask('b').connectTo('first');
      })
    ).start({ turn: 1 });
    expect(process.completeTask('b').active).toEqual(['a', 'after']);
    expect(process.completeTask('a').active).toEqual(['after']);
    process.completeTask('after', { turn: 1 }).completeTask('a').completeTask('b');
    expect(process.active).toEqual(['after']);
    expect(process.completeTask('after', { turn: 2 }).status).toBe('completed');
  });

  it('9 discriminator by a multi-instance that ends with its first item', async () => {
    const process = (await given((p) => p.start().userTask('ask', { loop: { cardinality: '=3', completionCondition: '=numberOfCompletedInstances = 1' } }).userTask('after').end())).start();
    expect(process.completeTask('ask').active).toEqual(['after']);
    expect(count(process.terminated, 'ask')).toBe(2);
  });
});
