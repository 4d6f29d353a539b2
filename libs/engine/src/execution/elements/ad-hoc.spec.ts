import { bpmn, scenario, type Scenario, type ScopeBuilder } from '../../testing/index.js';
import type { ElementOptions } from '../../testing/element-options.js';
import type { CompletionResult } from '../command.js';
import type { JsonObject } from '../json.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('ad-hoc subprocess', () => {
  it('runs the elements that the expression names, and what follows them', async () => {
    const process = (await given('opinions')).start({ asked: ['legal', 'finance'], enough: false });
    expect(process.active).toEqual(['ask', 'legal', 'finance']);
    process.completeTask('legal').completeTask('finance');
    expect(process.active).toEqual(['ask', 'legalHead']);
    expect(process.completeTask('legalHead').status).toBe('completed');
  });

  it('ends the rest when it is enough', async () => {
    const process = (await given('opinions')).start({ asked: ['legal', 'finance'], enough: false }).completeTask('finance', { enough: true });
    expect(process.terminated).toEqual(['legal']);
    expect(process.status).toBe('completed');
  });

  it('of nothing is done at once, and of something unknown is an incident', async () => {
    expect((await given('opinions')).start({ asked: [] }).status).toBe('completed');
    expect((await given('opinions')).start({ asked: ['legalHead'] }).incidents).toEqual(['ask EXTRACT_VALUE_ERROR']);
  });

  it('repeats a completion condition that failed', async () => {
    const process = (await given('opinions')).start({ asked: ['legal', 'finance'] }).completeTask('finance');
    expect(process.incidents).toEqual(['ask EXTRACT_VALUE_ERROR']);
    process.setVariables({ enough: true }).resolve('ask');
    expect(process.status).toBe('completed');
  });

  const tools = (p: ScopeBuilder, active: string | null, options: ElementOptions = {}): void => {
    p.start().adHoc('tools', active, (s) => void s.userTask('a').userTask('a2').detach().userTask('b').detach().serviceTask('c'), options).userTask('after').end();
  };
  const by = async (active: string | null, options: ElementOptions = {}) => (await scenario(bpmn((p) => tools(p, active, options)))).start();
  const actor = { username: 'lan' };
  const keyOf = (process: Scenario): string => process.instance('tools', undefined).key;

  it('without an extension runs everything in it at once, or one after the other', async () => {
    expect((await by(null)).active).toEqual(['tools', 'a', 'b', 'c']);
    const process = await by(null, { attributes: { ordering: 'Sequential' } });
    expect(process.active).toEqual(['tools', 'a']);
    expect(process.completeTask('a').completeTask('a2').active).toEqual(['tools', 'b']);
    expect(process.completeTask('b').completeJob('c').active).toEqual(['after']);
  });

  it('lets what runs end when the condition is met and the rest is not cancelled', async () => {
    const process = await by('=["b","c"]', { completionCondition: '=enough', attributes: { cancelRemainingInstances: false } });
    process.completeTask('b', { enough: true });
    expect(process.active).toEqual(['tools', 'c']);
    expect(process.completeJob('c', { enough: false }).active).toEqual(['after']);
  });

  it('collects what each path gives', async () => {
    const process = await by('=["a","b"]', { outputCollection: 'results', outputElement: '=answer' });
    process.completeTask('b', { answer: 'B' }).completeTask('a', { answer: 'A1' }).completeTask('a2', { answer: 'A2' });
    expect(process.active).toEqual(['after']);
    expect(process.variables).toEqual({ results: ['B', 'A2'], answer: 'A2' });
  });

  it('runs what commands say, with variables of their own', async () => {
    const process = await by('');
    expect(process.active).toEqual(['tools']);
    const activate = (...elements: { elementId: string; variables?: JsonObject }[]) => process.try({ type: 'ActivateAdHoc', elementInstanceKey: keyOf(process), elements, cancelRemaining: false, actor });
    expect(activate({ elementId: 'a2' })?.code).toBe('INVALID_ARGUMENT');
    expect(activate()?.code).toBe('INVALID_ARGUMENT');
    expect(activate({ elementId: 'a', variables: { page: 1 } }, { elementId: 'b' })).toBeNull();
    expect(process.variablesOf('a')).toEqual({ page: 1 });
    expect(process.completeTask('b').completeTask('a').completeTask('a2').active).toEqual(['after']);
  });

  it('with a job type asks a worker what runs next, after each path again', async () => {
    // given
    const process = await by(null, { jobType: 'agent' });
    expect(process.last('JobCreated')).toMatchObject({ jobType: 'agent', kind: 'adHocSubProcess', elementId: 'tools' });
    expect(process.variablesOf('tools')['adHocSubProcessElements']).toMatchObject([{ elementId: 'a' }, { elementId: 'b' }, { elementId: 'c' }]);
    const answer = (activate: string[], isCompletionConditionFulfilled = false, isCancelRemainingInstances = false): CompletionResult => ({ type: 'adHocSubProcess', activateElements: activate.map((elementId) => ({ elementId })), isCompletionConditionFulfilled, isCancelRemainingInstances });
    expect(process.try({ type: 'CompleteJob', jobKey: process.last('JobCreated').jobKey, variables: {}, result: answer(['a2']) })?.code).toBe('INVALID_ARGUMENT');
    // when
    process.completeJob('tools', { turn: 1 }, answer(['a', 'b']));
    expect(process.active).toEqual(['tools', 'a', 'b']);
    process.completeTask('a');
    expect(process.all('JobCreated')).toHaveLength(1);
    process.completeTask('b').completeTask('a2');
    // then
    expect(process.all('JobCreated')).toHaveLength(3);
    expect(process.all('JobCanceled')).toHaveLength(1);
    process.completeJob('tools', {}, answer(['b']));
    process.must({ type: 'ActivateAdHoc', elementInstanceKey: keyOf(process), elements: [{ elementId: 'a' }], cancelRemaining: true, actor });
    expect(process.active).toEqual(['tools', 'a']);
    process.completeTask('a').completeTask('a2').completeJob('tools', {}, answer([], true, true));
    expect(process.active).toEqual(['after']);
  });

  it('can be begun at an element in it', async () => {
    const process = (await scenario(bpmn((p) => tools(p, '=[]')))).start({}, { startInstructions: [{ elementId: 'a2' }] });
    expect(process.active).toEqual(['tools', 'a2']);
    expect(process.completeTask('a2').active).toEqual(['after']);
  });
});
