import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('errors', () => {
  it('are caught by their code before a catch-all', async () => {
    // given
    const process = (await given('codes')).start();
    // when
    process.throwError('work', 'E1', { detail: 4 });
    // then
    expect(process.completed).toEqual(['start', 'e1', 'caughtE1']);
    expect(process.variables).toEqual({ code: 'E1', text: 'error E1', extra: 4 });
    expect((await given('codes')).start().throwError('work', 'E9').completed).toEqual(['start', 'any', 'caughtAny']);
  });

  it('climb through scopes and end what runs beside them', async () => {
    const process = (await given('climbing')).start();
    expect(process.terminated).toEqual(['beside', 'thrown', 'inner', 'outer'].filter((id) => process.terminated.includes(id)));
    expect(process.terminated.at(-1)).toBe('outer');
    expect(process.completed.slice(-2)).toEqual(['caught', 'handled']);
    expect(process.status).toBe('completed');
  });

  it('are caught by an event subprocess of the scope before its boundary', async () => {
    // given
    const process = (await given('in-scope')).start();
    // when
    process.throwError('work', 'E3');
    // then
    expect(process.active).toEqual(['part', 'rescue', 'repair']);
    process.completeTask('repair');
    expect(process.completed).toEqual(['start', 's', 'onError', 'repair', 'repaired', 'rescue', 'part', 'end']);
  });

  it('are an incident when nothing catches them, never a silent end', async () => {
    // given
    const process = (await given('uncaught')).start();
    // when
    process.completeTask('before');
    // then
    expect(process.incidents).toEqual(['thrown UNHANDLED_ERROR_EVENT']);
    process.resolve('thrown');
    expect(process.incidents).toEqual(['thrown UNHANDLED_ERROR_EVENT']);
  });

  it('of a job that nothing catches let the job be done again', async () => {
    const process = await given('uncaught');
    expect(process.start().status).toBe('active');
    const work = (await given('in-scope')).start();
    work.throwError('work', 'E3');
    expect(work.incidents).toEqual([]);
  });

  it('end a called instance, and are caught at its call activity', async () => {
    // given
    const child = await given('uncaught');
    child.start({ x: 1 }, { parent: { instanceKey: '50', elementInstanceKey: '51', rootInstanceKey: '50' } });
    // when
    child.completeTask('before');
    // then
    expect(child.status).toBe('failed');
    expect(child.state).toBeNull();
    expect(child.last('InstanceFailed')).toMatchObject({ code: 'E4' });
    const parent = (await given('caller')).start().endChild('child', { kind: 'error', code: 'E4', message: '', variables: { y: 2 } });
    expect(parent.completed).toEqual(['start', 'childFailed', 'compensated']);
    expect(parent.variables).toEqual({ y: 2 });
    expect(parent.all('ChildCancelRequested')).toHaveLength(0);
  });
});
