import { describe, expect, it } from '@jest/globals';
import { OUTBOX_GRACE_MS, type CommitMember, type OutboxCommand } from '../runtime/process-store.js';
import { jobCreated, member, message, NOON, started, subscriptionOpened, taskCreated, timerScheduled } from './members.js';
import type { Stores } from './store-contract.js';

export function describeCommits(stores: Stores): void {
  describe('commits', () => {
    it('keeps the snapshot with its revision', async () => {
      // when
      const outcomes = await stores.one.commit([member({ instanceKey: '100', snapshot: '{"tên":"Đỗ Văn Được"}' })]);

      // then
      expect(outcomes).toEqual(['committed']);
      expect(await stores.other.load('100')).toEqual({ key: '100', definitionKey: '7', revision: 1, snapshot: '{"tên":"Đỗ Văn Được"}' });
      expect(await stores.other.load('101')).toBeNull();
    });

    it('refuses the member that comes too late, and no other of its batch', async () => {
      // given
      await stores.one.commit(['100', '101', '102'].map((instanceKey) => member({ instanceKey })));
      await stores.other.commit([member({ instanceKey: '101', expectedRevision: 1, snapshot: '{"by":"other"}' })]);

      // when
      const outcomes = await stores.one.commit(['100', '101', '102'].map((instanceKey) => member({ instanceKey, expectedRevision: 1, snapshot: '{"by":"one"}', events: [taskCreated(`5${instanceKey}`)] })));

      // then
      expect(outcomes).toEqual(['committed', 'conflict', 'committed']);
      expect(await stores.one.load('101')).toMatchObject({ revision: 2, snapshot: '{"by":"other"}' });
      expect(await stores.one.load('102')).toMatchObject({ revision: 2, snapshot: '{"by":"one"}' });
      expect(await stores.one.instanceOf('userTask', '5100')).toBe('100');
      expect(await stores.one.instanceOf('userTask', '5101')).toBeNull();
    });

    it('lets exactly one of two processes commit the same revision', async () => {
      // given
      await stores.one.commit([member({ instanceKey: '100' })]);

      // when
      const attempts = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? stores.one : stores.other).commit([member({ instanceKey: '100', expectedRevision: 1 })]));
      const outcomes = (await Promise.all(attempts)).flat();

      // then
      expect(outcomes.filter((each) => each === 'committed')).toHaveLength(1);
      expect(outcomes.filter((each) => each === 'conflict')).toHaveLength(9);
    });

    it('refuses to start an instance twice, also once it has ended', async () => {
      // given
      await stores.one.commit([member({ instanceKey: '100' }), ended('101', 0)]);

      // then
      expect(await stores.other.commit([member({ instanceKey: '100' }), member({ instanceKey: '101' })])).toEqual(['conflict', 'conflict']);
    });

    it('keeps nothing to go on with when the instance has ended', async () => {
      // given
      await stores.one.commit([member({ instanceKey: '100' })]);

      // when
      const outcomes = await stores.one.commit([ended('100', 1)]);

      // then
      expect(outcomes).toEqual(['committed']);
      expect(await stores.one.load('100')).toBeNull();
      expect(await stores.one.commit([member({ instanceKey: '100', expectedRevision: 2 })])).toEqual(['conflict']);
    });

    it('answers a repeated deduplication key with duplicate', async () => {
      // given
      await stores.one.commit([member({ instanceKey: '100', deduplicationKey: 'mail:Văn thư:17' })]);

      // when
      const outcomes = await stores.other.commit([member({ instanceKey: '101', deduplicationKey: 'mail:Văn thư:17' }), member({ instanceKey: '102', deduplicationKey: 'mail:văn thư:17' })]);

      // then
      expect(outcomes).toEqual(['duplicate', 'committed']);
      expect(await stores.one.load('101')).toBeNull();
      expect(await stores.one.deduplicated('mail:Văn thư:17')).toBe('100');
      expect(await stores.one.deduplicated('mail:Văn thư:18')).toBeNull();
    });

    it('commits a deduplication key once, whoever races for it', async () => {
      // when
      const attempts = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? stores.one : stores.other).commit([member({ instanceKey: `20${index}`, deduplicationKey: 'axis:1' })]));
      const outcomes = (await Promise.all(attempts)).flat();

      // then
      expect(outcomes.filter((each) => each === 'committed')).toHaveLength(1);
      expect(outcomes.filter((each) => each === 'duplicate')).toHaveLength(7);
    });

    it('refuses the second of two members with the same deduplication key in one batch', async () => {
      // when
      const outcomes = await stores.one.commit([member({ instanceKey: '100', deduplicationKey: 'a' }), member({ instanceKey: '101', deduplicationKey: 'a' })]);

      // then
      expect(outcomes).toEqual(['committed', 'duplicate']);
    });

    it('consumes an outbox command once', async () => {
      // given
      const command: OutboxCommand = { key: '900', type: 'CancelChildrenOf', elementInstanceKey: '71' };
      await stores.one.commit([member({ instanceKey: '100', outbox: [command] })]);

      // when
      const outcomes = [];
      for (const instanceKey of ['101', '102']) outcomes.push(...(await stores.other.commit([member({ instanceKey, consumedOutboxKey: '900' })])));

      // then
      expect(outcomes).toEqual(['committed', 'duplicate']);
      expect(await stores.one.takeOutbox(NOON + OUTBOX_GRACE_MS, 10, 1000)).toEqual([]);
    });

    it('hands out outbox commands after their grace time, oldest first, and again when the taker is lost', async () => {
      // given
      const commands: OutboxCommand[] = ['900', '901'].map((key) => ({ key, type: 'CancelChildrenOf', elementInstanceKey: '71' }));
      await stores.one.commit([member({ instanceKey: '100', outbox: commands })]);
      const due = NOON + OUTBOX_GRACE_MS;

      // then
      expect(await stores.one.takeOutbox(due - 1, 10, 1000)).toEqual([]);
      expect(await stores.one.takeOutbox(due, 10, 1000)).toEqual(commands);
      expect(await stores.other.takeOutbox(due + 999, 10, 1000)).toEqual([]);
      await stores.one.deleteOutbox('900');
      expect(await stores.other.takeOutbox(due + 1000, 10, 1000)).toEqual([commands[1]]);
    });

    it('finds living children and withdraws starts that have not happened', async () => {
      // given
      const parent = { instanceKey: '100', elementInstanceKey: '71', rootInstanceKey: '100' };
      const start = { type: 'StartInstance' as const, instanceKey: '111', variables: {}, parent, actor: { username: null } };
      const outbox: OutboxCommand[] = [{ key: '900', type: 'StartChild', calledProcessId: 'approval', binding: 'latest', versionTag: null, callerDefinitionKey: '7', start }];
      await stores.one.commit([member({ instanceKey: '100', outbox })]);
      await stores.one.commit([{ ...member({ instanceKey: '110' }), events: [started('110', parent)] }]);

      // when
      await stores.other.withdrawStarts('71');

      // then
      expect(await stores.other.commit([member({ instanceKey: '111', consumedOutboxKey: '900' })])).toEqual(['duplicate']);
      expect(await stores.other.childrenOf('71')).toEqual(['110']);
      await stores.one.commit([ended('110', 1)]);
      expect(await stores.other.childrenOf('71')).toEqual([]);
    });

    it('commits a batch of many kinds at once', async () => {
      // when
      const events = (n: number) => [jobCreated(`1${n}`), taskCreated(`2${n}`), timerScheduled(`3${n}`, NOON + n), subscriptionOpened(`4${n}`, 'reply', `n${n}`)];
      const outcomes = await stores.one.commit(Array.from({ length: 64 }, (_, n) => member({ instanceKey: `10${n + 100}`, events: events(n + 100) })));

      // then
      expect(new Set(outcomes)).toEqual(new Set(['committed']));
      expect(await stores.other.instanceOf('job', '1163')).toBe('10163');
      expect(await stores.other.instanceOf('userTask', '2163')).toBe('10163');
      expect(await stores.other.instanceOf('timer', '3163')).toBe('10163');
      expect(await stores.other.instanceOf('messageSubscription', '4163')).toBe('10163');
    });

    it('consumes a kept message once per process', async () => {
      // given
      await stores.one.saveMessage(message({ key: '800' }));
      const consume = (instanceKey: string, processId: string) => stores.one.commit([member({ instanceKey, processId, consumedMessage: { messageKey: '800', processId } })]);

      // then
      expect(await consume('100', 'inbound')).toEqual(['committed']);
      expect(await consume('101', 'inbound')).toEqual(['duplicate']);
      expect(await consume('102', 'outbound')).toEqual(['committed']);
    });
  });
}

export function ended(instanceKey: string, expectedRevision: number): CommitMember {
  return member({ instanceKey, expectedRevision, snapshot: null, status: 'completed', events: [{ type: 'InstanceCompleted', variables: {} }] });
}
