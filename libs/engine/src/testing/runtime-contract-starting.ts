import { describe, expect, it } from '@jest/globals';
import { OUTBOX_GRACE_MS } from '../runtime/process-store.js';
import { TimerScheduler } from '../runtime/timer-scheduler.js';
import { clerk, deploy, until, watchTasks, type RuntimeSpec } from './runtime-contract.js';
import { awaitsReply, startsByMessage, startsByTimer, twoTasks, waitsAnHour } from './sample-processes.js';

const HOUR = 3_600_000;

export function describeStarting(spec: RuntimeSpec): void {
  const fireAll = (schedulers: readonly TimerScheduler[]) => Promise.all(schedulers.map((each) => each.fireDue()));

  describe('timer start events', () => {
    it.each([
      ['timeCycle', 'R3/PT1H', 3],
      ['timeCycle', '0 0 * * * *', 5],
      ['timeDuration', 'PT1H', 1],
      ['timeDate', '2026-02-02T02:30:00Z', 1],
    ])('start an instance each time they are due: %s %s', async (kind, value, times) => {
      // given
      const runners = [await spec.world.runner(), await spec.world.runner()];
      await deploy(runners[0] as (typeof runners)[0], startsByTimer(kind, value));
      const schedulers = runners.map((each) => new TimerScheduler(each));
      const tasks = runners.map(watchTasks);

      // when
      await fireAll(schedulers);
      const early = tasks.flat().length;
      for (let hour = 0; hour < 5; hour++) {
        spec.world.clock.advance(HOUR);
        await fireAll(schedulers);
        await fireAll(schedulers);
      }

      // then
      expect({ early, made: tasks.flat().length }).toEqual({ early: 0, made: times });
    });

    it('are those of the newest version only, and of the one before once it is deleted', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, startsByTimer('timeCycle', 'R/PT1H'));
      const deployment = await runner.deploy([{ name: 'x.bpmn', content: startsByTimer('timeCycle', 'R/PT10H') }]);
      const newest = deployment.kind === 'deployed' ? String(deployment.definitions[0]?.key) : '';
      const scheduler = new TimerScheduler(runner);
      const tasks = watchTasks(runner);

      // when
      spec.world.clock.advance(2 * HOUR);
      await scheduler.fireDue();
      const asNewest = tasks.length;
      const deleted = await runner.deleteDefinition(newest);
      spec.world.clock.advance(HOUR);
      await scheduler.fireDue();

      // then
      expect(asNewest).toBe(0);
      expect(deleted.kind).toBe('deleted');
      expect(tasks).toHaveLength(1);
    });

    it('go over to a version on the day from which it is effective', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, startsByTimer('timeCycle', 'R/PT1H'));
      const effectiveFrom = spec.world.clock.now() + 10 * HOUR;
      await runner.deploy([{ name: 'x.bpmn', content: startsByTimer('timeCycle', 'R/PT4H'), effectiveFrom }]);
      const scheduler = new TimerScheduler(runner);
      const tasks = watchTasks(runner);

      // when
      const counts: number[] = [];
      for (let hour = 0; hour < 19; hour++) {
        spec.world.clock.advance(HOUR);
        await scheduler.fireDue();
        counts.push(tasks.length);
      }

      // then
      expect(counts[8]).toBe(9);
      expect(tasks.length - Number(counts[9])).toBe(2);
    });

    it('without a time refuse the deployment', async () => {
      // given
      const runner = await spec.world.runner();

      // when
      const deployment = await runner.deploy([{ name: 'x.bpmn', content: startsByTimer('timeDate', '=missing') }]);

      // then
      expect(deployment).toMatchObject({ kind: 'refused', problems: [{ elementId: 'due', code: 'TIMER_INVALID' }] });
    });
  });

  describe('deployments', () => {
    it('are offered the messages that are kept', async () => {
      // given
      const runner = await spec.world.runner();
      const tasks = watchTasks(runner);
      for (const subject of ['Đề nghị', 'Báo cáo']) await runner.publishMessage({ name: 'document-received', timeToLiveMs: HOUR, variables: { subject } });
      await runner.publishMessage({ name: 'document-received', timeToLiveMs: 1 });
      spec.world.clock.advance(1);

      // when
      await deploy(runner, startsByMessage);
      await until(() => tasks.length === 2);
      await deploy(runner, startsByMessage.replace('Việc register', 'Vào sổ'));
      spec.world.clock.advance(OUTBOX_GRACE_MS);
      await runner.sweep();

      // then
      expect(tasks).toHaveLength(2);
    });

    it('that are deleted start nothing more; their instances go on, and the version before is the newest', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, twoTasks);
      const deployment = await runner.deploy([{ name: 'x.bpmn', content: twoTasks.replace('Việc register', 'Vào sổ') }]);
      const key = deployment.kind === 'deployed' ? String(deployment.definitions[0]?.key) : '';
      const tasks = watchTasks(runner);
      await runner.startInstance({ definitionKey: key, actor: clerk });

      // when
      const outcomes = [await runner.deleteDefinition(key), await runner.deleteDefinition(key)];

      // then
      expect(outcomes.map((each) => each.kind)).toEqual(['deleted', 'rejection']);
      expect(await runner.completeUserTask(String(tasks[0]), { actor: clerk })).toMatchObject({ kind: 'done' });
      expect(await runner.startInstance({ definitionKey: key, actor: clerk })).toMatchObject({ code: 'DEFINITION_NOT_FOUND' });
      expect((await runner.findLatest('process', 'two-tasks', null))?.version).toBe(1);
      await deploy(runner, twoTasks.replace('Việc register', 'Vào sổ'));
      expect((await runner.findLatest('process', 'two-tasks', null))?.version).toBe(3);
    });
  });

  describe('correlating a message at once', () => {
    it('tells which instance it reached, or that nobody waits, and keeps nothing', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, awaitsReply, waitsAnHour);
      const early = await runner.correlateMessage({ name: 'reply-received', correlationKey: '12/ZA' });
      const started = await runner.startInstance({ processId: 'awaits-reply', variables: { notation: '12/ZA' }, actor: clerk });
      const tasks = watchTasks(runner);

      // when
      const correlated = await runner.correlateMessage({ name: 'reply-received', correlationKey: '12/ZA', variables: { code: '03' } });

      // then
      expect(early).toMatchObject({ kind: 'rejection', code: 'NOT_FOUND' });
      expect(correlated).toMatchObject({ kind: 'correlated', correlation: { instanceKey: started.kind === 'started' && started.instanceKey, isNew: false } });
      expect(tasks).toHaveLength(1);
    });
  });
}
