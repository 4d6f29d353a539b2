import { describe, expect, it } from '@jest/globals';
import { clerk, deploy, startOne, watchTasks, type RuntimeSpec } from './runtime-contract.js';
import { awaitsReply, startsByMessage } from './sample-processes.js';

export function describeMessaging(spec: RuntimeSpec): void {
  const reply = (notation: string, more = {}) => ({ name: 'reply-received', correlationKey: notation, variables: { code: '03' }, ...more });

  describe('messages', () => {
    it('reach the instance that waits for them', async () => {
      // given
      const [one, other] = [await spec.world.runner(), await spec.world.runner()];
      await deploy(one, awaitsReply);
      const waiting = await startOne(one, 'awaits-reply', { notation: '12/ZA' });
      await startOne(one, 'awaits-reply', { notation: '13/ZA' });

      // when
      const published = await other.publishMessage(reply('12/ZA'));

      // then
      expect(published).toMatchObject({ kind: 'published', correlations: [{ instanceKey: waiting, processId: 'awaits-reply', isNew: false }] });
      expect(await one.variablesAt(waiting)).toEqual({ notation: '12/ZA', code: '03' });
    });

    it('are correlated once when processes race', async () => {
      // given
      const runners = [await spec.world.runner(), await spec.world.runner()] as const;
      await deploy(runners[0], awaitsReply);
      for (let count = 0; count < 5; count++) await startOne(runners[0], 'awaits-reply', { notation: 'same' });

      // when
      const published = await Promise.all(Array.from({ length: 5 }, (_, index) => runners[index % 2 === 0 ? 0 : 1].publishMessage(reply('same', { messageId: `m${index}` }))));

      // then
      const reached = published.flatMap((each) => (each.kind === 'published' ? each.correlations.map((one) => one.instanceKey) : []));
      expect(reached).toHaveLength(5);
      expect(new Set(reached).size).toBe(5);
    });

    it('wait for a subscription to come, as long as they live', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, awaitsReply);
      const tasks = watchTasks(runner);
      await runner.publishMessage(reply('early', { timeToLiveMs: 1000 }));
      await runner.publishMessage(reply('expired', { timeToLiveMs: 10 }));
      await runner.publishMessage(reply('now or never'));
      spec.world.clock.advance(500);

      // when
      for (const notation of ['early', 'expired', 'now or never']) await startOne(runner, 'awaits-reply', { notation });

      // then
      expect(tasks).toHaveLength(1);
    });

    it('of the same id are taken once while the first is kept', async () => {
      // given
      const runner = await spec.world.runner();

      // when
      const outcomes = [await runner.publishMessage(reply('x', { messageId: 'a', timeToLiveMs: 1000 })), await runner.publishMessage(reply('x', { messageId: 'a', timeToLiveMs: 1000 }))];

      // then
      expect(outcomes).toMatchObject([{ kind: 'published' }, { kind: 'rejection', code: 'DUPLICATE' }]);
    });

    it('start one instance of the newest version', async () => {
      // given
      const [one, other] = [await spec.world.runner(), await spec.world.runner()];
      await deploy(one, startsByMessage);
      await deploy(other, startsByMessage.replace('Việc register', 'Vào sổ'));
      const tasks = watchTasks(other);

      // when
      const published = await other.publishMessage({ name: 'document-received', variables: { subject: 'Đề nghị' } });

      // then
      expect(published).toMatchObject({ kind: 'published', correlations: [{ processId: 'starts-by-message', isNew: true }] });
      expect(tasks).toHaveLength(1);
    });

    it('reach an open subscription also when their publisher or the subscriber was lost in between', async () => {
      // given
      const runner = await spec.world.runner();
      await deploy(runner, awaitsReply);
      const tasks = watchTasks(runner);
      await startOne(runner, 'awaits-reply', { notation: 'lost' });
      const at = spec.world.clock.now();
      await runner.store.saveMessage({ key: runner.newKey(), name: 'reply-received', correlationKey: 'lost', messageId: null, expiresAt: at + 60_000, variables: {}, orgUnitId: null, at });

      // when
      await runner.sweep();
      await runner.sweep();

      // then
      expect(tasks).toHaveLength(1);
      await expect(runner.completeUserTask(String(tasks[0]), { actor: clerk })).resolves.toMatchObject({ kind: 'done' });
    });
  });
}
