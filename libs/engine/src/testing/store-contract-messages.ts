import { describe, expect, it } from '@jest/globals';
import { OUTBOX_GRACE_MS } from '../runtime/process-store.js';
import { member, message, NOON, subscriptionOpened } from './members.js';
import type { Stores } from './store-contract.js';

export function describeMessages(stores: Stores): void {
  describe('messages', () => {
    it('finds open subscriptions by name and key, oldest first', async () => {
      // given
      await stores.one.commit([member({ instanceKey: '100', events: [subscriptionOpened('51', 'reply', 'Đ-1'), subscriptionOpened('9', 'reply', 'Đ-1'), subscriptionOpened('52', 'reply', 'đ-1'), subscriptionOpened('53', 'recall', 'Đ-1')] })]);

      // then
      expect(await stores.other.openSubscriptions('reply', 'Đ-1')).toEqual([
        { key: '9', instanceKey: '100', processId: 'inbound', messageName: 'reply', correlationKey: 'Đ-1' },
        { key: '51', instanceKey: '100', processId: 'inbound', messageName: 'reply', correlationKey: 'Đ-1' },
      ]);
      await stores.one.commit([member({ instanceKey: '100', expectedRevision: 1, events: [{ type: 'MessageSubscriptionClosed', subscriptionKey: '9' }] })]);
      expect(await stores.other.openSubscriptions('reply', 'Đ-1')).toHaveLength(1);
    });

    it('keeps messages in order for who comes later, until they expire', async () => {
      // given
      const [late, early] = [message({ key: '801' }), message({ key: '800', expiresAt: NOON + 5 })];
      await stores.one.saveMessage(late);
      await stores.one.saveMessage(early);

      // then
      expect(await stores.other.bufferedMessages('reply', '12/ZA-VP', 'inbound', NOON)).toEqual([early, late]);
      expect(await stores.other.bufferedMessages('reply', '12/ZA-VP', 'inbound', NOON + 5)).toEqual([late]);
      expect(await stores.other.bufferedMessages('reply', '12/za-vp', 'inbound', NOON)).toEqual([]);
    });

    it('gives a kept message to a process once', async () => {
      // given
      await stores.one.saveMessage(message({ key: '800' }));

      // when
      await stores.one.commit([member({ instanceKey: '100', consumedMessage: { messageKey: '800', processId: 'inbound' } })]);

      // then
      expect(await stores.one.bufferedMessages('reply', '12/ZA-VP', 'inbound', NOON)).toEqual([]);
      expect(await stores.one.bufferedMessages('reply', '12/ZA-VP', 'outbound', NOON)).toHaveLength(1);
    });

    it('refuses a message id while the first message is kept', async () => {
      // given
      const first = await stores.one.saveMessage(message({ key: '800', messageId: 'a' }));

      // when
      const outcomes = [
        await stores.other.saveMessage(message({ key: '801', messageId: 'a' })),
        await stores.other.saveMessage(message({ key: '802', messageId: 'a', correlationKey: 'other' })),
        await stores.other.saveMessage(message({ key: '803', messageId: 'a', at: NOON + 10_000, expiresAt: NOON + 20_000 })),
        await stores.other.saveMessage(message({ key: '804' })),
      ];

      // then
      expect(first).toBe(true);
      expect(outcomes).toEqual([false, true, true, true]);
    });

    it('accepts a message id once, whoever races for it', async () => {
      // when
      const attempts = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? stores.one : stores.other).saveMessage(message({ key: `81${index}`, messageId: 'a' })));

      // then
      expect((await Promise.all(attempts)).filter((saved) => saved)).toHaveLength(1);
    });

    it('will publish a saved message even when its publisher is lost', async () => {
      // given
      const lost = message({ key: '800', messageId: 'a' });

      // when
      const outcomes = [await stores.one.saveMessage(lost), await stores.one.saveMessage(lost)];

      // then
      expect(outcomes).toEqual([true, true]);
      expect(await stores.other.takeOutbox(NOON + OUTBOX_GRACE_MS, 10, 1000)).toEqual([{ key: '800', type: 'PublishMessage', message: lost }]);
    });

    it('finds kept messages that nobody brought to those who wait', async () => {
      // given
      const kept = message({ key: '800' });
      await stores.one.saveMessage(kept);
      await stores.one.saveMessage(message({ key: '801', correlationKey: 'other' }));
      await stores.one.commit([member({ instanceKey: '100', events: [subscriptionOpened('51', 'reply', '12/ZA-VP')] })]);

      // then
      expect(await stores.other.unmatchedMessages(NOON, NOON + 1, 10)).toEqual([]);
      expect(await stores.other.unmatchedMessages(NOON, NOON, 10)).toEqual([{ subscriptionKey: '51', instanceKey: '100', processId: 'inbound', message: kept }]);
      await stores.one.commit([member({ instanceKey: '100', expectedRevision: 1, consumedMessage: { messageKey: '800', processId: 'inbound' } })]);
      expect(await stores.other.unmatchedMessages(NOON, 0, 10)).toEqual([]);
    });

    it('purges expired messages in slices', async () => {
      // given
      for (const key of ['800', '801', '802']) await stores.one.saveMessage(message({ key }));
      await stores.one.commit([member({ instanceKey: '100', consumedMessage: { messageKey: '800', processId: 'inbound' } })]);

      // then
      expect(await stores.one.purgeMessages(NOON, 10)).toBe(0);
      expect(await stores.one.purgeMessages(NOON + 10_000, 2)).toBe(2);
      expect(await stores.one.purgeMessages(NOON + 10_000, 2)).toBe(1);
    });
  });
}
