import { describe, expect, it } from '@jest/globals';
import { OUTBOX_GRACE_MS, type ProcessStore } from '../runtime/process-store.js';
import { ProcessRunner } from '../runtime/process-runner.js';
import { TimerScheduler } from '../runtime/timer-scheduler.js';
import { clerk, deploy, done, startOne, taskIn, until, watchTasks, type RuntimeSpec } from './runtime-contract.js';
import { callsChild, twoTasks, waitsAnHour } from './sample-processes.js';

export function describeRunning(spec: RuntimeSpec): void {
  describe('running', () => {
    it('runs a process to its end, in another process than it began', async () => {
      // given
      const [one, other] = [await spec.world.runner(), await spec.world.runner()];
      await deploy(one, twoTasks);
      const tasks = watchTasks(one);
      const instanceKey = await startOne(one, 'two-tasks', { subject: 'Đề nghị' });

      // when
      const next = taskIn(await other.completeUserTask(String(tasks[0]), { variables: { register: 1 }, actor: clerk }));
      const variables = await one.variablesAt(instanceKey);
      const last = done(await one.completeUserTask(next, { actor: clerk }));

      // then
      expect(variables).toEqual({ subject: 'Đề nghị', register: 1 });
      expect(last.status).toBe('completed');
      expect(await one.variablesAt(instanceKey)).toBeNull();
    });

    it.each([0, 1_000_000])('completes a task once when fifty race for it in two processes (cache of %d bytes)', async (cacheBytes) => {
      // given
      const runners = [await spec.world.runner({ cacheBytes }), await spec.world.runner({ cacheBytes })] as const;
      await deploy(runners[0], twoTasks);
      const tasks = watchTasks(runners[0]);
      await startOne(runners[0], 'two-tasks');

      // when
      const attempts = Array.from({ length: 50 }, (_, index) => runners[index % 2 === 0 ? 0 : 1].completeUserTask(String(tasks[0]), { actor: { username: `u${index}` } }));
      const outcomes = await Promise.all(attempts);

      // then
      expect(outcomes.filter((each) => each.kind === 'done')).toHaveLength(1);
      expect(new Set(outcomes.flatMap((each) => (each.kind === 'rejection' ? [each.code] : [])))).toEqual(new Set(['NOT_FOUND']));
    });

    it('starts fifty instances at once', async () => {
      // given
      const runners = [await spec.world.runner(), await spec.world.runner()] as const;
      await deploy(runners[0], twoTasks);

      // when
      const keys = await Promise.all(Array.from({ length: 50 }, (_, index) => startOne(runners[index % 2 === 0 ? 0 : 1], 'two-tasks')));

      // then
      expect(new Set(keys).size).toBe(50);
    });

    it('starts one instance for one deduplication key, whoever asks', async () => {
      // given
      const runners = [await spec.world.runner(), await spec.world.runner()] as const;
      await deploy(runners[0], twoTasks);

      // when
      const started = await Promise.all(Array.from({ length: 10 }, (_, index) => runners[index % 2 === 0 ? 0 : 1].startInstance({ processId: 'two-tasks', deduplicationKey: 'mail:inbox:17', actor: clerk })));

      // then
      expect(new Set(started.map((each) => each.kind === 'started' && each.instanceKey)).size).toBe(1);
      expect(started.filter((each) => each.kind === 'started' && each.isNew)).toHaveLength(1);
    });

    it('gives a warm cache the same answers as a cold one when another process changes the instance', async () => {
      // given
      const [warm, other] = [await spec.world.runner({ cacheBytes: 1_000_000 }), await spec.world.runner()];
      await deploy(warm, twoTasks);
      const tasks = watchTasks(warm);
      await startOne(warm, 'two-tasks');

      // when
      const next = taskIn(await other.completeUserTask(String(tasks[0]), { actor: clerk }));
      const claimed = await warm.assignUserTask(next, { assignee: 'an', onlyIfFree: true, actor: clerk });
      const refused = await other.assignUserTask(next, { assignee: 'binh', onlyIfFree: true, actor: { username: 'binh' } });

      // then
      expect(claimed.kind).toBe('done');
      expect(refused).toMatchObject({ kind: 'rejection', code: 'ALREADY_ASSIGNED' });
    });

    it('refuses what cannot be done and says why', async () => {
      // given
      const runner = await spec.world.runner();

      // then
      expect(await runner.startInstance({ processId: 'unknown', actor: clerk })).toMatchObject({ kind: 'rejection', code: 'DEFINITION_NOT_FOUND' });
      expect(await runner.completeUserTask('1', { actor: clerk })).toMatchObject({ kind: 'rejection', code: 'NOT_FOUND' });
      expect(await runner.cancel('1', { reason: 'x', actor: clerk })).toMatchObject({ kind: 'rejection', code: 'NOT_FOUND' });
    });
  });

  describe('called processes', () => {
    it('starts the child, and goes on with what it brings back', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, twoTasks, callsChild);
      const tasks = watchTasks(runner);
      const parent = await startOne(runner, 'calls-child', { subject: 'Đề nghị' });

      // when
      const second = taskIn(await runner.completeUserTask(String(tasks[0]), { variables: { signed: true }, actor: clerk }));
      await done(await runner.completeUserTask(second, { actor: clerk })).effects;

      // then
      expect(tasks).toHaveLength(3);
      expect(await runner.variablesAt(parent)).toMatchObject({ subject: 'Đề nghị', signed: true });
      expect(done(await runner.completeUserTask(String(tasks[2]), { actor: clerk })).status).toBe('completed');
    });

    it('raises an incident when the called process is missing, and starts it once it is there', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, callsChild);
      const incidents: string[] = [];
      runner.onCommitted(({ events }) => events.forEach((each) => each.type === 'IncidentRaised' && incidents.push(each.incidentKey)));
      const tasks = watchTasks(runner);
      await startOne(runner, 'calls-child');

      // when
      await deploy(runner, twoTasks);
      await done(await runner.resolveIncident(String(incidents[0]), { actor: clerk })).effects;

      // then
      expect(incidents).toHaveLength(1);
      expect(tasks).toHaveLength(1);
    });

    it('cancels the child with its parent', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, twoTasks, callsChild);
      const tasks = watchTasks(runner);
      const parent = await startOne(runner, 'calls-child');

      // when
      await done(await runner.cancel(parent, { reason: 'withdrawn', actor: clerk })).effects;

      // then
      expect(await runner.completeUserTask(String(tasks[0]), { actor: clerk })).toMatchObject({ code: 'NOT_FOUND' });
    });

    it('loses no child when the process dies right after the commit', async () => {
      // given
      const store = await spec.world.runner();
      await deploy(store, twoTasks, callsChild);
      const dying = new ProcessRunner(diesAfterCommit(store.store), spec.world.clock, { onError: () => undefined });
      await dying.startInstance({ processId: 'calls-child', actor: clerk });
      const tasks = watchTasks(store);

      // when
      await store.sweep();
      const early = tasks.length;
      spec.world.clock.advance(OUTBOX_GRACE_MS);
      const other = await spec.world.runner();
      const others = watchTasks(other);
      await Promise.all([store.sweep(), other.sweep()]);

      // then
      expect(early).toBe(0);
      expect(tasks.length + others.length).toBe(1);
    });
  });

  describe('timers', () => {
    it('fire once when they are due, in whichever process', async () => {
      // given
      const runners = [await spec.world.runner(), await spec.world.runner()] as const;
      await deploy(runners[0], waitsAnHour);
      for (let count = 0; count < 20; count++) await startOne(runners[0], 'waits-an-hour');
      const schedulers = runners.map((each) => new TimerScheduler(each, { batch: 4 }));
      const tasks = runners.map(watchTasks);

      // when
      spec.world.clock.advance(3_599_999);
      await Promise.all(schedulers.map((each) => each.fireDue()));
      const early = tasks.flat().length;
      spec.world.clock.advance(1);
      await Promise.all(schedulers.map((each) => each.fireDue()));

      // then
      expect(early).toBe(0);
      expect(tasks.flat()).toHaveLength(20);
    });

    it('fire by themselves, and sleep no longer than they may', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, waitsAnHour);
      const scheduler = new TimerScheduler(runner, { pollMs: 10 });
      scheduler.start();
      const tasks = watchTasks(runner);
      await startOne(runner, 'waits-an-hour');

      // when
      spec.world.clock.advance(3_600_000);
      await until(() => tasks.length === 1);

      // then
      await scheduler.stop();
      expect(tasks).toHaveLength(1);
    });
  });
}

/** The store of a process that is killed once its first commit is on disk. */
function diesAfterCommit(store: ProcessStore): ProcessStore {
  let isDead = false;
  return new Proxy(store, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== 'function') return member;
      const method = member as (...parameters: unknown[]) => Promise<unknown>;
      return async (...parameters: unknown[]) => {
        if (isDead) throw new Error('The process is dead.');
        const result = await method.apply(target, parameters);
        isDead = name === 'commit';
        return result;
      };
    },
  });
}
