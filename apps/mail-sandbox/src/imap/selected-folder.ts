import { imapList } from './imap-text.js';
import type { MailFolder, StoredMessage } from '../store/mail-folder.js';

/** A session's view of a folder: sequence numbers change only when the client is told. */
export class SelectedFolder {
  private uids: number[];
  private readonly flagsToTell = new Set<number>();
  private hasNews = false;

  constructor(
    readonly name: string,
    readonly folder: MailFolder,
    readonly isReadOnly: boolean,
    private readonly onNews: () => void,
  ) {
    this.uids = folder.messages.map((message) => message.uid);
    folder.on('changed', this.noteChange);
    folder.on('flags', this.noteFlags);
  }

  release(): void {
    this.folder.off('changed', this.noteChange);
    this.folder.off('flags', this.noteFlags);
  }

  get size(): number {
    return this.uids.length;
  }

  get largestUid(): number {
    return this.uids.at(-1) ?? 0;
  }

  /** What the client knows of and is still there, with sequence numbers. */
  entries(): { sequence: number; message: StoredMessage }[] {
    const present = new Map(this.folder.messages.map((message) => [message.uid, message]));
    return this.uids.flatMap((uid, index) => {
      const message = present.get(uid);
      return message ? [{ sequence: index + 1, message }] : [];
    });
  }

  /** The client asked for these flags, or was answered with them. */
  flagsTold(uid: number): void {
    this.flagsToTell.delete(uid);
  }

  /** Lines that bring the client up to date. Sequence numbers shift by them, so not amidst commands that use such numbers. */
  news(): string[] {
    if (!this.hasNews) return [];
    this.hasNews = false;
    const present = new Map(this.folder.messages.map((message) => [message.uid, message]));
    const lines: string[] = [];
    for (let index = this.uids.length - 1; index >= 0; index -= 1) {
      if (present.has(this.uids[index] ?? 0)) continue;
      this.uids.splice(index, 1);
      lines.push(`* ${index + 1} EXPUNGE`);
    }
    const known = new Set(this.uids);
    const arrived = this.folder.messages.filter((message) => !known.has(message.uid));
    this.uids.push(...arrived.map((message) => message.uid));
    if (arrived.length > 0) lines.push(`* ${this.uids.length} EXISTS`);
    for (const uid of this.flagsToTell) {
      const sequence = this.uids.indexOf(uid) + 1;
      const flags = present.get(uid)?.flags;
      if (sequence > 0 && flags) lines.push(`* ${sequence} FETCH (UID ${uid} FLAGS ${imapList(flags)})`);
    }
    this.flagsToTell.clear();
    return lines;
  }

  private readonly noteChange = (): void => {
    this.hasNews = true;
    this.onNews();
  };

  private readonly noteFlags = (uid: number): void => {
    this.flagsToTell.add(uid);
    this.hasNews = true;
    this.onNews();
  };
}
