import { bpmn, scenario, type Scenario } from '../../testing/index.js';

const actor = { username: 'lan' };
const given = async (sequential: boolean): Promise<Scenario> =>
  (await scenario(bpmn((p) => void p.start().userTask('approve', { assignee: '=who', loop: { sequential, collection: '=approvers', element: 'who', outputCollection: 'votes', outputElement: '=vote' } }).end()))).start({ approvers: ['a', 'b'] });
const bodyOf = (process: Scenario): string => process.live.find((instance) => instance.loop !== undefined)?.key ?? '';
const add = (process: Scenario, item: string) => process.must({ type: 'AddLoopItem', bodyKey: bodyOf(process), item, reason: 'thêm người duyệt', actor });

describe('items of a running multi-instance', () => {
  it('can be added in parallel', async () => {
    const process = await given(false);
    add(process, 'c');
    expect(process.all('UserTaskCreated').map((task) => task.assignee)).toEqual(['a', 'b', 'c']);
    process.completeTask('approve', { vote: 1 }).completeTask('approve', { vote: 2 }).completeTask('approve', { vote: 3 });
    expect(process.variables['votes']).toEqual([1, 2, 3]);
    expect(process.last('LoopItemAdded')).toMatchObject({ elementId: 'approve', item: 'c', actor });
  });

  it('can be added in sequence', async () => {
    const process = await given(true);
    add(process, 'c').completeTask('approve').completeTask('approve').completeTask('approve');
    expect(process.all('UserTaskCreated').map((task) => task.assignee)).toEqual(['a', 'b', 'c']);
    expect(process.status).toBe('completed');
  });

  it.each([[false, 1], [true, 1]])('can be removed, sequential %s', async (sequential, left) => {
    const process = await given(sequential);
    process.must({ type: 'RemoveLoopItem', elementInstanceKey: process.instance('approve', 'task').key, reason: 'vắng', actor });
    expect(process.live.filter((instance) => instance.task !== undefined)).toHaveLength(left);
    process.completeTask('approve', { vote: 'b' });
    expect(process.variables['votes']).toEqual([null, 'b']);
    expect(process.status).toBe('completed');
  });

  it('end the body when the last is removed', async () => {
    const process = await given(false);
    process.completeTask('approve', { vote: 1 });
    process.must({ type: 'RemoveLoopItem', elementInstanceKey: process.instance('approve', 'task').key, reason: '', actor });
    expect(process.status).toBe('completed');
    expect(process.variables['votes']).toEqual([1, null]);
  });

  it('an item of a sequential one that has not begun is struck out', async () => {
    const process = (await scenario(bpmn((p) => void p.start().userTask('ask', { loop: { sequential: true, collection: '=["a","b","c"]', element: 'who', outputCollection: 'answers', outputElement: '=who' } }).end()))).start();
    const bodyKey = process.live.find((instance) => instance.loop !== undefined)?.key ?? '';
    const strike = (position: number) => process.try({ type: 'RemoveLoopItem', elementInstanceKey: bodyKey, position, reason: 'nghỉ phép', actor: { username: 'an' } });
    expect([strike(1)?.code, strike(4)?.code, strike(1.5)?.code]).toEqual(['INVALID_ARGUMENT', 'INVALID_ARGUMENT', 'INVALID_ARGUMENT']);
    expect(strike(2)).toBeNull();
    expect(process.last('LoopItemRemoved')).toMatchObject({ elementInstanceKey: bodyKey, position: 2, reason: 'nghỉ phép' });
    expect(process.completeTask('ask').variablesOf('ask')).toMatchObject({ who: 'c' });
    expect(process.completeTask('ask').variables).toEqual({ answers: ['a', 'c'] });
  });
});
