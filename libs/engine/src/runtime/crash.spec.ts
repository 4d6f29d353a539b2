import { describe, expect, it } from '@jest/globals';
import { clerk, deploy, dyingStore, ManualClock, MemoryStore, samples, until } from '../testing/index.js';
import { JobDispatcher } from './job-dispatcher.js';
import type { RunnerOptions } from './command-runner.js';
import { ProcessRunner } from './process-runner.js';
import type { ProcessStore } from './process-store.js';
import { TimerScheduler } from './timer-scheduler.js';

const { bpmn, callActivity, chain, end, message, messageStart, receive, serviceTask, start, timer } = samples;

/** Everything that goes from one instance to another, or waits for the outside. */
const parent = bpmn('case', chain(messageStart('received', 'document'), serviceTask('register', 'register'), callActivity('approve', 'approval'), receive('reply', 'answer'), end), message('document', 'document-received') + message('answer', 'answer-received', '=documentId'));
const child = bpmn('approval', chain(start, timer('deadline', 'PT1H'), serviceTask('sign', 'sign'), end));

const quiet: RunnerOptions = { onError: () => undefined, sweepMs: 3_600_000 };
/** A warm process is the harder case: what it remembers must never win over what is stored. */
const cacheBytes = 1_000_000;
const slowly = { pollMs: 2, lockMs: 1_000, backoffMs: 1, onError: () => undefined };

interface World {
  readonly clock: ManualClock;
  readonly effects: string[];
}

async function openProcess(store: ProcessStore, { clock, effects }: World) {
  const runner = new ProcessRunner(store, clock, { ...quiet, cacheBytes });
  const jobs = new JobDispatcher(runner, slowly);
  for (const type of ['register', 'sign']) {
    jobs.register(type, async (job) => {
      effects.push(job.idempotencyKey);
      return { kind: 'complete' };
    });
  }
  await runner.start();
  jobs.start();
  const timers = new TimerScheduler(runner, { onError: () => undefined, lockMs: 1_000 });
  const turn = async () => {
    await timers.fireDue().catch(() => undefined);
    await runner.sweep().catch(() => undefined);
    clock.advance(600_000);
    await new Promise((resolve) => setTimeout(resolve, 3));
  };
  const stop = async () => {
    await jobs.stop(5);
    await timers.stop();
    await runner.stop();
  };
  return { runner, turn, stop };
}

/** What the outside does until it has an answer: every request carries its id. */
async function send(runner: ProcessRunner, name: string, correlationKey: string): Promise<void> {
  await runner.publishMessage({ name, correlationKey, messageId: `${name}-1`, timeToLiveMs: 1e12, variables: { documentId: 'd1' } });
}

async function playWithCrash(killedAt: number, moment: 'before' | 'after') {
  const memory = new MemoryStore();
  const world: World = { clock: new ManualClock(), effects: [] };
  const setUp = new ProcessRunner(memory, world.clock, quiet);
  await deploy(setUp, parent, child);
  const dying = dyingStore(memory, killedAt, moment);
  const first = await openProcess(dying.store, world).catch(() => null);
  for (let turn = 0; first && turn < 12 && !dying.isDead(); turn++) {
    if (turn === 0) await send(first.runner, 'document-received', '').catch(() => undefined);
    if (turn === 2) await send(first.runner, 'answer-received', 'd1').catch(() => undefined);
    await first.turn();
  }
  await first?.stop();
  const second = await openProcess(memory, world);
  await send(second.runner, 'document-received', '');
  await send(second.runner, 'answer-received', 'd1');
  await until(async () => {
    await second.turn();
    const instances = memory.tables.rows('processInstance');
    return instances.length > 0 && instances.every((each) => each.status !== 'active');
  });
  await second.stop();
  return { memory, effects: world.effects, hasDied: dying.isDead() };
}

describe('a process that is killed', () => {
  it.each(['before', 'after'] as const)('%s any call to the database loses nothing and does nothing twice', async (moment) => {
    let hasDied = true;
    let killings = 0;
    for (let killedAt = 1; hasDied && killedAt < 200; killedAt += killedAt < 45 ? 1 : 5) {
      // when
      const { memory, effects, ...played } = await playWithCrash(killedAt, moment);

      // then
      const instances = memory.tables.rows('processInstance');
      const elements = memory.tables.rows('elementInstance').map((each) => `${each.elementId} ${each.state}`);
      expect({ killedAt, ended: instances.map((each) => `${each.processId} ${each.status}`).toSorted() }).toEqual({ killedAt, ended: ['approval completed', 'case completed'] });
      expect({ killedAt, elements: elements.toSorted() }).toEqual({ killedAt, elements: ['approve', 'deadline', 'end', 'end', 'received', 'register', 'reply', 'sign', 'start'].map((each) => `${each} completed`) });
      expect(new Set(effects).size).toBe(2);
      expect({ killedAt, jobs: memory.tables.rows('job').filter((each) => each.endedAt === null), subscriptions: memory.tables.rows('messageSubscription').filter((each) => each.closedAt === null) }).toEqual({ killedAt, jobs: [], subscriptions: [] });
      for (const table of ['processSnapshot', 'timer', 'outbox', 'taskInbox'] as const) expect({ killedAt, table, left: memory.tables.rows(table) }).toEqual({ killedAt, table, left: [] });
      hasDied = played.hasDied;
      killings += 1;
    }
    expect(killings).toBeGreaterThan(20);
  }, 60_000);

  it('has said nothing about what is not on disk', async () => {
    // given
    const memory = new MemoryStore();
    const clock = new ManualClock();
    await deploy(new ProcessRunner(memory, clock, quiet), samples.twoTasks);
    const dead = dyingStore(memory, 3, 'before');
    const runner = new ProcessRunner(dead.store, clock, quiet);

    // when
    const answer = runner.startInstance({ processId: 'two-tasks', actor: clerk });

    // then
    await expect(answer).rejects.toThrow('dead');
    expect(memory.tables.rows('processInstance')).toEqual([]);
  });
});
