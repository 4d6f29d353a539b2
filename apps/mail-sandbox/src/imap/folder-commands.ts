import { SyntaxFault } from './command-parser.js';
import { compactSet, sequenceSet } from './sequence-set.js';
import { hasFlag } from './account-commands.js';
import { imapList, parseImapDateTime } from './imap-text.js';
import { ImapRefusal, itemsOf, textArgument, textOf } from './imap-session.js';
import type { ImapCommand } from './command-parser.js';
import type { ImapSession } from './imap-session.js';
import type { FlagChange, MailFolder, StoredMessage } from '../store/mail-folder.js';

const knownFlags = '\\Answered \\Flagged \\Deleted \\Seen \\Draft';

export async function select(session: ImapSession, command: ImapCommand): Promise<string> {
  const name = textArgument(command, 0);
  session.deselect();
  const folder = session.folder(name);
  const isReadOnly = command.name === 'EXAMINE';
  const selected = session.select(name, folder, isReadOnly);
  await session.line(`* FLAGS (${knownFlags})`);
  await session.line(`* ${selected.size} EXISTS`);
  await session.line('* 0 RECENT');
  const unseen = selected.entries().find(({ message }) => !hasFlag(message.flags, '\\Seen'));
  if (unseen) await session.line(`* OK [UNSEEN ${unseen.sequence}] first unseen`);
  await session.line(`* OK [PERMANENTFLAGS (${knownFlags} \\*)] kept`);
  await session.line(`* OK [UIDVALIDITY ${folder.uidValidity}] valid`);
  await session.line(`* OK [UIDNEXT ${folder.uidNext}] next`);
  return `OK [${isReadOnly ? 'READ-ONLY' : 'READ-WRITE'}] ${command.name} completed`;
}

/** CLOSE removes what is marked deleted; UNSELECT does not. */
export async function close(session: ImapSession, command: ImapCommand): Promise<string> {
  const selected = session.requireSelected();
  session.deselect();
  if (command.name === 'CLOSE' && !selected.isReadOnly) await selected.folder.remove(deletedIn(selected.folder));
  return `OK ${command.name} completed`;
}

export async function expunge(session: ImapSession, command: ImapCommand): Promise<string> {
  const selected = session.requireWritable();
  const isNamed = command.name === 'UID EXPUNGE' ? sequenceSet(textArgument(command, 0), selected.largestUid) : () => true;
  await selected.folder.remove(new Set([...deletedIn(selected.folder)].filter(isNamed)));
  await session.tellNews();
  return `OK ${command.name} completed`;
}

export async function store(session: ImapSession, command: ImapCommand): Promise<string> {
  const selected = session.requireWritable();
  const match = /^([+-]?)FLAGS(\.SILENT)?$/.exec(textArgument(command, 1).toUpperCase());
  if (!match) throw new SyntaxFault('FLAGS, +FLAGS or -FLAGS expected');
  const change: FlagChange = match[1] === '+' ? 'add' : match[1] === '-' ? 'remove' : 'set';
  const flags = command.args.slice(2).flatMap((arg) => itemsOf(arg).map(textOf));
  const named = namedEntries(session, command);
  await selected.folder.changeFlags(new Set(named.map(({ message }) => message.uid)), change, flags);
  for (const { sequence, message } of named) {
    selected.flagsTold(message.uid);
    const now = selected.folder.find(message.uid);
    if (!match[2] && now) await session.line(`* ${sequence} FETCH (UID ${now.uid} FLAGS ${imapList(now.flags)})`);
  }
  return `OK ${command.name} completed`;
}

/** COPY and MOVE, with the code of UIDPLUS that says which uids the copies have. */
export async function copy(session: ImapSession, command: ImapCommand): Promise<string> {
  const isMove = command.name.endsWith('MOVE');
  const selected = isMove ? session.requireWritable() : session.requireSelected();
  const target = session.folder(textArgument(command, 1), 'TRYCREATE');
  const messages = namedEntries(session, command).map(({ message }) => message);
  const copies = await copyAll(selected.folder, target, messages);
  const code = `[COPYUID ${target.uidValidity} ${compactSet(messages.map(({ uid }) => uid))} ${compactSet(copies)}]`;
  if (!isMove) return messages.length === 0 ? 'OK nothing to copy' : `OK ${code} COPY completed`;
  if (messages.length > 0) await session.line(`* OK ${code} moved`);
  await selected.folder.remove(new Set(messages.map(({ uid }) => uid)));
  await session.tellNews();
  return 'OK MOVE completed';
}

export async function append(session: ImapSession, command: ImapCommand): Promise<string> {
  const folder = session.folder(textArgument(command, 0), 'TRYCREATE');
  const content = command.args.at(-1);
  if (content?.kind !== 'string' || !content.bytes) throw new SyntaxFault('literal expected');
  const options = command.args.slice(1, -1);
  const flags = options.find((arg) => arg.kind === 'list')?.items.map(textOf) ?? [];
  const written = options.find((arg) => arg.kind === 'string');
  const internalDate = written ? parseImapDateTime(textOf(written)) : new Date();
  if (!internalDate) throw new SyntaxFault('date-time expected');
  if (content.bytes.length > session.context.maxMessageBytes) throw new ImapRefusal('message too large', 'TOOBIG');
  const uid = await folder.addContent(content.bytes, { flags, internalDate });
  return `OK [APPENDUID ${folder.uidValidity} ${uid}] APPEND completed`;
}

/** The messages a command names, by sequence number or by uid. */
export function namedEntries(session: ImapSession, command: ImapCommand): { sequence: number; message: StoredMessage }[] {
  const selected = session.requireSelected();
  const isUid = command.name.startsWith('UID ');
  const isNamed = sequenceSet(textArgument(command, 0), isUid ? selected.largestUid : selected.size);
  return selected.entries().filter(({ sequence, message }) => isNamed(isUid ? message.uid : sequence));
}

async function copyAll(source: MailFolder, target: MailFolder, messages: readonly StoredMessage[]): Promise<number[]> {
  const copies: number[] = [];
  for (const message of messages) {
    const options = { flags: message.flags, internalDate: new Date(message.internalDate) };
    copies.push(await target.addFile(source.pathOf(message), options));
  }
  return copies;
}

function deletedIn(folder: MailFolder): Set<number> {
  return new Set(folder.messages.filter((message) => hasFlag(message.flags, '\\Deleted')).map((message) => message.uid));
}
