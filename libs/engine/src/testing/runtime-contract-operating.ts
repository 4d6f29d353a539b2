import { describe, expect, it } from '@jest/globals';
import { JobDispatcher } from '../runtime/job-dispatcher.js';
import { TimerScheduler } from '../runtime/timer-scheduler.js';
import { clerk, deploy, done, startOne, taskIn, until, watchTasks, type RuntimeSpec } from './runtime-contract.js';
import { awaitsReply, bpmn, callsChild, chain, end, mailThenTask, serviceTask, start, twoTasks, userTask, waitsAnHour } from './sample-processes.js';

const operator = { username: 'operator' };
const why = { reason: 'Kiểm tra', actor: operator };

export function describeOperating(spec: RuntimeSpec): void {
  describe('suspended instances', () => {
    it('give out no job and fire no timer until they are resumed, and then in the time that was left', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask, waitsAnHour);
      const [mail, hour] = [await startOne(runner, 'mail-then-task'), await startOne(runner, 'waits-an-hour')];
      const scheduler = new TimerScheduler(runner);
      const tasks = watchTasks(runner);
      const take = () => runner.activateJobs({ types: ['mail'], worker: 'w', maxJobs: 5, lockMs: 1000 });

      // when
      for (const key of [mail, hour]) done(await runner.suspend(key, why));
      spec.world.clock.advance(10_000_000);
      await scheduler.fireDue();
      const meanwhile = [await take(), tasks.length];
      const refused = await runner.suspend(mail, why);
      for (const key of [mail, hour]) done(await runner.resume(key, why));
      await scheduler.fireDue();
      const early = tasks.length;
      spec.world.clock.advance(3_600_000);
      await scheduler.fireDue();

      // then
      expect(meanwhile).toEqual([[], 0]);
      expect(refused).toMatchObject({ code: 'SUSPENDED' });
      expect(early).toBe(0);
      expect(tasks).toHaveLength(1);
      expect(await take()).toHaveLength(1);
    });

    it('leave a job with the worker that has it, whose work counts when they are resumed', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask);
      const instanceKey = await startOne(runner, 'mail-then-task');
      const [job] = await runner.activateJobs({ types: ['mail'], worker: 'w', maxJobs: 1, lockMs: 60_000 });
      const tasks = watchTasks(runner);

      // when
      done(await runner.suspend(instanceKey, why));
      await runner.store.holdJobs({ keys: [String(job?.key)], worker: 'w', until: spec.world.clock.now() + 60_000 });
      done(await runner.completeJob(String(job?.key), { sent: true }));
      spec.world.clock.advance(600_000);
      const others = await runner.activateJobs({ types: ['mail'], worker: 'w2', maxJobs: 1, lockMs: 60_000 });
      const waiting = tasks.length;
      done(await runner.resume(instanceKey, why));

      // then
      expect([others, waiting, tasks.length]).toEqual([[], 0, 1]);
      expect(await runner.variablesAt(instanceKey)).toMatchObject({ sent: true });
    });

    it('get the messages that came meanwhile', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, awaitsReply);
      const instanceKey = await startOne(runner, 'awaits-reply', { notation: 'n' });
      const tasks = watchTasks(runner);
      done(await runner.suspend(instanceKey, why));

      // when
      await runner.publishMessage({ name: 'reply-received', correlationKey: 'n' });
      const meanwhile = tasks.length;
      await done(await runner.resume(instanceKey, why)).effects;

      // then
      expect([meanwhile, tasks.length]).toEqual([0, 1]);
    });
  });

  describe('migration', () => {
    const versions = async () => {
      const runner = await spec.world.runner();
      await deploy(runner, bpmn('routed', chain(start, userTask('review'), userTask('sign'), end)));
      const tasks = watchTasks(runner);
      const instanceKey = await startOne(runner, 'routed');
      await deploy(runner, bpmn('routed', chain(start, userTask('check'), userTask('sign'), userTask('stamp'), end)));
      const target = await runner.findLatest('process', 'routed', null);
      return { runner, tasks, instanceKey, request: { targetDefinitionKey: String(target?.key), ...why } };
    };

    it('says what stands against it, and what it would do, and changes nothing', async () => {
      // given
      const { runner, instanceKey, tasks, request } = await versions();

      // when
      const refused = await runner.migrate(instanceKey, { ...request, dryRun: true });
      const possible = await runner.migrate(instanceKey, { ...request, mapping: { review: 'check' }, dryRun: true });

      // then
      expect(refused).toMatchObject({ kind: 'refused', problems: [{ elementId: 'review', code: 'ELEMENT_MISSING' }] });
      expect(possible).toMatchObject({ kind: 'possible', report: { instanceKey, from: { version: 1 }, to: { version: 2 }, elements: [{ from: 'routed', to: 'routed' }, { from: 'review', to: 'check' }] } });
      expect(taskIn(await runner.completeUserTask(String(tasks[0]), { actor: clerk }))).toBeDefined();
      expect((await runner.store.instances([instanceKey]))[0]?.definitionKey).not.toBe(request.targetDefinitionKey);
    });

    it('moves the instance and its rows; it goes on in the new version', async () => {
      // given
      const { runner, instanceKey, tasks, request } = await versions();
      const other = await spec.world.runner();

      // when
      const migrated = await runner.migrate(instanceKey, { ...request, mapping: { review: 'check' } });
      const sign = taskIn(await other.completeUserTask(String(tasks[0]), { actor: clerk }));
      const stamp = taskIn(await other.completeUserTask(sign, { actor: clerk }));

      // then
      expect(migrated.kind).toBe('migrated');
      expect((await runner.store.instances([instanceKey]))[0]?.definitionKey).toBe(request.targetDefinitionKey);
      expect(done(await runner.completeUserTask(stamp, { actor: clerk })).status).toBe('completed');
    });
  });

  describe('ends', () => {
    it.each([true, false])('are told to who awaits them with the variables asked for (in the same process: %s)', async (isSame) => {
      // given
      const [one, other] = [await spec.world.runner(), await spec.world.runner()];
      await deploy(one, twoTasks);
      const tasks = watchTasks(one);
      const started = await one.startInstance({ processId: 'two-tasks', variables: { a: 1, b: 2 }, awaitCompletion: { timeoutMs: 20_000, fetchVariables: ['b', 'c'] }, actor: clerk });
      if (started.kind !== 'started') throw new Error(started.reason);
      const finisher = isSame ? one : other;

      // when
      const next = taskIn(await finisher.completeUserTask(String(tasks[0]), { actor: clerk }));
      done(await finisher.completeUserTask(next, { variables: { c: 'xong' }, actor: clerk }));

      // then
      expect(await started.completion).toEqual({ kind: 'completed', variables: { b: 2, c: 'xong' } });
    });

    it('that do not come in time are not awaited for ever', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, twoTasks);

      // when
      const started = await runner.startInstance({ processId: 'two-tasks', awaitCompletion: { timeoutMs: 20 }, actor: clerk });
      const completion = started.kind === 'started' ? await started.completion : null;

      // then
      expect(completion).toEqual({ kind: 'timeout' });
    });
  });

  describe('an ended instance', () => {
    it('is started again at the chosen step, with its variables and its unit', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, twoTasks);
      const first = await runner.startInstance({ processId: 'two-tasks', orgUnitId: 'Z01', businessKey: 'hs-1', variables: { subject: 'Đề nghị' }, actor: clerk });
      const instanceKey = first.kind === 'started' ? first.instanceKey : '';
      const alive = await runner.restart(instanceKey, why);
      done(await runner.cancel(instanceKey, why));
      const tasks = watchTasks(runner);

      // when
      const again = await runner.restart(instanceKey, { ...why, startInstructions: [{ elementId: 'direct' }] });

      // then
      expect(alive).toMatchObject({ kind: 'rejection', code: 'INVALID_ARGUMENT' });
      if (again.kind !== 'started') throw new Error(again.reason);
      expect(await runner.variablesAt(again.instanceKey)).toEqual({ subject: 'Đề nghị' });
      expect(await runner.store.instances([again.instanceKey])).toMatchObject([{ orgUnitId: 'Z01', businessKey: 'hs-1', status: 'active' }]);
      expect(done(await runner.completeUserTask(String(tasks[0]), { actor: clerk })).status).toBe('completed');
    });

    it('goes with its history, and all that it called, when the time of its process is over', async () => {
      // given
      const runner = await spec.world.runner({ retention: [{ processIds: ['two-tasks'], keepMs: 1 }, { processIds: '*', keepMs: 1000 }] });
      await deploy(runner, twoTasks, callsChild);
      const tasks = watchTasks(runner);
      const parent = await startOne(runner, 'calls-child');
      for (let count = 0; count < 3; count++) await done(await runner.completeUserTask(String(tasks[count]), { actor: clerk })).effects;
      const living = await startOne(runner, 'calls-child');

      // when
      spec.world.clock.advance(1000);
      const early = await runner.purgeHistory();
      spec.world.clock.advance(1);
      const counts = [early, await runner.purgeHistory(), await runner.purgeHistory()];

      // then
      expect(counts).toEqual([0, 1, 0]);
      expect((await runner.store.instances([parent, living])).map((each) => each.instanceKey)).toEqual([living]);
      expect(done(await runner.completeUserTask(String(tasks[3]), { actor: clerk })).kind).toBe('done');
    });
  });

  describe('operators', () => {
    it('set variables at any living scope, and change a job', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask);
      const instanceKey = await startOne(runner, 'mail-then-task');
      const before = await runner.updateJob('1', { timeoutMs: 5 });
      const [job] = await runner.activateJobs({ types: ['mail'], worker: 'w', maxJobs: 1, lockMs: 1000 });
      const scopeKey = String(job?.elementInstanceKey);

      // when
      done(await runner.setVariables(instanceKey, { a: 1 }, { actor: operator }));
      done(await runner.setVariables(scopeKey, { a: 2 }, { local: true, actor: operator }));
      done(await runner.updateJob(String(job?.key), { retries: 7, timeoutMs: 5000 }));
      spec.world.clock.advance(4999);
      const early = await runner.activateJobs({ types: ['mail'], worker: 'w2', maxJobs: 1, lockMs: 1000 });
      spec.world.clock.advance(1);

      // then
      expect(before).toMatchObject({ code: 'NOT_FOUND' });
      expect(await runner.variablesAt(instanceKey, scopeKey)).toEqual({ a: 2 });
      expect(await runner.variablesAt(instanceKey)).toEqual({ a: 1 });
      expect(early).toEqual([]);
      expect(await runner.activateJobs({ types: ['mail'], worker: 'w2', maxJobs: 1, lockMs: 1000 })).toMatchObject([{ retries: 7 }]);
    });

    it('are told when too many commands wait already', async () => {
      // given
      const runner = await spec.world.runner({ maxWaiting: 3 });
      await deploy(runner, twoTasks);

      // when
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => runner.startInstance({ processId: 'two-tasks', actor: clerk })));

      // then
      expect(outcomes.filter((each) => each.kind === 'started')).toHaveLength(3);
      expect(outcomes.filter((each) => each.kind === 'rejection' && each.code === 'OVERLOADED')).toHaveLength(7);
      expect(await runner.startInstance({ processId: 'two-tasks', actor: clerk })).toMatchObject({ kind: 'started' });
    });

    it('may give fifty commands to one instance at once, in two processes', async () => {
      // given
      const runners = [await spec.world.runner({ cacheBytes: 1_000_000 }), await spec.world.runner()] as const;
      await deploy(runners[0], twoTasks);
      const instanceKey = await startOne(runners[0], 'two-tasks');

      // when
      const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => runners[index % 2 === 0 ? 0 : 1].setVariables(instanceKey, { [`v${index}`]: index }, { actor: operator })));

      // then
      const written = outcomes.flatMap((each, index) => (each.kind === 'done' ? [`v${index}`] : []));
      expect(Object.keys((await runners[1].variablesAt(instanceKey)) ?? {}).toSorted()).toEqual(written.toSorted());
      expect(new Set(outcomes.flatMap((each) => (each.kind === 'rejection' ? [each.code] : []))).size).toBeLessThanOrEqual(1);
      expect(written.length).toBeGreaterThan(24);
    });
  });

  describe('jobs of clients outside', () => {
    const wanted = { types: ['mail'], worker: 'client', maxJobs: 10, lockMs: 60_000 };

    it('are handed to a client that waits, as soon as they are made here or in another process', async () => {
      // given
      const [one, other] = [await spec.world.runner(), await spec.world.runner()];
      await deploy(one, mailThenTask);

      // when
      const here = one.activateJobs({ ...wanted, longPollMs: 20_000 });
      await startOne(one, 'mail-then-task', { a: 1, b: 2 });
      const first = await here;
      const elsewhere = one.activateJobs({ ...wanted, fetchVariables: ['b'], longPollMs: 20_000 });
      await startOne(other, 'mail-then-task', { a: 1, b: 2 });

      // then
      expect(first).toMatchObject([{ variables: { a: 1, b: 2 } }]);
      expect((await elsewhere).map((each) => each.variables)).toEqual([{ b: 2 }]);
    });

    it('are shared out among units and types when there are more than wanted', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask, bpmn('fax-then-task', chain(start, serviceTask('send', 'fax'), end)));
      const begin = (processId: string, orgUnitId: string | null) => runner.startInstance({ processId, orgUnitId, actor: clerk });
      for (let count = 0; count < 12; count++) await begin('mail-then-task', 'Z01');
      await begin('mail-then-task', 'Z02');
      await begin('mail-then-task', null);
      await begin('fax-then-task', 'Z01');

      // when
      const jobs = await runner.activateJobs({ ...wanted, types: ['mail', 'fax'], maxJobs: 4 });
      const ofUnit = await runner.activateJobs({ ...wanted, maxJobs: 4, tenantIds: ['Z01', 'Z02'] });

      // then
      expect(jobs.map((each) => `${each.type} ${each.tenantId}`).toSorted()).toEqual(['fax Z01', 'mail <default>', 'mail Z01', 'mail Z02']);
      expect(ofUnit.map((each) => each.tenantId)).toEqual(['Z01', 'Z01', 'Z01', 'Z01']);
    });

    it('go to one of many that wait', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask);
      const enough = new AbortController();
      const jobs: string[] = [];
      const poll = async () => jobs.push(...(await runner.activateJobs({ ...wanted, maxJobs: 1, longPollMs: 20_000, signal: enough.signal })).map((each) => each.key));
      const polls = Array.from({ length: 20 }, poll);

      // when
      for (let count = 0; count < 5; count++) await startOne(runner, 'mail-then-task');
      await until(() => jobs.length >= 5);
      enough.abort();
      await Promise.all(polls);

      // then
      expect(new Set(jobs).size).toBe(5);
      expect(jobs).toHaveLength(5);
    });

    it('are not taken for a client that is gone or was answered', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask);
      const gone = new AbortController();
      const polls = [runner.activateJobs({ ...wanted, longPollMs: 20_000, signal: gone.signal }), runner.activateJobs({ ...wanted, longPollMs: 5 })];
      gone.abort();
      const answers = await Promise.all(polls);

      // when
      await startOne(runner, 'mail-then-task');

      // then
      expect(answers).toEqual([[], []]);
      expect(await runner.activateJobs(wanted)).toMatchObject([{ attempt: 1 }]);
    });

    it('go back when the client leaves while they are taken', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask);
      await startOne(runner, 'mail-then-task');
      const gone = new AbortController();

      // when
      const leaving = runner.activateJobs({ ...wanted, longPollMs: 20_000, signal: gone.signal });
      gone.abort();
      const answer = await leaving;

      // then
      expect(answer).toEqual([]);
      expect(await runner.activateJobs({ ...wanted, longPollMs: 5_000 })).toMatchObject([{ attempt: 1 }]);
    });

    it('are shared with the workers of the process', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, mailThenTask);
      const dispatcher = new JobDispatcher(runner, { pollMs: 20 });
      const handled: string[] = [];
      dispatcher.register('mail', async (job) => {
        handled.push(job.key);
        return { kind: 'complete' };
      });
      dispatcher.start();
      const poll = runner.activateJobs({ ...wanted, longPollMs: 500 });

      // when
      await Promise.all(Array.from({ length: 20 }, () => startOne(runner, 'mail-then-task')));
      const outside = (await poll).map((each) => each.key);
      await until(() => handled.length + outside.length === 20);
      await dispatcher.stop();

      // then
      expect(new Set([...handled, ...outside]).size).toBe(20);
    });
  });
}
