import { describe, expect, it } from '@jest/globals';
import { JobDispatcher, type ActivatedJob } from '../runtime/job-dispatcher.js';
import type { JobResult } from '../runtime/job-worker.js';
import { clerk, deploy, done, startOne, until, watchTasks, type RuntimeSpec } from './runtime-contract.js';
import { mailThenTask } from './sample-processes.js';

export function describeJobs(spec: RuntimeSpec): void {
  const complete = async () => ({ kind: 'complete', variables: {} }) as const;

  describe('jobs', () => {
    it('are handled as soon as they are made, each once, with what the element sees', async () => {
      // given
      const runners = [await spec.world.runner(), await spec.world.runner()] as const;
      await deploy(runners[0], mailThenTask);
      const seen: ActivatedJob[] = [];
      const dispatchers = runners.map((each) => new JobDispatcher(each, { pollMs: 20 }));
      const tasks = runners.map(watchTasks);
      for (const each of dispatchers) {
        each.register('mail', async (job) => {
          seen.push(job);
          return { kind: 'complete', variables: { messageId: 'm1' } };
        });
        each.start();
      }

      // when
      const keys = await Promise.all(Array.from({ length: 30 }, (_, index) => startOne(runners[index % 2 === 0 ? 0 : 1], 'mail-then-task', { index })));
      await until(() => tasks.flat().length === 30);
      await Promise.all(dispatchers.map((each) => each.stop()));

      // then
      expect(new Set(seen.map((each) => each.idempotencyKey)).size).toBe(30);
      expect(seen).toHaveLength(30);
      expect(await runners[0].variablesAt(String(keys[7]))).toEqual({ index: 7, messageId: 'm1' });
    });

    it('are tried again after a pause, then raise an incident that can be resolved', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask);
      const attempts: number[] = [];
      const incidents: string[] = [];
      runner.onCommitted(({ events }) => events.forEach((each) => each.type === 'IncidentRaised' && incidents.push(each.incidentKey)));
      const tasks = watchTasks(runner);
      const dispatcher = new JobDispatcher(runner, { pollMs: 5, backoffMs: 1000, random: () => 1 });
      dispatcher.register('mail', async (job) => {
        attempts.push(job.retries);
        if (attempts.length <= 3) throw new Error('The mail server does not answer.');
        return complete();
      });
      dispatcher.start();

      // when
      await startOne(runner, 'mail-then-task');
      await until(() => attempts.length === 1);
      spec.world.clock.advance(1000);
      await until(() => attempts.length === 2);
      spec.world.clock.advance(2000);
      await until(() => incidents.length === 1);
      done(await runner.resolveIncident(String(incidents[0]), { actor: clerk }));
      await until(() => tasks.length === 1);
      await dispatcher.stop();

      // then
      expect(attempts).toEqual([3, 2, 1, 1]);
    });

    it('are not begun a second time by a worker whose clock is set forward while it handles them', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask);
      let begun = 0;
      let answer: (result: JobResult) => void = () => undefined;
      const dispatcher = new JobDispatcher(runner, { pollMs: 5, lockMs: 10_000 });
      dispatcher.register('mail', () => {
        begun += 1;
        return new Promise((resolve) => (answer = resolve));
      });
      dispatcher.start();
      const tasks = watchTasks(runner);
      await startOne(runner, 'mail-then-task');
      await until(() => begun === 1);

      // when
      spec.world.clock.advance(3_600_000);
      await new Promise((resolve) => setTimeout(resolve, 100));
      answer({ kind: 'complete', variables: {} });
      await until(() => tasks.length === 1);
      await dispatcher.stop();

      // then
      expect(begun).toBe(1);
    });

    it('come again with the same idempotency key when their worker is killed', async () => {
      // given
      const [dying, living] = [await spec.world.runner(), await spec.world.runner()];
      await deploy(dying, mailThenTask);
      const keys: string[] = [];
      const killed = new JobDispatcher(dying, { lockMs: 10_000_000, worker: 'killed' });
      const never = async (job: ActivatedJob) => {
        keys.push(job.idempotencyKey);
        return new Promise<JobResult>(() => undefined);
      };
      // it has no room for a second one, so that it cannot take its own job again
      killed.register('mail', never, { concurrency: 1 });
      killed.start();
      await startOne(dying, 'mail-then-task');
      await until(() => keys.length === 1);

      // when
      spec.world.clock.advance(10_000_000);
      const dispatcher = new JobDispatcher(living, { pollMs: 5 });
      const tasks = watchTasks(living);
      dispatcher.register('mail', async (job) => {
        keys.push(job.idempotencyKey);
        return complete();
      });
      dispatcher.start();
      await until(() => tasks.length === 1);
      await dispatcher.stop();
      await killed.stop(1);

      // then
      expect(keys).toHaveLength(2);
      expect(keys[0]).toBe(keys[1]);
    });

    it('stay with a worker that lives, however long it takes', async () => {
      // given
      const [one, other] = [await spec.world.runner(), await spec.world.runner()];
      await deploy(one, mailThenTask);
      let release = () => {};
      let calls = 0;
      const slow = async () => {
        calls += 1;
        await new Promise<void>((resolve) => (release = resolve));
        return complete();
      };
      const dispatchers = [one, other].map((each) => new JobDispatcher(each, { lockMs: 60, pollMs: 5 }));
      for (const each of dispatchers) {
        each.register('mail', slow);
        each.start();
      }
      const tasks = [one, other].map(watchTasks);
      await startOne(one, 'mail-then-task');
      await until(() => calls === 1);

      // when
      for (let step = 0; step < 20; step++) {
        spec.world.clock.advance(10);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      release();
      await until(() => tasks.flat().length === 1);
      await Promise.all(dispatchers.map((each) => each.stop()));

      // then
      expect(calls).toBe(1);
    });

    it('are given at most as many at a time as allowed, and drained on stop', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask);
      let running = 0;
      let most = 0;
      const dispatcher = new JobDispatcher(runner, { pollMs: 5 });
      dispatcher.register(
        'mail',
        async () => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setTimeout(resolve, 5));
          running -= 1;
          return complete();
        },
        { concurrency: 3 },
      );
      const tasks = watchTasks(runner);
      dispatcher.start();
      await Promise.all(Array.from({ length: 12 }, () => startOne(runner, 'mail-then-task')));
      await until(() => tasks.length > 2);

      // when
      await dispatcher.stop();
      const handled = tasks.length;
      await new Promise((resolve) => setTimeout(resolve, 30));

      // then
      expect(most).toBe(3);
      expect(running).toBe(0);
      expect(tasks).toHaveLength(handled);
    });
  });
}
