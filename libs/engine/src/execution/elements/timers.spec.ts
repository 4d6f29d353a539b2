import { bpmn, scenario, type Scenario } from '../../testing/index.js';
import type { StartEventModel } from '../../compile/process-model.js';
import { nextStartTimer, startTimerSchedule } from '../start-timers.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string, options = {}) => scenario(diagramBeside(import.meta.url, name), options);
const hour = 3_600_000;

describe('timers', () => {
  it.each([
    ['2026-03-01T08:00:00+07:00', Date.UTC(2026, 2, 1, 1)],
    ['2026-03-01T08:00:00', Date.UTC(2026, 2, 1, 1)],
    ['2026-03-01', Date.UTC(2026, 1, 28, 17)],
    ['2036-03-01T00:00:00Z', Date.UTC(2036, 2, 1)],
  ])('wait until the date %s', async (until, dueAt) => {
    const process = (await given('date')).start({ until });
    expect(process.last('TimerScheduled')).toMatchObject({ elementId: 'wait', dueAt });
    expect(process.fire('wait').status).toBe('completed');
    expect(process.all('TimerFired')).toHaveLength(1);
    expect(process.all('TimerCanceled')).toHaveLength(0);
  });

  it('wait for a duration', async () => {
    const process = (await given('duration')).start();
    expect(process.last('TimerScheduled').dueAt - process.now).toBe(26 * hour);
  });

  it('wait for working days', async () => {
    const process = (await given('working-days', { calendar: { addWorkingDays: (from: number, days: number) => from + days } })).start();
    expect(process.last('TimerScheduled').dueAt - process.now).toBe(3);
  });

  it('raise an incident when the date is none', async () => {
    const process = (await given('date')).start({ until: 'soon' });
    expect(process.incidents).toEqual(['wait EXTRACT_VALUE_ERROR']);
    process.setVariables({ until: '2026-02-01' }).resolve('wait');
    expect(process.all('TimerScheduled')).toHaveLength(1);
  });

  it('repeat as often as the cycle says', async () => {
    // given
    const process = (await given('cycle')).start();
    const begun = process.now;
    // when
    process.fire('remind').fire('remind').fire('remind');
    // then
    expect(process.all('TimerScheduled').map((timer) => timer.dueAt - begun)).toEqual([hour, 2 * hour, 3 * hour]);
    expect(() => process.fire('remind')).toThrow('No timer');
    expect(process.active).toEqual(['work']);
  });

  it('repeat for ever from a given time, without making up for time that was missed', async () => {
    // given
    const process = (await given('endless')).start();
    expect(process.last('TimerScheduled').dueAt).toBe(Date.UTC(2026, 0, 6));
    // when
    process.now = Date.UTC(2026, 0, 20);
    process.fire('remind');
    // then
    expect(process.last('TimerScheduled').dueAt).toBe(Date.UTC(2026, 0, 21));
    process.completeTask('work');
    expect(process.all('TimerCanceled')).toHaveLength(1);
  });
});

describe('cycles that are computed', () => {
  it.each([
    ['=cycle(2, duration("PT1H"))', 2],
    ['="R2/PT1H"', 2],
  ])('%s', async (cycle, times) => {
    const process = (
      await scenario(
        bpmn((p) => {
          p.start().userTask('work').end();
          p.boundary('work', 'again', { timer: { cycle } }, { interrupting: false }).end('reminded');
        }),
      )
    ).start();
    for (let time = 0; time < times; time += 1) process.fire('again');
    expect(process.completed.filter((id) => id === 'reminded')).toHaveLength(times);
    expect(() => process.fire('again')).toThrow('No timer');
  });
});

describe('timer start events', () => {
  const given = async (timer: { cycle?: string; date?: string }) => scenario(bpmn((p) => void p.start('daily', { timer }).end()));

  const startOf = ({ model }: Scenario): StartEventModel => {
    const [start] = model.startEvents;
    if (start === undefined) throw new Error('No start event');
    return start;
  };

  it('tell when they are due, and when again', async () => {
    const process = await given({ cycle: '0 0 8 * * MON-FRI' });
    const first = startTimerSchedule(process.model, startOf(process), null, process.context());
    if (typeof first === 'string') throw new Error(first);
    expect(first.dueAt).toBe(Date.parse('2026-01-06T08:00:00+07:00'));
    process.now = Date.parse('2026-01-09T08:00:01+07:00');
    expect(nextStartTimer(first, process.context())?.dueAt).toBe(Date.parse('2026-01-12T08:00:00+07:00'));
    expect(process.model.startEvents).toMatchObject([{ elementId: 'daily', kind: 'timer' }]);
    expect(process.start({}, { startElementId: 'daily' }).status).toBe('completed');
  });

  it('come once at a date', async () => {
    const process = await given({ date: '2026-05-01T00:00:00+07:00' });
    const first = startTimerSchedule(process.model, startOf(process), null, process.context());
    if (typeof first === 'string') throw new Error(first);
    expect(nextStartTimer(first, process.context())).toBeNull();
    expect(startTimerSchedule(process.model, { elementId: 'end', kind: 'none' }, null, process.context())).toContain('no timer');
  });
});
