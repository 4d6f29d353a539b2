import type { ImapFlow } from 'imapflow';
import type { MailFolders } from './mail-server-settings.js';

/** Marks a message that was taken where it cannot be moved. */
export const takenFlag = '$Received';

/** Takes messages out of INBOX once they are safe elsewhere. */
export class MailboxFolders {
  /** UIDs done with, in case the server lets us neither move nor mark. */
  readonly #done = new Set<string>();
  readonly #made = new Set<string>();

  constructor(private readonly folders: MailFolders) {}

  /** UIDs in INBOX not yet dealt with, oldest first. INBOX must be open. */
  async waiting(client: ImapFlow, ignoreBefore: string | null): Promise<readonly number[]> {
    const since = ignoreBefore === null ? {} : { since: new Date(`${ignoreBefore}T00:00:00Z`) };
    const found = await client.search({ unKeyword: takenFlag, deleted: false, ...since }, { uid: true });
    if (!found) throw new Error('INBOX could not be searched');
    return found.filter((uid) => !this.#done.has(keyOf(client, uid))).sort((a, b) => a - b);
  }

  /** Moves a message, else marks it, else remembers it. True when it was moved. */
  async take(client: ImapFlow, uid: number, folder: keyof MailFolders): Promise<boolean> {
    if (await this.#moved(client, uid, this.folders[folder])) return true;
    const marked = await client.messageFlagsAdd(String(uid), [takenFlag], { uid: true }).catch(() => false);
    if (!marked) this.#done.add(keyOf(client, uid));
    return false;
  }

  async #moved(client: ImapFlow, uid: number, folder: string): Promise<boolean> {
    try {
      if (!this.#made.has(folder)) await client.mailboxCreate(folder);
      this.#made.add(folder);
      if (await client.messageMove(String(uid), folder, { uid: true })) return true;
      // another process may have moved it meanwhile
      return !(await client.fetchOne(String(uid), { uid: true }, { uid: true }));
    } catch (error) {
      if (!client.usable) throw error;
      return false;
    }
  }
}

function keyOf(client: ImapFlow, uid: number): string {
  return `${client.mailbox === false ? 0n : client.mailbox.uidValidity}:${uid}`;
}
