import type { ImapFlow } from 'imapflow';
import { imapError, openImap } from './imap-session.js';
import type { MailServer } from './mail-server-settings.js';

const askEveryMs = 1000;

/**
 * Whether a message with this Message-ID is in any folder of the mailbox: the copy that every letter leaves there proves that the
 * server accepted it. Asks until `waitMs` have passed, since a copy may still be on its way. Throws `ConnectorError`.
 */
export async function hasSentCopy(server: MailServer, password: string | null, messageId: string, waitMs: number, signal: AbortSignal): Promise<boolean> {
  const client = await openImap(server, password, signal);
  const onAbort = (): void => client.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (let waited = 0; ; waited += askEveryMs) {
      if (await isInSomeFolder(client, messageId)) return true;
      if (waited >= waitMs) return false;
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

async function isInSomeFolder(client: ImapFlow, messageId: string): Promise<boolean> {
  for (const { path, flags } of await client.list()) {
    if (flags.has('\\Noselect') || flags.has('\\NonExistent')) continue;
    const lock = await client.getMailboxLock(path, { readOnly: true });
    try {
      const found = await client.search({ header: { 'message-id': messageId } }, { uid: true });
      if (found === undefined || found === false) throw new Error(`the folder "${path}" could not be searched`);
      if (found.length > 0) return true;
    } finally {
      lock.release();
    }
  }
  return false;
}
