import { describe, expect, it } from '@jest/globals';
import { OUTBOX_GRACE_MS } from '../runtime/process-store.js';
import { ProcessRunner } from '../runtime/process-runner.js';
import { clerk, deploy, done, startOne, watchTasks, type RuntimeSpec } from './runtime-contract.js';
import { dyingStore } from './dying-store.js';
import { awaitsSignal, startsBySignal, throwsSignal } from './sample-processes.js';

export function describeSignals(spec: RuntimeSpec): void {
  const closed = { name: 'office-closed', variables: { until: '2026-02-10' } };

  describe('signals', () => {
    it('reach everybody who waits, and start the newest version of who begins with them', async () => {
      // given
      const [one, other] = [await spec.world.runner(), await spec.world.runner()];
      await deploy(one, awaitsSignal, startsBySignal);
      await deploy(one, startsBySignal.replace('Việc react', 'Ứng phó'));
      const waiting = [await startOne(one, 'awaits-signal'), await startOne(other, 'awaits-signal')];

      // when
      const broadcast = await other.broadcastSignal(closed);
      const again = await other.broadcastSignal({ name: 'office-opened' });

      // then
      if (broadcast.kind !== 'broadcast') throw new Error(broadcast.reason);
      expect(broadcast.reached.filter((each) => !each.isNew).map((each) => each.instanceKey).toSorted()).toEqual(waiting.toSorted());
      expect(broadcast.reached.filter((each) => each.isNew)).toMatchObject([{ processId: 'starts-by-signal' }]);
      expect(await one.variablesAt(String(waiting[0]))).toEqual({ until: '2026-02-10' });
      expect(again).toMatchObject({ kind: 'broadcast', reached: [] });
    });

    it('of a unit reach its instances only', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, awaitsSignal);
      const started = await runner.startInstance({ processId: 'awaits-signal', orgUnitId: 'Z01', actor: clerk });
      await startOne(runner, 'awaits-signal');

      // when
      const broadcast = await runner.broadcastSignal({ ...closed, orgUnitId: 'Z01' });

      // then
      expect(broadcast).toMatchObject({ reached: [{ instanceKey: started.kind === 'started' && started.instanceKey }] });
    });

    it('thrown by an instance reach the others', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, awaitsSignal, startsBySignal, throwsSignal);
      const tasks = watchTasks(runner);
      await startOne(runner, 'awaits-signal');
      await startOne(runner, 'throws-signal');

      // when
      await done(await runner.completeUserTask(String(tasks[0]), { actor: clerk })).effects;

      // then
      expect(tasks).toHaveLength(3);
    });

    it.each([[3, 'before'], [4, 'after'], [6, 'before'], [8, 'after']] as const)('reach all when the process that broadcasts them is killed at its call %d (%s)', async (killedAt, moment) => {
      // given
      const living = await spec.world.runner();
      await deploy(living, awaitsSignal, throwsSignal);
      const tasks = watchTasks(living);
      for (let count = 0; count < 3; count++) await startOne(living, 'awaits-signal');
      await startOne(living, 'throws-signal');
      const dying = new ProcessRunner(dyingStore(living.store, killedAt, moment).store, spec.world.clock, { onError: () => undefined, node: 1023 });

      // when
      const answer = await dying.completeUserTask(String(tasks[0]), { actor: clerk }).catch(() => null);
      if (answer?.kind === 'done') await answer.effects;
      for (let round = 0; round < 2; round++) {
        spec.world.clock.advance(OUTBOX_GRACE_MS + 20_000);
        await living.sweep();
      }
      const again = await living.completeUserTask(String(tasks[0]), { actor: clerk });
      if (again.kind === 'done') await again.effects;

      // then
      expect(await living.broadcastSignal(closed)).toMatchObject({ reached: [] });
    });
  });
}
