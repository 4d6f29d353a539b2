import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));
const people = ['an', 'binh', 'chi'];

describe('multi-instance', () => {
  it('in parallel runs one instance for each item and keeps the outputs in their order', async () => {
    // given
    const process = (await given('parallel')).start({ people });
    expect(process.all('UserTaskCreated').map((task) => task.assignee)).toEqual(people);
    const [first, second, third] = process.all('UserTaskCreated').map((task) => task.taskKey);
    // when
    for (const taskKey of [third, first, second]) process.must({ type: 'CompleteUserTask', taskKey: taskKey ?? '', variables: { answer: taskKey === third ? 'maybe' : 'yes' }, actor: { username: 'x' } });
    // then
    expect(process.variables['answers']).toEqual([{ who: 'an', said: 'yes' }, { who: 'binh', said: 'yes' }, { who: 'chi', said: 'maybe' }]);
    expect(process.variables['latest']).toBe('yes');
    expect(process.status).toBe('completed');
  });

  it('ends early when the completion condition is met', async () => {
    const process = (await given('parallel')).start({ people }).completeTask('ask', { answer: 'no' });
    expect(process.terminated).toEqual(['ask', 'ask']);
    expect(process.variables['answers']).toEqual([{ who: 'an', said: 'no' }, null, null]);
    expect(process.all('TimerCanceled')).toHaveLength(1);
    expect(process.status).toBe('completed');
  });

  it('has its boundary events around all instances together', async () => {
    const process = (await given('parallel')).start({ people });
    expect(process.all('TimerScheduled')).toHaveLength(1);
    process.fire('late');
    expect(process.terminated).toEqual(['ask', 'ask', 'ask', 'ask']);
    expect(process.completed.at(-1)).toBe('tooLate');
  });

  it('over an empty list is done at once', async () => {
    const process = (await given('parallel')).start({ people: [] });
    expect(process.status).toBe('completed');
    expect(process.variables['answers']).toEqual([]);
  });

  it('raises an incident when the collection is no list', async () => {
    const process = (await given('parallel')).start({ people: 'an' });
    expect(process.incidents).toEqual(['ask EXTRACT_VALUE_ERROR']);
    expect(process.setVariables({ people: ['an'] }).resolve('ask').active).toEqual(['ask', 'ask']);
  });

  it('in sequence runs a subprocess one after the other, each with its own variables', async () => {
    // given
    const process = (await given('sequential')).start({ signers: ['a', 'b'] });
    expect(process.active).toEqual(['each', 'each', 'sign']);
    expect(process.variablesOf('sign')).toMatchObject({ who: 'a', signer: 'a', loopCounter: 1 });
    // when
    process.completeJob('sign', { id: 1 });
    expect(process.variablesOf('sign')).toMatchObject({ who: 'b', loopCounter: 2 });
    process.completeJob('sign', { id: 2 });
    // then
    expect(process.variables).toMatchObject({ ids: [1, 2], last: 2 });
    expect(process.status).toBe('completed');
  });

  it('calls one child for each item', async () => {
    const process = (await given('calls')).start({ lines: ['x', 'y'] });
    expect(process.all('ChildStartRequested').map((child) => child.variables)).toEqual([{ loopCounter: 1, line: 'x' }, { loopCounter: 2, line: 'y' }]);
    process.endChild('deliver', { kind: 'completed', variables: { result: 1 } }).endChild('deliver', { kind: 'completed', variables: { result: 2 } });
    expect(process.variables['results']).toEqual([1, 2]);
  });

  it('has no cap', async () => {
    const process = (await given('times')).start({ n: 12_345 });
    expect(process.status).toBe('completed');
    expect((process.variables['squares'] as readonly number[])[12_344]).toBe(12_345 ** 2);
  }, 60_000);
});

describe('standard loop', () => {
  it('repeats while its condition holds, at most so often, tested before or after', async () => {
    const process = (await given('standard')).start({ n: 0, m: 0, k: 0 });
    expect(process.variables).toEqual({ n: 5, m: 3, k: 0 });
    expect(process.status).toBe('completed');
  });
});
