import type { Socket } from 'node:net';
import { once } from 'node:events';
import { SelectedFolder } from './selected-folder.js';
import type { ImapCommand, ImapValue } from './command-parser.js';
import { SyntaxFault } from './command-parser.js';
import type { MailAccount } from '../store/mail-account.js';
import type { MailFolder } from '../store/mail-folder.js';
import type { MailStore } from '../store/mail-store.js';
import { OpenedMessage } from './opened-message.js';
import type { StoredMessage } from '../store/mail-folder.js';

export interface ImapContext {
  readonly store: MailStore;
  readonly isLogin: (user: string, password: string) => boolean;
  readonly maxMessageBytes: number;
}

/** A command that cannot be done; answered NO with an optional code such as TRYCREATE. */
export class ImapRefusal extends Error {
  constructor(
    message: string,
    readonly code = '',
  ) {
    super(message);
    this.name = 'ImapRefusal';
  }
}

/** What one connection is about: who logged in, which folder is open, and what is still to be told. */
export class ImapSession {
  account: MailAccount | null = null;
  selected: SelectedFolder | null = null;
  isIdle = false;
  private opened: { key: string; message: Promise<OpenedMessage> } | null = null;

  constructor(
    readonly context: ImapContext,
    private readonly socket: Socket,
    /** Reads the next line the client sends outside a command: the answer to a challenge. */
    readonly nextLine: () => Promise<string | null>,
  ) {}

  async write(content: string | Uint8Array): Promise<void> {
    if (this.socket.destroyed) return;
    const isTaken = typeof content === 'string' ? this.socket.write(content, 'latin1') : this.socket.write(content);
    if (!isTaken && !this.socket.destroyed) await Promise.race([once(this.socket, 'drain'), once(this.socket, 'close')]).catch(() => undefined);
  }

  line(text: string): Promise<void> {
    return this.write(`${text}\r\n`);
  }

  requireAccount(): MailAccount {
    if (!this.account) throw new SyntaxFault('log in first');
    return this.account;
  }

  requireSelected(): SelectedFolder {
    this.requireAccount();
    if (!this.selected) throw new SyntaxFault('select a folder first');
    return this.selected;
  }

  requireWritable(): SelectedFolder {
    const selected = this.requireSelected();
    if (selected.isReadOnly) throw new ImapRefusal('the folder is open for reading only', 'READ-ONLY');
    return selected;
  }

  /** @throws ImapRefusal when there is no such folder */
  folder(name: string, code = 'NONEXISTENT'): MailFolder {
    const folder = this.requireAccount().folder(name);
    if (!folder) throw new ImapRefusal('no such folder', code);
    return folder;
  }

  select(name: string, folder: MailFolder, isReadOnly: boolean): SelectedFolder {
    this.deselect();
    this.selected = new SelectedFolder(name, folder, isReadOnly, () => { if (this.isIdle) void this.tellNews(); });
    return this.selected;
  }

  deselect(): void {
    this.selected?.release();
    this.selected = null;
    this.opened = null;
  }

  async tellNews(): Promise<void> {
    const lines = this.selected?.news() ?? [];
    if (lines.length > 0) await this.write(`${lines.join('\r\n')}\r\n`);
  }

  /** The parsed message; the last one is kept, since clients fetch its parts one after the other. */
  open(folder: MailFolder, message: StoredMessage): Promise<OpenedMessage> {
    if (this.opened?.key !== message.file) this.opened = { key: message.file, message: OpenedMessage.read(folder, message) };
    return this.opened.message;
  }
}

/** The text of an atom or string. @throws SyntaxFault when it is missing or a list */
export function textArgument(command: ImapCommand, index: number): string {
  return textOf(command.args[index]);
}

export function textOf(value: ImapValue | undefined): string {
  if (!value || value.kind === 'list') throw new SyntaxFault('text expected');
  return value.text;
}

/** Items of a list, or the single value itself. */
export function itemsOf(value: ImapValue | undefined): readonly ImapValue[] {
  if (!value) throw new SyntaxFault('value expected');
  return value.kind === 'list' ? value.items : [value];
}
