import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { domainOf, isAddress, normalAddress } from './address.js';
import { MailAccount } from './mail-account.js';

export interface MailStoreOptions {
  readonly folder: string;
  /** Domains whose addresses exist only as configured mailboxes. */
  readonly domains: readonly string[];
  readonly mailboxes: readonly string[];
}

/** All accounts: the configured ones, and one for every outside address that mail was sent to. */
export class MailStore {
  private readonly accounts = new Map<string, Promise<MailAccount>>();
  private readonly domains: ReadonlySet<string>;
  private readonly mailboxes: ReadonlySet<string>;

  private constructor(private readonly options: MailStoreOptions) {
    this.domains = new Set(options.domains.map((domain) => domain.toLowerCase()));
    this.mailboxes = new Set(options.mailboxes.map(normalAddress));
  }

  static async open(options: MailStoreOptions): Promise<MailStore> {
    const store = new MailStore(options);
    await store.emptySpool();
    for (const address of store.mailboxes) await store.account(address);
    return store;
  }

  /** Whether mail to the address is taken: a configured mailbox, or anything outside our domains. */
  accepts(address: string): boolean {
    const normal = normalAddress(address);
    return isAddress(normal) && (this.mailboxes.has(normal) || !this.domains.has(domainOf(normal)));
  }

  /** The account of an accepted address; made when it is used for the first time. */
  account(address: string): Promise<MailAccount> {
    const normal = normalAddress(address);
    const known = this.accounts.get(normal) ?? MailAccount.open(normal, this.pathOf(normal));
    this.accounts.set(normal, known);
    return known;
  }

  /** Stores a message durably in the inbox of each recipient, unless it turns out not to be whole at its end. */
  async deliver(content: Readable, heading: string, recipients: readonly string[], isWhole: () => boolean): Promise<boolean> {
    const spooled = path.join(this.spool, `${randomUUID()}.eml`);
    try {
      const file = createWriteStream(spooled, { flags: 'wx' });
      file.write(heading);
      await pipeline(content, file);
      if (!isWhole()) return false;
      await syncFile(spooled);
      for (const address of new Set(recipients.map(normalAddress))) await (await this.account(address)).inbox.addFile(spooled);
      return true;
    } finally {
      await rm(spooled, { force: true });
    }
  }

  async close(): Promise<void> {
    for (const account of this.accounts.values()) await (await account).settle();
  }

  private get spool(): string {
    return path.join(this.options.folder, 'spool');
  }

  private async emptySpool(): Promise<void> {
    await mkdir(this.spool, { recursive: true });
    for (const name of await readdir(this.spool)) await rm(path.join(this.spool, name), { force: true });
  }

  private pathOf(address: string): string {
    return path.join(this.options.folder, 'accounts', encodeURIComponent(address));
  }
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
