import { SyntaxFault } from './command-parser.js';
import { imapList, imapString } from './imap-text.js';
import { ImapRefusal, itemsOf, textArgument, textOf } from './imap-session.js';
import { isFolderName, standardFolders } from '../store/mail-account.js';
import { normalAddress } from '../store/address.js';
import type { ImapCommand } from './command-parser.js';
import type { ImapSession } from './imap-session.js';

export const capabilities =
  'IMAP4rev1 AUTH=PLAIN SASL-IR LITERAL+ ID NAMESPACE UIDPLUS IDLE MOVE UNSELECT SPECIAL-USE CHILDREN';

export async function capability(session: ImapSession): Promise<string> {
  await session.line(`* CAPABILITY ${capabilities}`);
  return 'OK CAPABILITY completed';
}

export async function identify(session: ImapSession): Promise<string> {
  await session.line('* ID ("name" "mail-sandbox" "vendor" "Vanthu")');
  return 'OK ID completed';
}

export function login(session: ImapSession, command: ImapCommand): Promise<string> {
  return enter(session, textArgument(command, 0), textArgument(command, 1));
}

/** AUTHENTICATE PLAIN, with the response in the command or asked for. */
export async function authenticate(session: ImapSession, command: ImapCommand): Promise<string> {
  if (textArgument(command, 0).toUpperCase() !== 'PLAIN') throw new ImapRefusal('unknown mechanism');
  if (!command.args[1]) await session.line('+ ');
  const response = command.args[1] ? textArgument(command, 1) : await session.nextLine();
  if (response === null || response === '*') throw new SyntaxFault('authentication broken off');
  const [, user = '', password = ''] = Buffer.from(response, 'base64').toString('utf8').split('\0');
  return enter(session, user, password);
}

async function enter(session: ImapSession, user: string, password: string): Promise<string> {
  if (session.account) throw new SyntaxFault('logged in already');
  const { store, isLogin } = session.context;
  if (!isLogin(user, password)) throw new ImapRefusal('wrong account or password', 'AUTHENTICATIONFAILED');
  session.account = await store.account(normalAddress(user));
  return `OK [CAPABILITY ${capabilities}] logged in`;
}

export async function namespace(session: ImapSession): Promise<string> {
  session.requireAccount();
  await session.line('* NAMESPACE (("" "/")) NIL NIL');
  return 'OK NAMESPACE completed';
}

export async function list(session: ImapSession, command: ImapCommand): Promise<string> {
  const names = session.requireAccount().names;
  // Options before and after are those of LIST-EXTENDED, which is not announced; what they ask for is given anyway.
  const [reference, pattern] = command.args.filter((arg) => arg.kind !== 'list').map(textOf);
  if (reference === undefined || pattern === undefined) throw new SyntaxFault('reference and pattern expected');
  if (pattern === '') await session.line(`* ${command.name} (\\Noselect) "/" ""`);
  const isMatch = patternMatcher(`${reference}${pattern}`);
  for (const name of names.filter(isMatch)) {
    await session.line(`* ${command.name} ${imapList(attributesOf(name, names))} "/" ${imapString(name)}`);
  }
  return `OK ${command.name} completed`;
}

export async function status(session: ImapSession, command: ImapCommand): Promise<string> {
  const name = textArgument(command, 0);
  const folder = session.folder(name);
  const values: Readonly<Record<string, number>> = {
    MESSAGES: folder.messages.length, RECENT: 0, UIDNEXT: folder.uidNext, UIDVALIDITY: folder.uidValidity,
    UNSEEN: folder.messages.filter((message) => !hasFlag(message.flags, '\\Seen')).length,
  };
  const items = itemsOf(command.args[1]).map((item) => textOf(item).toUpperCase());
  const unknown = items.find((item) => values[item] === undefined);
  if (unknown !== undefined) throw new SyntaxFault(`unknown status item ${unknown}`);
  await session.line(`* STATUS ${imapString(name)} ${imapList(items.map((item) => `${item} ${values[item]}`))}`);
  return 'OK STATUS completed';
}

export async function create(session: ImapSession, command: ImapCommand): Promise<string> {
  const account = session.requireAccount();
  const name = textArgument(command, 0);
  if (!isFolderName(name.replace(/\/$/, ''))) throw new ImapRefusal('not a name for a folder', 'CANNOT');
  if (!(await account.create(name))) throw new ImapRefusal('the folder exists', 'ALREADYEXISTS');
  return 'OK CREATE completed';
}

export async function remove(session: ImapSession, command: ImapCommand): Promise<string> {
  if (!(await session.requireAccount().delete(textArgument(command, 0)))) throw new ImapRefusal('the folder cannot be deleted', 'NONEXISTENT');
  return 'OK DELETE completed';
}

export async function rename(session: ImapSession, command: ImapCommand): Promise<string> {
  const account = session.requireAccount();
  const [from, to] = [textArgument(command, 0), textArgument(command, 1)];
  const isDone = isFolderName(to) && (await account.rename(from, to));
  if (!isDone) throw new ImapRefusal('the folder cannot be renamed', 'CANNOT');
  return 'OK RENAME completed';
}

/** Every folder counts as subscribed. */
export function subscribe(session: ImapSession, command: ImapCommand): Promise<string> {
  session.folder(textArgument(command, 0));
  return Promise.resolve(`OK ${command.name} completed`);
}

export function hasFlag(flags: readonly string[], flag: string): boolean {
  return flags.some((each) => each.toLowerCase() === flag.toLowerCase());
}

function attributesOf(name: string, names: readonly string[]): string[] {
  const hasChildren = names.some((other) => other.startsWith(`${name}/`));
  return [hasChildren ? '\\HasChildren' : '\\HasNoChildren', standardFolders.get(name) ?? ''].filter((each) => each !== '');
}

function patternMatcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/%/g, '[^/]*');
  const expression = new RegExp(`^${escaped}$`, 'i');
  return (name) => expression.test(name);
}
