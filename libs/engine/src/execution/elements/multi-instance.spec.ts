import { bpmn, scenario } from '../../testing/index.js';
import { definitions } from '../../testing/bpmn-xml.js';
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
    expect(process.all('ChildStartRequested').map((child) => child.variables)).toEqual([{ loopCounter: 1, line: 'x', result: null }, { loopCounter: 2, line: 'y', result: null }]);
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

  it('items that give the same variable do not overwrite each other', async () => {
    const process = (
      await scenario(
        bpmn((p) => {
          p.start().subProcess('each', (s) => void s.start('s').userTask('ask').userTask('confirm').end('e'), { loop: { collection: '=["a","b"]', element: 'who', outputCollection: 'answers', outputElement: '=answer' } }).end();
        }),
      )
    ).start();
    process.completeTask('ask', { answer: 1 }).completeTask('ask', { answer: 2 }).completeTask('confirm').completeTask('confirm');
    expect(process.variables).toEqual({ answers: [1, 2] });
  });

  it('output mappings of an item fill its own result, the others go to the scopes around', async () => {
    const process = (await scenario(bpmn((p) => void p.start().userTask('ask', { loop: { collection: '=[1,2]', element: 'n', outputCollection: 'results', outputElement: '=result' }, outputs: { result: '=answer * n', last: '=answer' } }).end()))).start();
    expect(process.completeTask('ask', { answer: 10 }).completeTask('ask', { answer: 20 }).variables).toEqual({ results: [10, 40], last: 20 });
  });

  it('goes through the data that the standard refers to', async () => {
    const data = `<bpmn:dataObject id="people"/><bpmn:dataObject id="answers"/>`;
    const loop = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>people</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>answers</bpmn:loopDataOutputRef><bpmn:inputDataItem id="i" name="who"/><bpmn:outputDataItem id="o" name="answer"/></bpmn:multiInstanceLoopCharacteristics>`;
    const xml = definitions(`<bpmn:process id="p" isExecutable="true">${data}<bpmn:startEvent id="s"/><bpmn:userTask id="ask">${loop}</bpmn:userTask><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="ask"/><bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="e"/></bpmn:process>`);
    const process = (await scenario(xml)).start({ people: ['x', 'y'] });
    expect(process.variablesOf('ask')).toMatchObject({ who: 'x', loopCounter: 1 });
    process.completeTask('ask', { answer: 1 }).completeTask('ask', { answer: 2 });
    expect(process.variables).toEqual({ people: ['x', 'y'], answers: [1, 2] });
  });

  const behavior = (kind: string, reference: string) => {
    const loop = `<bpmn:multiInstanceLoopCharacteristics behavior="${kind}" ${reference}="done"><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
    const elements = `<bpmn:startEvent id="s"/><bpmn:userTask id="ask">${loop}</bpmn:userTask><bpmn:endEvent id="e"/><bpmn:boundaryEvent id="told" attachedToRef="ask" cancelActivity="false"><bpmn:signalEventDefinition signalRef="sig"/></bpmn:boundaryEvent><bpmn:endEvent id="noted"/>`;
    const flows = `<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="ask"/><bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="e"/><bpmn:sequenceFlow id="f3" sourceRef="told" targetRef="noted"/>`;
    return definitions(`<bpmn:signal id="sig" name="finished"/><bpmn:signalEventDefinition id="done" signalRef="sig"/><bpmn:process id="p" isExecutable="true">${elements}${flows}</bpmn:process>`);
  };

  it.each([
    ['None', 'noneBehaviorEventRef', 3],
    ['One', 'oneBehaviorEventRef', 1],
  ])('behavior %s throws for %s: %d times to the boundary', async (kind, reference, times) => {
    const process = (await scenario(behavior(kind, reference))).start().completeTask('ask').completeTask('ask').completeTask('ask');
    expect(process.status).toBe('completed');
    expect(process.completed.filter((id) => id === 'noted')).toHaveLength(times);
  });

  it('behavior Complex is refused', async () => {
    await expect(scenario(behavior('Complex', 'noneBehaviorEventRef'))).rejects.toThrow('ask NOT_SUPPORTED');
  });
});
