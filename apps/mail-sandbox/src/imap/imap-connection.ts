import type { Socket } from 'node:net';
import { append, close, copy, expunge, select, store } from './folder-commands.js';
import {
  authenticate, capabilities, capability, create, identify, list, login, namespace, remove, rename, status, subscribe,
} from './account-commands.js';
import { fetch } from './fetch-command.js';
import { search } from './search-command.js';
import { parseCommand, SyntaxFault } from './command-parser.js';
import { ProtocolError, readLines } from './command-reader.js';
import { ImapRefusal, ImapSession } from './imap-session.js';
import type { ImapCommand } from './command-parser.js';
import type { CommandLine } from './command-reader.js';
import type { ImapContext } from './imap-session.js';

type Handler = (session: ImapSession, command: ImapCommand) => Promise<string>;

const handlers: Readonly<Record<string, Handler>> = {
  CAPABILITY: capability, ID: identify, NOOP: () => Promise.resolve('OK NOOP completed'), CHECK: () => Promise.resolve('OK CHECK completed'),
  LOGIN: login, AUTHENTICATE: authenticate, NAMESPACE: namespace, ENABLE: enable,
  LIST: list, LSUB: list, STATUS: status, CREATE: create, DELETE: remove, RENAME: rename, SUBSCRIBE: subscribe, UNSUBSCRIBE: subscribe,
  SELECT: select, EXAMINE: select, CLOSE: close, UNSELECT: close, APPEND: append, IDLE: idle,
  FETCH: fetch, STORE: store, SEARCH: search, COPY: copy, MOVE: copy, EXPUNGE: expunge,
  'UID FETCH': fetch, 'UID STORE': store, 'UID SEARCH': search, 'UID COPY': copy, 'UID MOVE': copy, 'UID EXPUNGE': expunge,
};

// Their answers speak of sequence numbers, which must not shift meanwhile.
const silentAbout: ReadonlySet<string> = new Set(['FETCH', 'STORE', 'SEARCH']);
const longestLine = 65_536;
const literalBeforeLogin = 4096;

/** Serves one client until it leaves. */
export async function serveImap(socket: Socket, context: ImapContext, onError: (error: unknown) => void): Promise<void> {
  // A client that hangs up is no error of ours.
  socket.on('error', () => undefined);
  const lines = readLines(socket, {
    maxLine: longestLine,
    maxLiteral: () => (session.account ? context.maxMessageBytes : literalBeforeLogin),
  });
  const session: ImapSession = new ImapSession(context, socket, async () => plainText((await lines.next()).value));
  try {
    await session.line(`* OK [CAPABILITY ${capabilities}] mail-sandbox`);
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      if (!(await answer(session, next.value, onError))) break;
    }
  } catch (error) {
    if (error instanceof ProtocolError) await session.line(`* BYE ${error.message}`);
    else if (!isHangUp(error)) onError(error);
  } finally {
    session.deselect();
    socket.end();
  }
}

/** Answers one command; false when it was the last. */
async function answer(session: ImapSession, line: CommandLine, onError: (error: unknown) => void): Promise<boolean> {
  let tag = '*';
  try {
    const command = parseCommand(line);
    tag = command.tag;
    if (command.name === 'LOGOUT') {
      await session.line('* BYE see you');
      await session.line(`${tag} OK LOGOUT completed`);
      return false;
    }
    const handler = handlers[command.name];
    if (!handler) throw new SyntaxFault(`unknown command`);
    const completion = await handler(session, command);
    if (!silentAbout.has(command.name)) await session.tellNews();
    await session.line(`${tag} ${completion}`);
  } catch (error) {
    await answerFailure(session, tag, error, onError);
  }
  return true;
}

async function answerFailure(session: ImapSession, tag: string, error: unknown, onError: (error: unknown) => void): Promise<void> {
  if (error instanceof SyntaxFault) return session.line(`${tag === '*' ? error.tag : tag} BAD ${error.message}`);
  if (error instanceof ImapRefusal) return session.line(`${tag} NO ${error.code === '' ? '' : `[${error.code}] `}${error.message}`);
  if (error instanceof ProtocolError || isHangUp(error)) throw error;
  onError(error);
  return session.line(`${tag} NO [SERVERBUG] the command failed`);
}

/** Tells news as they come until the client says DONE. */
async function idle(session: ImapSession): Promise<string> {
  session.requireAccount();
  await session.line('+ idling');
  await session.tellNews();
  session.isIdle = true;
  try {
    const done = await session.nextLine();
    if (done?.toUpperCase() !== 'DONE') throw new SyntaxFault('DONE expected');
  } finally {
    session.isIdle = false;
  }
  return 'OK IDLE completed';
}

async function enable(session: ImapSession): Promise<string> {
  await session.line('* ENABLED');
  return 'OK ENABLE completed';
}

function plainText(line: CommandLine | undefined): string | null {
  const [text] = line ?? [];
  return typeof text === 'string' ? text : null;
}

function isHangUp(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'].includes((error as NodeJS.ErrnoException).code ?? '');
}
