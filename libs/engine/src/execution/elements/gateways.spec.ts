import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('exclusive gateway', () => {
  it.each([[20, 'large'], [7, 'medium'], [1, 'small']])('takes the first true flow, else the default: %s', async (n, end) => {
    expect((await given('exclusive')).start({ n }).completed.at(-1)).toBe(end);
  });

  it('raises an incident for a condition that is neither true nor false', async () => {
    const process = (await given('exclusive')).start({ n: 'many' });
    expect(process.incidents).toEqual(['choice CONDITION_ERROR']);
    expect(process.setVariables({ n: 6 }).resolve('choice').completed.at(-1)).toBe('medium');
  });
});

describe('parallel gateway', () => {
  it('joins after an exclusive merge', async () => {
    const process = (await given('parallel-after-merge')).start();
    expect(process.active).toEqual(['c', 'a']);
    expect(process.completeTask('a').active).toEqual(['c']);
    expect(process.completeTask('c').status).toBe('completed');
  });

  it('that waits for a token that cannot come is an incident', async () => {
    const process = (await given('stuck')).start();
    expect(process.incidents).toEqual(['join JOIN_CANNOT_FIRE']);
    expect(process.last('IncidentRaised').message).toContain('b_join');
    process.resolve('join');
    expect(process.incidents).toEqual(['join JOIN_CANNOT_FIRE']);
    process.must({ type: 'CancelInstance', reason: 'sai', actor: { username: 'an' } });
    expect(process.status).toBe('terminated');
    expect(process.all('IncidentRaised')).toHaveLength(process.all('IncidentResolved').length);
  });
});

describe('inclusive gateway', () => {
  it('waits for just the branches that were taken', async () => {
    const both = (await given('inclusive')).start({ a: true, b: true });
    expect(both.active).toEqual(['doA', 'doB']);
    expect(both.completeTask('doB').active).toEqual(['doA']);
    expect(both.completeTask('doA').status).toBe('completed');
    const one = (await given('inclusive')).start({ a: false, b: true });
    expect(one.completeTask('doB').status).toBe('completed');
    const none = (await given('inclusive')).start({ a: false, b: false });
    expect(none.active).toEqual(['doNone']);
    expect(none.completeTask('doNone').status).toBe('completed');
  });

  it('waits while a token may come round a loop', async () => {
    const process = (await given('inclusive-loop')).start({ redo: true });
    process.completeTask('other').completeTask('draft', { redo: true });
    expect(process.active).toEqual(['draft']);
    process.completeTask('draft', { redo: false });
    expect(process.status).toBe('completed');
    expect(process.completed.filter((id) => id === 'join')).toHaveLength(1);
  });

  it('goes on when the other token dies elsewhere', async () => {
    const process = (await given('inclusive-dead-path')).start({ joins: false });
    expect(process.completeTask('sure').active).toEqual(['maybe']);
    expect(process.completeTask('maybe').active).toEqual(['after']);
  });
});

describe('event-based gateway', () => {
  it('goes the way of the event that comes first', async () => {
    // given
    const process = (await given('event-based')).start({ id: 'k' });
    expect(process.active).toEqual(['race']);
    // when
    process.correlate('answered', { text: 'x' });
    // then
    expect(process.completed).toEqual(['start', 'race', 'answered', 'inTime']);
    expect(process.variables).toEqual({ id: 'k', text: 'x' });
    expect(process.all('MessageSubscriptionClosed')).toHaveLength(2);
    expect(process.all('TimerCanceled')).toHaveLength(1);
    expect((await given('event-based')).start({ id: 'k' }).fire('timedOut').completed.at(-1)).toBe('tooLate');
    expect((await given('event-based')).start({ id: 'k' }).correlate('refused').completed.at(-1)).toBe('no');
  });
});

describe('flows', () => {
  it('out of an activity split it, and an activity reached twice runs twice at once', async () => {
    const process = (await given('implicit')).start();
    expect(process.active).toEqual(['a', 'b']);
    process.completeTask('a').completeTask('b');
    expect(process.completed.filter((id) => id === 'both')).toHaveLength(2);
    expect(process.status).toBe('completed');
  });

  it.each([[true, ['conditional', 'always']], [false, ['always', 'default']]])('out of an activity may have conditions: %s', async (x, ends) => {
    const process = (await given('activity-flows')).start({ x }).completeTask('work');
    expect(process.completed.slice(2)).toEqual(ends);
  });
});
