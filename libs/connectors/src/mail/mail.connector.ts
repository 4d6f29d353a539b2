import { createHash } from 'node:crypto';
import { defineConnector, defineOperation, field, runtimeError } from '@vanthu/connector-sdk';
import type { Connector, OperationContext } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { composeMail } from './compose-mail.js';
import { mailError, mailErrors } from './mail-errors.js';
import { mailServerSchema } from './mail-server-settings.js';
import { mailIcon } from './mail.icon.js';
import { ownMessageId } from './message-id.js';
import { findSentCopy } from './sent-copy.js';
import { deliver } from './smtp-delivery.js';

const mailboxSchema = z.object({
  /** The agency whose voice this mailbox is. */
  agencyId: z.string().min(1),
  address: z.email(),
  displayName: z.string().regex(/^[^\r\n]*$/).default(''),
  smtp: mailServerSchema,
  imap: mailServerSchema,
});
type Mailbox = z.output<typeof mailboxSchema>;

const configurationSchema = z.object({
  mailboxes: z.array(mailboxSchema),
  /** Largest sum of attachments in bytes. */
  maxAttachmentBytes: z.number().int().positive().default(25 * 1024 * 1024),
  /** How long after an attempt handed the letter over its copy may still come; before that nobody sends again. */
  proofWaitMs: z.number().int().nonnegative().default(15_000),
});
type Configuration = z.output<typeof configurationSchema>;

const addresses = z.array(z.email()).max(200);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'phải là SHA-256, chữ thường');

const inputSchema = z.object({
  agencyId: field(z.string().min(1), { label: { vi: 'Cơ quan gửi', en: 'Sending agency' }, hint: { vi: 'Thư luôn gửi từ hộp thư của cơ quan', en: 'A letter always leaves from the agency’s mailbox' } }),
  to: field(addresses.min(1), { label: { vi: 'Người nhận', en: 'To' } }),
  cc: field(addresses.default([]), { label: { vi: 'Đồng gửi', en: 'Cc' } }),
  subject: field(z.string().min(1).max(900), { label: { vi: 'Tiêu đề', en: 'Subject' } }),
  text: field(z.string().max(1_000_000), { label: { vi: 'Nội dung đã được duyệt', en: 'Approved text' }, multiline: true }),
  attachments: field(z.array(z.object({ sha256, name: z.string().min(1).max(255) })).max(100).default([]), {
    label: { vi: 'Tệp đính kèm', en: 'Attachments' },
    hint: { vi: 'Danh sách {sha256, name}', en: 'List of {sha256, name}' },
  }),
  inReplyTo: field(z.string().regex(/^<[^<>\s]+>$/).nullable().default(null), { label: { vi: 'Trả lời thư có Message-ID', en: 'In reply to Message-ID' } }),
});
type Input = z.output<typeof inputSchema>;

const outputSchema = z.object({
  messageId: z.string(),
  /** False when an earlier attempt had sent it. */
  sentNow: z.boolean(),
  /** The server's words of acceptance; empty when an earlier attempt had sent it. */
  response: z.string(),
  /** The message, stored: as it left, or where an earlier attempt had sent it, as the copy in the mailbox shows it. */
  message: z.object({ sha256: z.string(), size: z.number() }),
});

/** `mail:send:1`: sends from the mailbox of the agency, to all recipients or none, once over all attempts. */
export function createMailConnector(configuration: z.input<typeof configurationSchema>): Connector {
  const settings = configurationSchema.parse(configuration);
  return defineConnector({
    id: 'mail',
    version: 1,
    name: { vi: 'Thư điện tử', en: 'Mail' },
    icon: mailIcon,
    errors: mailErrors,
    operations: {
      send: defineOperation({
        name: { vi: 'Gửi thư từ hộp thư cơ quan', en: 'Send from the agency’s mailbox' },
        input: inputSchema,
        output: outputSchema,
        timeoutMs: 180_000,
        execute: (input, context) => send(input, context, settings),
      }),
    },
  });
}

async function send(input: Input, context: OperationContext, settings: Configuration): Promise<z.input<typeof outputSchema>> {
  const mailbox = mailboxOf(input.agencyId, settings);
  const recipients = [...input.to, ...input.cc];
  const messageId = ownMessageId(context.idempotencyKey, recipients, mailbox.address);
  const attachments = await readAttachments(input, context, settings.maxAttachmentBytes);
  const copy = context.attempt > 1 ? await copyOf(messageId, mailbox, context, settings) : null;
  if (copy !== null) {
    context.logger.info('The letter was sent by an earlier attempt.', { messageId });
    return { messageId, sentNow: false, response: '', message: await context.files.save(copy, fileNameOf(messageId)) };
  }
  const raw = await composeMail({
    messageId, attachments,
    from: { name: mailbox.displayName, address: mailbox.address },
    to: input.to, cc: input.cc,
    subject: input.subject.replace(/\s*[\r\n]+\s*/g, ' ').normalize('NFC'),
    text: input.text.normalize('NFC'),
    inReplyTo: input.inReplyTo,
    date: context.now(),
  });
  const message = await context.files.save(raw, fileNameOf(messageId));
  context.signal.throwIfAborted();
  const response = await deliver({
    server: mailbox.smtp,
    password: await passwordOf(mailbox.smtp.passwordSecret, context),
    from: mailbox.address,
    recipients: withCopy(recipients, mailbox.address),
    message: raw,
    beforeHandingOver: () => context.files.save(handingOver(messageId, context.attempt), `${fileNameOf(messageId)}.mark`),
    signal: context.signal,
  });
  return { messageId, sentNow: true, response, message };
}

function mailboxOf(agencyId: string, settings: Configuration): Mailbox {
  const mailbox = settings.mailboxes.find((candidate) => candidate.agencyId === agencyId);
  if (mailbox) return mailbox;
  throw mailError('MAILBOX_MISSING', { detail: agencyId });
}

async function readAttachments(input: Input, context: OperationContext, maxBytes: number): Promise<{ name: string; content: Uint8Array }[]> {
  const attachments: { name: string; content: Uint8Array }[] = [];
  let size = 0;
  for (const { sha256: expected, name } of input.attachments) {
    const content = await context.files.read(expected);
    if (createHash('sha256').update(content).digest('hex') !== expected) {
      throw runtimeError('FILE_DAMAGED', { detail: expected });
    }
    size += content.byteLength;
    if (size > maxBytes) throw mailError('MAIL_TOO_LARGE', { detail: `(trên ${maxBytes} byte)` });
    attachments.push({ name: name.normalize('NFC'), content });
  }
  return attachments;
}

async function copyOf(messageId: string, mailbox: Mailbox, context: OperationContext, settings: Configuration): Promise<Buffer | null> {
  const password = await passwordOf(mailbox.imap.passwordSecret, context);
  return findSentCopy(mailbox.imap, password, messageId, await proofStillDue(messageId, context, settings), context.signal);
}

/** The mark that an attempt leaves in the file store before it hands the letter to the server. */
function handingOver(messageId: string, attempt: number): Buffer {
  return Buffer.from(`handing over ${messageId}, attempt ${attempt}`, 'utf8');
}

/** Milliseconds in which the copy of an earlier attempt may still come: none when no attempt came as far as handing over. */
async function proofStillDue(messageId: string, context: OperationContext, { proofWaitMs }: Configuration): Promise<number> {
  let latest = Number.NEGATIVE_INFINITY;
  for (let attempt = 1; attempt < context.attempt; attempt++) {
    const mark = await context.files.stat(createHash('sha256').update(handingOver(messageId, attempt)).digest('hex'));
    latest = Math.max(latest, mark?.storedAt.getTime() ?? latest);
  }
  return Math.min(proofWaitMs, Math.max(0, latest + proofWaitMs - context.now().getTime()));
}

function fileNameOf(messageId: string): string {
  return `${messageId.slice(1, 48)}.eml`;
}

async function passwordOf(secretName: string | null, context: OperationContext): Promise<string | null> {
  return secretName === null ? null : context.secrets.get(secretName);
}

/** The copy to our own mailbox, in the envelope alone; the same address twice would be two copies on some servers. */
function withCopy(recipients: readonly string[], own: string): readonly string[] {
  return [...new Map([...recipients, own].map((address) => [address.toLowerCase(), address])).values()];
}
