import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string, options = {}) => scenario(diagramBeside(import.meta.url, name), options);
const actor = { username: 'an' };

describe('user task', () => {
  it('is created with its assignment, dates, priority, form and headers', async () => {
    // given
    const process = await given('approval');
    // when
    process.start({ owner: 'lan', groups: ['heads', 'clerks'], due: '2026-01-09T17:00:00+07:00' });
    // then
    expect(process.last('UserTaskCreated')).toMatchObject({
      name: 'Xem xét',
      assignee: 'lan',
      candidateUsers: ['an', 'binh'],
      candidateGroups: ['heads', 'clerks'],
      dueAt: Date.UTC(2026, 0, 9, 10),
      followUpAt: Date.UTC(2026, 0, 6, 1),
      priority: 80,
      formId: 'review-form',
      headers: { hint: 'h' },
    });
    expect(process.model.elements.find((element) => element.id === 'review')?.properties).toEqual({ outcome: 'approve,refuse' });
  });

  it('is due after working days of the unit', async () => {
    // given
    const asked: unknown[] = [];
    const calendar = { addWorkingDays: (...args: [number, number, string | null]) => (asked.push(args), 42) };
    const process = await given('deadline', { calendar });
    // when
    process.start({ days: 5 }, { orgUnitId: 'so-noi-vu' });
    // then
    expect(process.last('UserTaskCreated').dueAt).toBe(42);
    expect(asked).toEqual([[process.now, 5, 'so-noi-vu']]);
  });

  it('can be claimed once, assigned, updated and completed', async () => {
    // given
    const process = (await given('deadline')).start({ days: 1 });
    const { taskKey } = process.last('UserTaskCreated');
    // when
    process.must({ type: 'AssignUserTask', taskKey, assignee: 'an', onlyIfFree: true, actor });
    const second = process.try({ type: 'AssignUserTask', taskKey, assignee: 'binh', onlyIfFree: true, actor });
    process.must({ type: 'UpdateUserTask', taskKey, priority: 90, dueAt: null, candidateGroups: ['g'], actor });
    // then
    expect(second?.code).toBe('ALREADY_ASSIGNED');
    expect(process.last('UserTaskAssigned')).toMatchObject({ assignee: 'an', actor });
    expect(process.last('UserTaskUpdated')).toMatchObject({ assignee: 'an', priority: 90, dueAt: null, candidateGroups: ['g'] });
    process.must({ type: 'CompleteUserTask', taskKey, variables: { ok: true }, actor });
    expect(process.last('UserTaskCompleted')).toMatchObject({ taskKey, actor, variables: { ok: true } });
    expect(process.variables).toEqual({ days: 1, ok: true });
    expect(process.try({ type: 'AssignUserTask', taskKey, assignee: null, onlyIfFree: false, actor })?.code).toBe('INSTANCE_ENDED');
  });

  it('raises an incident for a due date that is no date, and goes on once it is corrected', async () => {
    // given
    const process = (await given('approval')).start({ owner: null, groups: null, due: 'tomorrow' });
    expect(process.incidents).toEqual(['review EXTRACT_VALUE_ERROR']);
    expect(process.last('IncidentRaised').message).toContain('due date');
    // when
    process.setVariables({ due: null }).resolve('review');
    // then
    expect(process.incidents).toEqual([]);
    expect(process.last('UserTaskCreated')).toMatchObject({ assignee: null, candidateGroups: [], dueAt: null });
  });
});
