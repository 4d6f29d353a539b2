import { describe, expect, it } from '@jest/globals';
import { clerk, deploy, dyingStore, ManualClock, MemoryStore, samples, startOne } from '../testing/index.js';
import type { RunnerOptions } from './command-runner.js';
import { ProcessRunner } from './process-runner.js';
import type { ProcessStore } from './process-store.js';
import { TimerScheduler } from './timer-scheduler.js';

const { awaitsSignal, bpmn, chain, end, signal, signalThrow, start, startsByMessage, startsBySignal, startsByTimer, userTask } = samples;

const throws = bpmn('throws', chain(start, signalThrow('close', 'closed'), end), signal('closed', 'office-closed'));
const routed = bpmn('routed', chain(start, userTask('review'), end));
const quiet: RunnerOptions = { onError: () => undefined, sweepMs: 3_600_000, cacheBytes: 1_000_000 };

/** What a person or another system asks for again until it is answered; each step is safe to repeat. */
async function act(store: ProcessStore, clock: ManualClock, instanceKey: string): Promise<void> {
  const runner = new ProcessRunner(store, clock, quiet);
  await runner.start();
  const timers = new TimerScheduler(runner, { onError: () => undefined, lockMs: 1_000 });
  const thrown = await runner.startInstance({ processId: 'throws', deduplicationKey: 'once', actor: clerk });
  if (thrown.kind === 'started') await thrown.effects;
  await runner.publishMessage({ name: 'document-received', messageId: 'm1', timeToLiveMs: 1e12 });
  await deploy(runner, startsByMessage);
  const target = await runner.findLatest('process', 'routed', null);
  await runner.migrate(instanceKey, { targetDefinitionKey: String(target?.key), mapping: { review: 'check' }, reason: 'Bản mới', actor: clerk });
  await timers.fireDue();
  for (let round = 0; round < 3; round++) {
    clock.advance(20_000);
    await runner.sweep();
    await timers.fireDue();
  }
  await runner.stop();
}

async function playWithCrash(killedAt: number, moment: 'before' | 'after') {
  const memory = new MemoryStore();
  const clock = new ManualClock();
  const setUp = new ProcessRunner(memory, clock, quiet);
  await deploy(setUp, awaitsSignal, startsBySignal, throws, startsByTimer('timeDuration', 'PT1H'), routed);
  for (let count = 0; count < 3; count++) await startOne(setUp, 'awaits-signal');
  const instanceKey = await startOne(setUp, 'routed');
  await deploy(setUp, routed.replaceAll('review', 'check'));
  clock.advance(3_600_000);
  const dying = dyingStore(memory, killedAt, moment);
  await act(dying.store, clock, instanceKey).catch(() => undefined);
  clock.advance(20_000);
  await act(memory, clock, instanceKey);
  return { memory, hasDied: dying.isDead() };
}

describe('a process that is killed', () => {
  it.each(['before', 'after'] as const)('%s any call to the database broadcasts, starts, offers and migrates all the same, each once', async (moment) => {
    let hasDied = true;
    for (let killedAt = moment === 'before' ? 1 : 2; hasDied && killedAt < 200; killedAt += 4) {
      // when
      const { memory, ...played } = await playWithCrash(killedAt, moment);

      // then
      const tasks = memory.tables.rows('userTask').map((each) => `${each.processId} ${each.elementId} ${each.state}`);
      const expected = ['awaits-signal react', 'awaits-signal react', 'awaits-signal react', 'routed check', 'starts-by-message register', 'starts-by-signal react', 'starts-by-timer act'];
      expect({ killedAt, tasks: tasks.toSorted() }).toEqual({ killedAt, tasks: expected.map((each) => `${each} created`) });
      for (const table of ['outbox', 'signalSubscription', 'startTimer'] as const) expect({ killedAt, table, left: memory.tables.rows(table) }).toEqual({ killedAt, table, left: [] });
      hasDied = played.hasDied;
    }
    expect(hasDied).toBe(false);
  }, 60_000);
});
