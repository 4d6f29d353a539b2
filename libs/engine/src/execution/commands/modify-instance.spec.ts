import { bpmn, scenario, type ScopeBuilder } from '../../testing/index.js';
import type { ModifyInstance } from '../command.js';

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

  it('sets variables at scopes, those that live and those it makes', async () => {
    const process = (
      await scenario(
        bpmn((p) => {
          p.start().userTask('write').subProcess('outer', (o) => void o.start('o').subProcess('inner', (i) => void i.start('i').userTask('read').userTask('sign').end('ie')).end('oe')).end();
        }),
      )
    ).start();
    const modify = (activate: ModifyInstance['activate']) => process.try({ type: 'ModifyInstance', activate, terminate: [], reason: 'r', actor: { username: 'an' } });
    expect(modify([{ elementId: 'read', scopeVariables: { write: { a: 1 } } }])?.code).toBe('INVALID_ARGUMENT');
    expect(modify([{ elementId: 'read', variables: { page: 1 }, scopeVariables: { '': { all: 1 }, outer: { o: 1 }, inner: { i: 1 } } }, { elementId: 'sign', scopeVariables: { outer: { p: 2 } } }])).toBeNull();
    expect(process.active).toEqual(['write', 'outer', 'inner', 'read', 'sign']);
    expect(process.variablesOf('read')).toEqual({ all: 1, o: 1, p: 2, i: 1, page: 1 });
    expect(process.variablesOf('write')).toEqual({ all: 1 });
    expect(modify([{ elementId: 'sign', scopeVariables: { outer: { o: 3 }, inner: { i: 3 } } }])).toBeNull();
    expect(process.variablesOf('read')).toMatchObject({ o: 3, i: 3 });
  });
});
