import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { activateInbound } from '@vanthu/connector-sdk';
import { mailInboundConnector } from '../mail-inbound.connector.js';

/** The moments at which the program can be told to die. */
export const deaths = ['beforeKeeping', 'whileKeeping', 'afterKeeping', 'afterAnswering'] as const;
export type Death = (typeof deaths)[number];

const [propertiesText = '{}', password = '', file = '', death = ''] = process.argv.slice(2);
const silent = (): void => undefined;

/** As sudden as a power cut: nothing of this process runs after it. */
function die(at: Death): void {
  if (at === death) process.kill(process.pid, 'SIGKILL');
}

/** Whole lines are what was committed; a line that a death cut short is as if it had not been. */
function keptKeys(): ReadonlySet<string> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  return new Set(lines.flatMap((line) => (line.startsWith('cut') ? [] : [(JSON.parse(line) as { key: string }).key])));
}

function append(text: string): void {
  const handle = openSync(file, 'a');
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
}

await activateInbound(mailInboundConnector, JSON.parse(propertiesText), {
  secrets: { find: () => Promise.resolve(password) },
  fetch: () => Promise.reject(new Error('no network')),
  logger: { debug: silent, info: silent, warn: silent, error: silent },
  files: { read: () => Promise.reject(new Error('none')), stat: () => Promise.resolve(null), save: () => Promise.reject(new Error('none')) },
  receiveDocument(document) {
    die('beforeKeeping');
    if (keptKeys().has(document.deduplicationKey)) return Promise.resolve('duplicate');
    if (death === 'whileKeeping') append('cut off\n');
    die('whileKeeping');
    append(`${JSON.stringify({ key: document.deduplicationKey, subject: document.subject })}\n`);
    die('afterKeeping');
    if (death === 'afterAnswering') setImmediate(() => die('afterAnswering'));
    return Promise.resolve('accepted');
  },
  receiveStatus: () => Promise.reject(new Error('mail has no statuses')),
  reportHealth: ({ state }) => void process.stdout.write(`${state}\n`),
  now: () => new Date(),
});
