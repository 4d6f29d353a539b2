import { setTimeout as pause } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { isConnectorError } from '@vanthu/connector-sdk';
import type { InboundContext } from '@vanthu/connector-sdk';
import type { InboundMailProperties } from './mail-inbound.connector.js';
import { imapError, openImap } from './imap-session.js';
import { isOwnMessageId } from './message-id.js';
import { MailboxFolders } from './mailbox-folders.js';
import type { MailboxMessage } from './received-mail.js';
import { receivedMail } from './received-mail.js';
import { readHeaders, readLetter } from './read-letter.js';
import type { Letter } from './letter.js';

const firstBackoffMs = 1_000;
const longestBackoffMs = 300_000;
const mostFailuresInARow = 3;

/** Watches one mailbox: connects, takes what waits, listens, and connects again when the connection breaks. */
export class MailboxWatcher {
  readonly #folders: MailboxFolders;
  #wake: () => void = () => undefined;
  #isWoken = false;
  #client: ImapFlow | null = null;

  constructor(private readonly context: InboundContext<InboundMailProperties>) {
    this.#folders = new MailboxFolders(context.properties.folders);
    context.signal.addEventListener('abort', () => this.#rouse(), { once: true });
  }

  /** Runs until the context's signal is aborted. Never rejects. */
  async run(): Promise<void> {
    const { signal, logger, reportHealth, properties } = this.context;
    for (let backoffMs = firstBackoffMs; !signal.aborted; ) {
      try {
        await this.#session(() => (backoffMs = firstBackoffMs));
      } catch (error) {
        if (signal.aborted) break;
        const failure = isConnectorError(error) ? error : imapError(error, properties.imap.host);
        reportHealth({ state: 'down', message: `${properties.address}: ${failure.message}` });
        logger.warn('The mailbox cannot be reached; trying again.', { mailbox: properties.address, code: failure.code, waitMs: backoffMs });
        await pause(backoffMs, undefined, { signal, ref: true }).catch(() => undefined);
        backoffMs = Math.min(backoffMs * 2, longestBackoffMs);
      }
    }
  }

  /** Breaks a connection that does not answer; for a stop that takes too long. */
  abandon(): void {
    this.#client?.close();
  }

  async #session(onConnected: () => void): Promise<void> {
    const { properties, secrets, signal, reportHealth } = this.context;
    const password = properties.imap.passwordSecret === null ? null : await secrets.get(properties.imap.passwordSecret);
    const client = await openImap(properties.imap, password, signal);
    this.#client = client;
    client.on('exists', () => this.#rouse());
    client.on('close', () => this.#rouse());
    try {
      onConnected();
      while (!signal.aborted) {
        this.#isWoken = false;
        const problem = await this.#takeWaiting(client);
        reportHealth(problem === null ? { state: 'up', message: '' } : { state: 'degraded', message: `${properties.address}: ${problem}` });
        await this.#sleep(properties.pollSeconds * 1000);
        if (!client.usable && !signal.aborted) throw new Error('the connection was closed');
      }
      await client.logout();
    } finally {
      this.#client = null;
      client.close();
    }
  }

  /** Returns what an operator should know, or null. */
  async #takeWaiting(client: ImapFlow): Promise<string | null> {
    const lock = await client.getMailboxLock('INBOX');
    try {
      let failures = 0;
      let problem: string | null = null;
      for (const uid of await this.#folders.waiting(client, this.context.properties.ignoreBefore)) {
        if (this.context.signal.aborted || failures >= mostFailuresInARow) break;
        try {
          const isMoved = await this.#takeOne(client, uid);
          if (!isMoved) problem = 'Không chuyển được thư khỏi INBOX nên chỉ đánh dấu. Hãy cho hộp thư quyền tạo thư mục.';
          failures = 0;
        } catch (error) {
          if (!client.usable) throw error;
          failures++;
          problem = `Thư ${uid} chưa tiếp nhận được, vẫn còn trong INBOX: ${error instanceof Error ? error.message : 'không rõ lý do'}`;
          this.context.logger.error('A message could not be handed over; it stays in INBOX.', { uid, error });
        }
      }
      return problem;
    } finally {
      lock.release();
    }
  }

  /** Hands one message over and only then takes it out of INBOX. True when it was moved or had gone. */
  async #takeOne(client: ImapFlow, uid: number): Promise<boolean> {
    const { properties, logger, signal } = this.context;
    const message = await this.#fetch(client, uid);
    if (message === null) return true;
    const { letter } = message;
    if (letter.messageId !== null && isOwnMessageId(letter.messageId, properties.address) && letter.from.address?.toLowerCase() === properties.address.toLowerCase()) {
      return this.#folders.take(client, uid, 'sent');
    }
    signal.throwIfAborted();
    const receipt = await this.context.receiveDocument(receivedMail(letter, message, properties));
    if (receipt === 'accepted' || receipt === 'duplicate') {
      logger.info('A letter was taken.', { uid, receipt, messageId: letter.messageId });
      return this.#folders.take(client, uid, 'received');
    }
    logger.warn('A letter was refused.', { uid, reason: receipt.refused, messageId: letter.messageId });
    return this.#folders.take(client, uid, 'refused');
  }

  /** null when the message has gone meanwhile. */
  async #fetch(client: ImapFlow, uid: number): Promise<(MailboxMessage & { readonly letter: Letter }) | null> {
    const { properties, now } = this.context;
    const facts = await client.fetchOne(String(uid), { size: true, internalDate: true }, { uid: true });
    if (!facts) return null;
    const isTooLarge = (facts.size ?? 0) > properties.maxMessageBytes;
    const body = await client.fetchOne(String(uid), isTooLarge ? { headers: true } : { source: true }, { uid: true });
    const raw = body ? (isTooLarge ? body.headers : body.source) : undefined;
    if (raw === undefined) return null;
    const arrivedAt = facts.internalDate === undefined ? now() : new Date(facts.internalDate);
    const letter = isTooLarge ? await tooLarge(raw, facts.size ?? 0, properties) : await readLetter(raw);
    return { raw, arrivedAt, letter };
  }

  #rouse(): void {
    this.#isWoken = true;
    this.#wake();
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#isWoken || this.context.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}

async function tooLarge(headers: Uint8Array, size: number, properties: InboundMailProperties): Promise<Letter> {
  const megabytes = Math.ceil(size / 1024 / 1024);
  return {
    ...(await readHeaders(headers)),
    text: '',
    files: [],
    notes: [`Thư nặng ${megabytes} MB, quá giới hạn nên không tải tệp về. Thư còn trong hộp thư ${properties.address}, thư mục "${properties.folders.received}".`],
  };
}
