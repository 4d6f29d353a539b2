import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { maxPdfBytes } from '../pdf/open-pdf.js';
import { SigningError } from '../signing-error.js';
import type { ReadingReply, ReadingRequest, ReadingResults } from './reading-protocol.js';

export interface ReadingLimits {
  /** Bytes the process may hold, all of it counted; default 1,000,000,000. */
  readonly memory: number;
  /** Milliseconds per file; default 30,000. */
  readonly time: number;
}

const idleTime = 30_000;
const startTimeout = 30_000;

// Beside this file there is the source or the build of the other program, whichever this is.
const program = fileURLToPath(new URL(`./reading-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url));

let limits: ReadingLimits = { memory: 1_000_000_000, time: 30_000 };
let reader: ChildProcess | null = null;
let idleTimer: NodeJS.Timeout | undefined;
let lastTurn: Promise<unknown> = Promise.resolve();

/** Other bounds from the next process on; the one running ends. */
export function limitReading(changes: Partial<ReadingLimits>): void {
  limits = { ...limits, ...changes };
  retire();
}

/**
 * One request after another, in the reading process; it starts when needed and ends when idle.
 * Throws SigningError; PDF_TOO_COMPLEX where the process ran out of time or memory.
 */
export function read<Act extends ReadingRequest['act']>(request: Extract<ReadingRequest, { act: Act }>): Promise<ReadingResults[Act]> {
  if (request.pdf.length > maxPdfBytes) return Promise.reject(new SigningError('PDF_TOO_LARGE', `${request.pdf.length} bytes`));
  const turn = lastTurn.then(() => ask(request));
  lastTurn = turn.catch(() => undefined);
  return turn as Promise<ReadingResults[Act]>;
}

async function ask(request: ReadingRequest): Promise<ReadingResults[keyof ReadingResults]> {
  clearTimeout(idleTimer);
  const child = reader ?? (await start());
  reader = child;
  hold(child);
  try {
    const reply = (await nextMessage(child, () => child.send(request), limits.time)) as ReadingReply;
    if (reply.ok) return reply.result;
    if (reply.code === null) throw new Error(`Reading a PDF failed: ${reply.detail}`);
    throw new SigningError(reply.code, reply.detail);
  } finally {
    release(child);
  }
}

async function start(): Promise<ChildProcess> {
  const child = fork(program, [String(limits.memory)], { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.once('exit', () => {
    if (reader === child) reader = null;
  });
  await nextMessage(child, () => undefined, startTimeout);
  return child;
}

function nextMessage(child: ChildProcess, begin: () => void, timeout: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const finish = (act: () => void): void => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onExit);
      act();
    };
    const onMessage = (message: unknown): void => finish(() => resolve(message));
    const onExit = (): void => finish(() => reject(new SigningError('PDF_TOO_COMPLEX', 'the reading process ended')));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      finish(() => reject(new SigningError('PDF_TOO_COMPLEX', `no answer in ${timeout} ms`)));
    }, timeout);
    child.on('message', onMessage).on('exit', onExit).on('error', onExit);
    begin();
  });
}

/** While it works it keeps this program alive; idle it does not. */
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  if (child.exitCode !== null || child.killed) reader = null;
  idleTimer = setTimeout(retire, idleTime);
  idleTimer.unref();
}

/** The next request starts another one, however long this one takes to end. */
function retire(): void {
  reader?.kill('SIGKILL');
  reader = null;
}
