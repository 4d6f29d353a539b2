import { defineInboundConnector } from '@vanthu/connector-sdk';
import type { InboundConnector } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { mailFoldersSchema, mailServerSchema } from './mail-server-settings.js';
import { MailboxWatcher } from './mailbox-watcher.js';

const stopWithinMs = 10_000;

const propertiesSchema = z.object({
  agencyId: z.string().min(1),
  /** The agency's mailbox. */
  address: z.email(),
  imap: mailServerSchema,
  folders: mailFoldersSchema,
  /** How often to look where the server does not announce new mail. */
  pollSeconds: z.number().positive().default(60),
  /** Letters that arrived before this day (yyyy-mm-dd) are left alone: for a mailbox that was in use before. */
  ignoreBefore: z.iso.date().nullable().default(null),
  /** Larger messages are handed over without their files. */
  maxMessageBytes: z.number().int().positive().default(70 * 1024 * 1024),
});
export type InboundMailProperties = z.output<typeof propertiesSchema>;

/**
 * `mail-inbound:1`: takes letters from INBOX. A message is moved only after the host said that it is safe, so a crash at any point
 * leaves it where it is, to be handed over again under the same deduplication key. Copies of our own letters are put aside.
 */
export const mailInboundConnector: InboundConnector<typeof propertiesSchema> = defineInboundConnector({
  id: 'mail-inbound',
  version: 1,
  name: { vi: 'Nhận thư điện tử', en: 'Incoming mail' },
  properties: propertiesSchema,
  activate(context) {
    const watcher = new MailboxWatcher(context);
    const running = watcher.run();
    return Promise.resolve({
      async deactivate() {
        const timer = setTimeout(() => watcher.abandon(), stopWithinMs);
        await running;
        clearTimeout(timer);
      },
    });
  },
});
