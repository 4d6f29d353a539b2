import fc from 'fast-check';
import { anyBlock, processOf } from '../testing/random-block.js';
import { anyGraph, processOfGraph } from '../testing/random-graph.js';
import { scenario, type Scenario } from '../testing/index.js';
import { advance } from './advance.js';
import type { Command } from './command.js';
import type { ProcessState } from './process-state.js';
import { restore, snapshotOf } from './snapshot.js';

const actor = { username: 'someone' };
/** So that a busy machine does not look like a failure. */
const patience = 600_000;
const runs = Number(process.env['PROPERTY_RUNS'] ?? 150);

/** Completes open tasks, picked by the numbers given, until nothing waits. */
function playOut(played: Scenario, picks: readonly number[]): void {
  for (let turn = 0; played.status === 'active' && turn < 2000; turn += 1) {
    const open = played.live.filter((instance) => instance.task !== undefined);
    const task = open[(picks[turn % picks.length] ?? 0) % Math.max(1, open.length)]?.task;
    if (task === undefined) return;
    played.must({ type: 'CompleteUserTask', taskKey: task.key, variables: {}, actor: { username: 'someone' } });
  }
}

const anyPicks = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 8 });

/** A loop without wait state; what listeners or a suspension hold back. */
const acceptable = ['BUDGET_EXCEEDED', 'SUSPENDED', 'INVALID_ARGUMENT', 'NOT_FOUND'];

/** Tries whatever can happen next, picked by the numbers given. */
function poke(played: Scenario, picks: readonly number[]): void {
  for (const pick of picks) {
    const commands = played.live.flatMap((instance): Command[] => [
      ...(instance.task === undefined ? [] : [{ type: 'CompleteUserTask' as const, taskKey: instance.task.key, variables: {}, actor }]),
      ...(instance.job === undefined ? [] : [{ type: 'CompleteJob' as const, jobKey: instance.job.key, variables: {} }]),
      ...(instance.timers ?? []).map((timer) => ({ type: 'FireTimer' as const, timerKey: timer.key })),
      ...(instance.incident === undefined ? [] : [{ type: 'ResolveIncident' as const, incidentKey: instance.incident.key, actor }]),
    ]);
    const command = commands[pick % Math.max(1, commands.length)];
    if (command === undefined) return;
    const rejection = played.try(command);
    if (rejection !== null) expect(acceptable).toContain(rejection.code);
    expectSound(played);
    intervene(played, pick);
  }
}

/** Acts of people that change the course, sensible or not; refused ones change nothing. */
function intervene(played: Scenario, pick: number): void {
  const targets = played.model.elements.filter((element) => /[tT]ask$|Gateway$|^subProcess$|^transaction$/.test(element.type)).map((element) => element.id);
  const target = targets[pick % Math.max(1, targets.length)];
  const some = played.live.filter((instance) => instance.scope !== '');
  const one = some[pick % Math.max(1, some.length)];
  if (target === undefined || one === undefined || pick % 3 !== 0) return;
  const act = { reason: 'r', actor };
  const commands: Command[] = [
    ...(one.task === undefined ? [] : [{ type: 'SendBackTask' as const, taskKey: one.task.key, targetElementId: target, ...act }]),
    ...(one.loop === undefined ? [] : [{ type: 'AddLoopItem' as const, bodyKey: one.key, item: 3, ...act }]),
    ...(one.loopCounter === undefined ? [] : [{ type: 'RemoveLoopItem' as const, elementInstanceKey: one.key, ...act }]),
    { type: pick % 2 === 0 ? 'SuspendInstance' : 'ResumeInstance', ...act },
    { type: 'ResumeInstance', ...act },
    { type: 'WithdrawTask', elementId: target, ...act },
    { type: 'ModifyInstance', activate: [{ elementId: target }], terminate: pick % 2 === 0 ? [one.key] : [], ...act },
  ];
  const before = played.state;
  const rejection = played.try(commands[pick % commands.length] ?? { type: 'FireTimer', timerKey: '0' });
  if (rejection !== null) expect(played.state).toBe(before);
  expectSound(played);
}

function keysOf(instance: Scenario['live'][number]): string[] {
  return [instance.job, instance.task, ...(instance.timers ?? []), ...(instance.subscriptions ?? []), instance.incident].flatMap((open) => open?.key ?? []);
}

function expectSound(played: Scenario): void {
  const { live, events } = played;
  const began = played.all('ElementActivated').map((event) => event.elementInstanceKey);
  const ended = [...played.all('ElementCompleted'), ...played.all('ElementTerminated')].map((event) => event.elementInstanceKey);
  const alive = live.filter((instance) => instance.scope !== '').map((instance) => instance.key);
  expect(new Set(ended).size).toBe(ended.length);
  if (played.status === 'active') expect(alive).toEqual(began.filter((key) => !new Set(ended).has(key)));
  for (const scope of live) expect({ key: scope.key, live: scope.live }).toEqual({ key: scope.key, live: live.filter((child) => child.scope === scope.key).length });
  const opened = events.flatMap((event) => (event.type === 'UserTaskCreated' ? event.taskKey : event.type === 'TimerScheduled' ? event.timerKey : event.type === 'IncidentRaised' ? event.incidentKey : event.type === 'JobCreated' ? event.jobKey : []));
  const closed = new Set(events.flatMap((event) => (/^UserTask(Completed|Canceled)$/.test(event.type) && 'taskKey' in event ? event.taskKey : /^Timer(Fired|Canceled)$/.test(event.type) && 'timerKey' in event ? event.timerKey : event.type === 'IncidentResolved' ? event.incidentKey : /^Job(Completed|Canceled)$/.test(event.type) && 'jobKey' in event ? event.jobKey : [])));
  expect(opened.filter((key) => !closed.has(key)).sort()).toEqual(live.flatMap(keysOf).sort());
  expect(played.hasIncident).toBe(live.some((instance) => instance.incident !== undefined));
  const waits = live.some((instance) => instance.task !== undefined || instance.job !== undefined || instance.incident !== undefined || (instance.scope !== '' && instance.timers !== undefined));
  if (played.status === 'active') expect(waits || played.state?.suspendedAt !== null).toBe(true);
  if (played.state !== null) expect(snapshotOf(restore(snapshotOf(played.state)))).toBe(snapshotOf(played.state));
}

describe('random unstructured processes', () => {
  it('keep every token, close what they open, and never hang in silence', async () => {
    await fc.assert(
      fc.asyncProperty(anyGraph, fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 12 }), async (nodes, picks) => {
        // given
        const played = await scenario(processOfGraph(nodes), { stepBudget: 20 });
        // when
        const rejection = played.try({ type: 'StartInstance', instanceKey: '1', variables: {}, actor });
        if (rejection !== null) return;
        // then
        expectSound(played);
        poke(played, picks);
      }),
      { numRuns: runs },
    );
  }, patience);
});

describe('random block-structured processes', () => {
  it('complete every leaf as often as predicted, and leave nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(anyBlock, anyPicks, async (block, picks) => {
        // given
        const { xml, counts } = processOf(block);
        const played = await scenario(xml);
        // when
        playOut(played.start(), picks);
        // then
        expect(played.incidents).toEqual([]);
        expect(played.status).toBe('completed');
        expect(played.state).toBeNull();
        for (const [id, times] of counts) expect({ id, times: played.completed.filter((done) => done === id).length }).toEqual({ id, times });
        expect(played.all('ElementActivated')).toHaveLength(played.all('ElementCompleted').length + played.all('ElementTerminated').length);
        expect(played.all('ElementTerminated')).toEqual([]);
      }),
      { numRuns: runs },
    );
  }, patience);

  it('give the same when the same commands are replayed, with states kept in memory', async () => {
    await fc.assert(
      fc.asyncProperty(anyBlock, anyPicks, async (block, picks) => {
        // given
        const { xml } = processOf(block);
        const first = await scenario(xml);
        playOut(first.start(), picks);
        // when
        const again = await scenario(xml);
        const context = again.context();
        const events: unknown[] = [];
        let state: ProcessState | null = null;
        for (const command of first.commands) {
          const before = state === null ? null : snapshotOf(state);
          const result = advance(first.model, state, command, context);
          if (result.kind === 'rejection') throw new Error(result.reason);
          if (state !== null) expect(snapshotOf(state)).toBe(before);
          events.push(...result.events);
          state = result.state;
        }
        // then
        expect(events).toEqual(first.events);
        expect(state).toBeNull();
      }),
      { numRuns: Math.ceil(runs / 2) },
    );
  }, patience);
});
