import { bpmn, scenario, type ScopeBuilder } from '../../testing/index.js';

const actor = { username: 'admin' };
const given = async (content: (p: ScopeBuilder) => void) => scenario(bpmn(content));
const nested = (p: ScopeBuilder): void => {
  p.start().userTask('a').subProcess('part', (s) => void s.start('s').userTask('b').userTask('c').end('e'), { inputs: { inner: '=1' } }).userTask('d').end();
};

describe('modification', () => {
  it('activates inside a subprocess that does not live yet, with variables, and terminates', async () => {
    // given
    const process = (await given(nested)).start();
    const { key } = process.instance('a', undefined);
    // when
    process.must({ type: 'ModifyInstance', activate: [{ elementId: 'c', variables: { x: 1 } }], terminate: [key], reason: 'kẹt', actor });
    // then
    expect(process.active).toEqual(['part', 'c']);
    expect(process.variablesOf('c')).toMatchObject({ x: 1, inner: 1 });
    expect(process.last('InstanceModified')).toMatchObject({ activated: ['c'], terminated: [key], reason: 'kẹt', actor });
    process.completeTask('c').completeTask('d');
    expect(process.status).toBe('completed');
  });

  it('ends scopes that are left empty, and the instance with the last of them', async () => {
    const process = (await given(nested)).start().completeTask('a');
    process.must({ type: 'ModifyInstance', activate: [], terminate: [process.instance('b', undefined).key], reason: '', actor });
    expect(process.terminated).toEqual(['b', 'part']);
    expect(process.status).toBe('terminated');
  });

  it('refuses what does not exist or is not clear', async () => {
    const process = (await given((p) => void p.start().subProcess('each', (s) => void s.start('s').userTask('b').end('e'), { loop: { collection: '=[1,2]', element: 'n' } }).end())).start();
    const wish = (elementId: string, ancestorKey?: string) => process.try({ type: 'ModifyInstance', activate: [{ elementId, ...(ancestorKey !== undefined && { ancestorKey }) }], terminate: [], reason: '', actor })?.code;
    expect(wish('nix')).toBe('INVALID_ARGUMENT');
    expect(wish('start')).toBe('INVALID_ARGUMENT');
    expect(wish('b')).toBe('INVALID_ARGUMENT');
    expect(process.try({ type: 'ModifyInstance', activate: [], terminate: ['99'], reason: '', actor })?.code).toBe('NOT_FOUND');
    expect(wish('b', process.instance('each', undefined).key)).toBeUndefined();
    expect(process.active.filter((id) => id === 'b')).toHaveLength(3);
  });
});
