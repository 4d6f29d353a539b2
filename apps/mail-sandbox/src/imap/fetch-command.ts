import { SyntaxFault } from './command-parser.js';
import { namedEntries } from './folder-commands.js';
import { hasFlag } from './account-commands.js';
import { imapDateTime, imapList } from './imap-text.js';
import { itemsOf, textOf } from './imap-session.js';
import { bodyStructureOf, envelopeOf } from '../mime/body-structure.js';
import { parseSection, sectionBytes } from '../mime/body-section.js';
import type { ImapCommand } from './command-parser.js';
import type { ImapSession } from './imap-session.js';
import type { MailFolder, StoredMessage } from '../store/mail-folder.js';
import type { Section } from '../mime/body-section.js';

interface BodyItem {
  readonly kind: 'body';
  /** As the answer names it. */
  readonly label: string;
  readonly section: Section;
  readonly isPeek: boolean;
  readonly partial: { readonly start: number; readonly length: number } | null;
}

type FetchItem = BodyItem | { readonly kind: 'field'; readonly name: string };

const macros: Readonly<Record<string, readonly string[]>> = {
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  FULL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'],
};
const fieldNames: ReadonlySet<string> = new Set(['FLAGS', 'UID', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODYSTRUCTURE', 'BODY']);
const wholeMessages: Readonly<Record<string, Section>> = {
  RFC822: { path: [], kind: '', fields: [] },
  'RFC822.HEADER': { path: [], kind: 'HEADER', fields: [] },
  'RFC822.TEXT': { path: [], kind: 'TEXT', fields: [] },
};

export async function fetch(session: ImapSession, command: ImapCommand): Promise<string> {
  const items = fetchItems(command);
  const selected = session.requireSelected();
  const marksSeen = !selected.isReadOnly && items.some((item) => item.kind === 'body' && !item.isPeek);
  for (const { sequence, message } of namedEntries(session, command)) {
    if (marksSeen && !hasFlag(message.flags, '\\Seen')) await markSeen(session, message);
    const current = selected.folder.find(message.uid) ?? message;
    try {
      await writeMessage(session, selected.folder, { sequence, message: current }, withFlags(items, marksSeen));
    } catch (error) {
      // Another session removed it meanwhile; this client learns of that by EXPUNGE.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return `OK ${command.name} completed`;
}

function fetchItems(command: ImapCommand): FetchItem[] {
  const names = itemsOf(command.args[1]).map(textOf).flatMap((name) => macros[name.toUpperCase()] ?? [name]);
  const isUid = command.name === 'UID FETCH';
  const hasUid = names.some((name) => name.toUpperCase() === 'UID');
  return [...(isUid && !hasUid ? ['UID'] : []), ...names].map(fetchItem);
}

function fetchItem(name: string): FetchItem {
  const upper = name.toUpperCase();
  if (fieldNames.has(upper)) return { kind: 'field', name: upper };
  const whole = wholeMessages[upper];
  if (whole) return { kind: 'body', label: upper, section: whole, isPeek: upper === 'RFC822.HEADER', partial: null };
  const match = /^BODY(\.PEEK)?\[([^\]]*)\](?:<(\d+)\.(\d+)>)?$/i.exec(name);
  const section = match ? parseSection(match[2] ?? '') : null;
  if (!match || !section) throw new SyntaxFault(`unknown item ${name}`);
  const partial = match[3] === undefined ? null : { start: Number(match[3]), length: Number(match[4]) };
  const label = `BODY[${match[2] ?? ''}]${partial ? `<${partial.start}>` : ''}`;
  return { kind: 'body', label, section, isPeek: match[1] !== undefined, partial };
}

function withFlags(items: readonly FetchItem[], marksSeen: boolean): readonly FetchItem[] {
  const hasFlags = items.some((item) => item.kind === 'field' && item.name === 'FLAGS');
  return marksSeen && !hasFlags ? [...items, { kind: 'field', name: 'FLAGS' }] : items;
}

async function markSeen(session: ImapSession, message: StoredMessage): Promise<void> {
  const selected = session.requireSelected();
  await selected.folder.changeFlags(new Set([message.uid]), 'add', ['\\Seen']);
  selected.flagsTold(message.uid);
}

async function writeMessage(
  session: ImapSession,
  folder: MailFolder,
  entry: { sequence: number; message: StoredMessage },
  items: readonly FetchItem[],
): Promise<void> {
  // Everything is read before the first byte goes out, so that a missing file does not break a response in two.
  const pieces: (string | Buffer)[] = [`* ${entry.sequence} FETCH (`];
  for (const [index, item] of items.entries()) {
    if (index > 0) pieces.push(' ');
    if (item.kind === 'field') {
      pieces.push(`${item.name} ${await fieldValue(session, folder, entry.message, item.name)}`);
    } else {
      const content = await bodyContent(session, folder, entry.message, item);
      pieces.push(`${item.label} {${content.length}}\r\n`, content);
    }
  }
  pieces.push(')\r\n');
  for (const piece of pieces) await session.write(piece);
}

async function fieldValue(session: ImapSession, folder: MailFolder, message: StoredMessage, name: string): Promise<string> {
  switch (name) {
    case 'FLAGS': return imapList(message.flags);
    case 'UID': return String(message.uid);
    case 'INTERNALDATE': return `"${imapDateTime(message.internalDate)}"`;
    case 'RFC822.SIZE': return String(message.size);
    case 'ENVELOPE': return envelopeOf((await session.open(folder, message)).root);
    default: {
      const { source, root } = await session.open(folder, message);
      return bodyStructureOf(source, root, name === 'BODYSTRUCTURE');
    }
  }
}

async function bodyContent(session: ImapSession, folder: MailFolder, message: StoredMessage, item: BodyItem): Promise<Buffer> {
  const isWhole = item.section.path.length === 0 && item.section.kind === '';
  if (isWhole && item.partial) return folder.readRange(message, item.partial.start, item.partial.length);
  if (isWhole) return folder.read(message);
  const { source, root } = await session.open(folder, message);
  const content = sectionBytes(source, root, item.section);
  return item.partial ? content.subarray(item.partial.start, item.partial.start + item.partial.length) : content;
}
