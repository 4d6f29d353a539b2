import type { ImapFlow } from 'imapflow';
import { imapError, openImap } from './imap-session.js';
import type { MailServer } from './mail-server-settings.js';

const askEveryMs = 1000;

/**
 * The message with this Message-ID in any folder of the mailbox: the copy that every letter leaves there proves that the server
 * accepted it. Asks until `waitMs` have passed, since a copy may still be on its way; then null. Throws `ConnectorError`.
 */
export async function findSentCopy(server: MailServer, password: string | null, messageId: string, waitMs: number, signal: AbortSignal): Promise<Buffer | null> {
  const client = await openImap(server, password, signal);
  const onAbort = (): void => client.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (let waited = 0; ; waited += askEveryMs) {
      const copy = await inSomeFolder(client, messageId);
      if (copy !== null || waited >= waitMs) return copy;
      await new Promise((resolve) => setTimeout(resolve, Math.min(askEveryMs, waitMs - waited)));
    }
  } catch (error) {
    signal.throwIfAborted();
    throw imapError(error, server.host);
  } finally {
    signal.removeEventListener('abort', onAbort);
    client.close();
  }
}

async function inSomeFolder(client: ImapFlow, messageId: string): Promise<Buffer | null> {
  for (const { path, flags } of await client.list()) {
    if (flags.has('\\Noselect') || flags.has('\\NonExistent')) continue;
    const lock = await client.getMailboxLock(path, { readOnly: true });
    try {
      const found = await client.search({ header: { 'message-id': messageId } }, { uid: true });
      if (found === undefined || found === false) throw new Error(`the folder "${path}" could not be searched`);
      const message = found[0] === undefined ? false : await client.fetchOne(String(found[0]), { source: true }, { uid: true });
      if (message && message.source !== undefined) return message.source;
    } finally {
      lock.release();
    }
  }
  return null;
}
