import { bpmn, scenario, type ScopeBuilder } from '../../testing/index.js';

const given = async (content: (process: ScopeBuilder) => void) => scenario(bpmn((p) => void content(p)));
const count = (ids: readonly string[], id: string): number => ids.filter((each) => each === id).length;

describe('structural patterns (WCP 10–11)', () => {
  it('10 arbitrary cycles: loops with several ways in and out', async () => {
    const process = (
      await given((p) => {
        p.start().gateway('exclusiveGateway', 'm1').userTask('a').gateway('exclusiveGateway', 'm2').userTask('b').gateway('exclusiveGateway', 'choice');
        p.when('=next = "a"').connectTo('m1');
        p.moveTo('choice').when('=next = "b"').connectTo('m2');
        p.moveTo('choice').otherwise().end();
      })
    ).start();
    process.completeTask('a').completeTask('b', { next: 'b' }).completeTask('b', { next: 'a' }).completeTask('a').completeTask('b', { next: 'end' });
    expect(process.status).toBe('completed');
    expect([count(process.completed, 'a'), count(process.completed, 'b')]).toEqual([2, 3]);
  });

  it('11 implicit termination: it ends when nothing is left to do, not before', async () => {
    const process = (
      await given((p) => {
        p.start().gateway('parallelGateway', 'split').userTask('a').end('e1');
        p.moveTo('split').userTask('b');
      })
    ).start();
    expect(process.completeTask('a').status).toBe('active');
    expect(process.completeTask('b').status).toBe('completed');
  });
});

describe('multiple instances (WCP 12–15)', () => {
  it('12 without synchronization: the flow goes on while they run', async () => {
    const process = (
      await given((p) => {
        p.start().script('count', '=number + 1', 'number').gateway('exclusiveGateway', 'more');
        p.when('=number < 3').gateway('parallelGateway', 'split').connectTo('count');
        p.moveTo('split').userTask('work').end('done');
        p.moveTo('more').otherwise().userTask('after').end();
      })
    ).start({ number: 0 });
    expect(process.active).toEqual(['work', 'work', 'after']);
    expect(process.completeTask('after').completeTask('work').status).toBe('active');
    expect(process.completeTask('work').status).toBe('completed');
  });

  it.each([
    ['13 a number known when it is drawn', '=3', {}],
    ['14 a number known when it begins', '=number', { number: 3 }],
  ])('%s', async (_, cardinality, variables) => {
    const process = (await given((p) => p.start().userTask('work', { loop: { cardinality } }).userTask('after').end())).start(variables);
    expect(count(process.active, 'work')).toBe(4);
    expect(process.completeTask('work').completeTask('work').active).toEqual(['work', 'work']);
    expect(process.completeTask('work').active).toEqual(['after']);
  });

  it('15 a number not known beforehand: items are added while it runs', async () => {
    const process = (await given((p) => p.start().userTask('work', { loop: { cardinality: '=1' } }).end())).start();
    const bodyKey = process.live.find((instance) => instance.loop !== undefined)?.key ?? '';
    process.must({ type: 'AddLoopItem', bodyKey, item: 2, reason: 'thêm', actor: { username: 'lan' } });
    expect(process.completeTask('work').status).toBe('active');
    expect(process.completeTask('work').status).toBe('completed');
  });
});
