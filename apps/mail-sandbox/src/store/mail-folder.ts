import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { copyFile, link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile, syncFolder, writeDurably } from './durable-file.js';

export interface StoredMessage {
  readonly uid: number;
  readonly file: string;
  readonly size: number;
  /** ISO 8601. */
  readonly internalDate: string;
  readonly flags: readonly string[];
}

interface FolderIndex {
  readonly uidValidity: number;
  readonly uidNext: number;
  readonly messages: readonly StoredMessage[];
}

export type FlagChange = 'set' | 'add' | 'remove';

interface FolderEvents {
  /** Messages came or went. */
  readonly changed: [];
  readonly flags: [uid: number];
}

const indexName = 'index.json';

/** One folder of a mailbox: messages as .eml files, and an index with uids and flags that is replaced as a whole. */
export class MailFolder extends EventEmitter<FolderEvents> {
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    private index: FolderIndex,
  ) {
    super();
    this.setMaxListeners(0);
  }

  /** Opens the folder, or makes it. Files that no index names belong to deliveries that were never answered, and go. */
  static async open(folder: string): Promise<MailFolder> {
    await mkdir(folder, { recursive: true });
    const index = await readIndex(path.join(folder, indexName));
    if (index) {
      await removeStrays(folder, index);
      return new MailFolder(folder, index);
    }
    const fresh = { uidValidity: Math.floor(Date.now() / 1000), uidNext: 1, messages: [] };
    await replaceFile(path.join(folder, indexName), JSON.stringify(fresh));
    return new MailFolder(folder, fresh);
  }

  get uidValidity(): number {
    return this.index.uidValidity;
  }

  get uidNext(): number {
    return this.index.uidNext;
  }

  /** Oldest first, so in order of uids. */
  get messages(): readonly StoredMessage[] {
    return this.index.messages;
  }

  find(uid: number): StoredMessage | undefined {
    return this.index.messages.find((message) => message.uid === uid);
  }

  /** Takes over a complete, synced file by a second name for it; the given file stays. */
  async addFile(source: string, options: { flags?: readonly string[]; internalDate?: Date } = {}): Promise<number> {
    const file = `${randomUUID()}.eml`;
    const target = path.join(this.folder, file);
    await link(source, target).catch(() => copyFile(source, target));
    return this.register(file, options);
  }

  async addContent(content: Uint8Array, options: { flags?: readonly string[]; internalDate?: Date } = {}): Promise<number> {
    const file = `${randomUUID()}.eml`;
    await writeDurably(path.join(this.folder, file), content);
    return this.register(file, options);
  }

  pathOf(message: StoredMessage): string {
    return path.join(this.folder, message.file);
  }

  read(message: StoredMessage): Promise<Buffer> {
    return readFile(this.pathOf(message));
  }

  async readRange(message: StoredMessage, start: number, length: number): Promise<Buffer> {
    const handle = await open(this.pathOf(message), 'r');
    try {
      const wanted = Math.max(0, Math.min(length, message.size - start));
      const buffer = Buffer.alloc(wanted);
      const { bytesRead } = await handle.read(buffer, 0, wanted, start);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }

  async changeFlags(uids: ReadonlySet<number>, change: FlagChange, flags: readonly string[]): Promise<void> {
    const changed: number[] = [];
    await this.update((index) => ({
      ...index,
      messages: index.messages.map((message) => {
        if (!uids.has(message.uid)) return message;
        changed.push(message.uid);
        return { ...message, flags: changedFlags(message.flags, change, flags) };
      }),
    }));
    for (const uid of changed) this.emit('flags', uid);
  }

  /** Removes for ever; answers with the uids that were there. */
  async remove(uids: ReadonlySet<number>): Promise<number[]> {
    const gone: StoredMessage[] = [];
    await this.update((index) => {
      gone.push(...index.messages.filter((message) => uids.has(message.uid)));
      return { ...index, messages: index.messages.filter((message) => !uids.has(message.uid)) };
    });
    await Promise.all(gone.map((message) => rm(this.pathOf(message), { force: true })));
    if (gone.length > 0) this.emit('changed');
    return gone.map((message) => message.uid);
  }

  /** Waits for changes under way. */
  async settle(): Promise<void> {
    await this.last.catch(() => undefined);
  }

  private async register(file: string, options: { flags?: readonly string[]; internalDate?: Date }): Promise<number> {
    const { size } = await stat(path.join(this.folder, file));
    await syncFolder(this.folder);
    let uid = 0;
    await this.update((index) => {
      uid = index.uidNext;
      const message = {
        uid, file, size, internalDate: (options.internalDate ?? new Date()).toISOString(), flags: changedFlags([], 'set', options.flags ?? []),
      };
      return { ...index, uidNext: uid + 1, messages: [...index.messages, message] };
    });
    this.emit('changed');
    return uid;
  }

  /** One change after the other; the index in memory follows the one on the disk. */
  private update(change: (index: FolderIndex) => FolderIndex): Promise<void> {
    const next = this.last.then(async () => {
      const changed = change(this.index);
      await replaceFile(path.join(this.folder, indexName), JSON.stringify(changed));
      this.index = changed;
    });
    this.last = next.catch(() => undefined);
    return next;
  }
}

function changedFlags(current: readonly string[], change: FlagChange, flags: readonly string[]): string[] {
  const named = new Map((change === 'set' ? [] : current).map((flag) => [flag.toLowerCase(), flag]));
  for (const flag of flags) {
    if (change === 'remove') named.delete(flag.toLowerCase());
    else if (flag.toLowerCase() !== '\\recent') named.set(flag.toLowerCase(), flag);
  }
  return [...named.values()];
}

async function readIndex(file: string): Promise<FolderIndex | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as FolderIndex;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function removeStrays(folder: string, index: FolderIndex): Promise<void> {
  const named = new Set([indexName, ...index.messages.map((message) => message.file)]);
  const strays = (await readdir(folder)).filter((name) => !named.has(name) && /\.(eml|part)$/.test(name));
  await Promise.all(strays.map((name) => rm(path.join(folder, name), { force: true })));
}
