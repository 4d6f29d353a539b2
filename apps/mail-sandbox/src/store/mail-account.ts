import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { MailFolder } from './mail-folder.js';

/** Folders every account has, with the use that clients recognise them by. */
export const standardFolders: ReadonlyMap<string, string> = new Map([
  ['INBOX', ''], ['Sent', '\\Sent'], ['Drafts', '\\Drafts'], ['Trash', '\\Trash'], ['Archive', '\\Archive'],
]);

const longestName = 200;

/** The folders of one address. Names are as IMAP writes them (modified UTF-7) with "/" between levels. */
export class MailAccount {
  private readonly folders = new Map<string, MailFolder>();

  private constructor(
    readonly address: string,
    private readonly directory: string,
  ) {}

  static async open(address: string, directory: string): Promise<MailAccount> {
    const account = new MailAccount(address, directory);
    await mkdir(directory, { recursive: true });
    const present = (await readdir(directory)).map(decodeURIComponent);
    for (const name of new Set([...standardFolders.keys(), ...present])) await account.openFolder(name);
    return account;
  }

  get inbox(): MailFolder {
    const inbox = this.folders.get('INBOX');
    if (!inbox) throw new Error(`the account ${this.address} has no INBOX`);
    return inbox;
  }

  get names(): string[] {
    return [...this.folders.keys()];
  }

  folder(name: string): MailFolder | undefined {
    return this.folders.get(folderName(name));
  }

  /** Answers false when it exists already. */
  async create(name: string): Promise<boolean> {
    const bare = name.replace(/\/$/, '');
    if (this.folder(bare)) return false;
    await this.openFolder(bare);
    return true;
  }

  /** Answers false when there is none, or it is one that must stay. */
  async delete(name: string): Promise<boolean> {
    const folder = this.folders.get(name);
    if (!folder || name === 'INBOX') return false;
    this.folders.delete(name);
    await folder.settle();
    await rm(this.pathOf(name), { recursive: true, force: true });
    return true;
  }

  async rename(from: string, to: string): Promise<boolean> {
    const folder = this.folders.get(from);
    if (!folder || from === 'INBOX' || this.folder(to)) return false;
    await folder.settle();
    await rename(this.pathOf(from), this.pathOf(to));
    this.folders.delete(from);
    await this.openFolder(to);
    return true;
  }

  async settle(): Promise<void> {
    await Promise.all([...this.folders.values()].map((folder) => folder.settle()));
  }

  private async openFolder(name: string): Promise<void> {
    this.folders.set(name, await MailFolder.open(this.pathOf(name)));
  }

  private pathOf(name: string): string {
    return path.join(this.directory, encodeURIComponent(name).replaceAll('.', '%2E').replaceAll('*', '%2A'));
  }
}

/** Whether a folder may have the name: no empty, `.` or `..` levels, nothing a file system cannot hold. */
export function isFolderName(name: string): boolean {
  const isPlain = name.split('/').every((level) => level !== '' && level !== '.' && level !== '..');
  return isPlain && /^[\x20-\x7e]+$/.test(name) && encodeURIComponent(name).length <= longestName;
}

function folderName(name: string): string {
  return name.toUpperCase() === 'INBOX' ? 'INBOX' : name;
}
