import { bpmn, scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('call activity', () => {
  it('gives and takes what its mappings say', async () => {
    // given
    const process = (await given('mapped')).start({ kind: 'a', letter: 1 });
    expect(process.last('ChildStartRequested')).toMatchObject({ calledProcessId: 'child-a', variables: { doc: 1 } });
    // when
    process.endChild('child', { kind: 'completed', variables: { result: 'r', other: 'o' } });
    // then
    expect(process.variables).toEqual({ kind: 'a', letter: 1, answer: 'r' });
  });

  it('gives all and takes all by default', async () => {
    const process = (await given('all')).start({ a: 1 });
    expect(process.last('ChildStartRequested').variables).toEqual({ a: 1 });
    expect(process.endChild('child', { kind: 'completed', variables: { a: 2, b: 3 } }).variables).toEqual({ a: 2, b: 3 });
  });

  it('takes nothing when it shall not', async () => {
    expect((await given('nothing')).start().endChild('child', { kind: 'completed', variables: { b: 3 } }).variables).toEqual({});
  });

  it('cancels its child when it is interrupted', async () => {
    const process = (await given('all')).start();
    const key = process.last('ChildStartRequested').elementInstanceKey;
    process.fire('late');
    expect(process.last('ChildCancelRequested').elementInstanceKey).toBe(key);
    expect(process.completed.at(-1)).toBe('gaveUp');
  });

  it.each([
    [{ kind: 'terminated' } as const, 'CALLED_ELEMENT_ERROR'],
    [{ kind: 'notStarted', message: 'Process "other" is not deployed.' } as const, 'CALLED_ELEMENT_ERROR'],
    [{ kind: 'error', code: 'E', message: 'm', variables: {} } as const, 'UNHANDLED_ERROR_EVENT'],
  ])('raises an incident for a child that ended as %o, and starts another when it is resolved', async (outcome, type) => {
    const process = (await given('all')).start().endChild('child', outcome);
    expect(process.incidents).toEqual([`child ${type}`]);
    process.resolve('child');
    expect(process.all('ChildStartRequested')).toHaveLength(2);
    expect(process.endChild('child', { kind: 'completed', variables: {} }).status).toBe('completed');
  });

  it('of a global task: it is a process around that task', async () => {
    const xml = bpmn((p) => void p.start().call('ask', 'confirm').end()).replace('</bpmn:definitions>', '<bpmn:globalUserTask id="confirm" name="Xác nhận"/></bpmn:definitions>');
    const process = (await scenario(xml, { processId: 'confirm' })).start();
    expect(process.last('UserTaskCreated')).toMatchObject({ name: 'Xác nhận', elementId: 'confirm_task' });
    expect(process.completeTask('confirm_task').status).toBe('completed');
  });
});
