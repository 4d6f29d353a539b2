import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What Node compiled at an earlier start: the server loads a third faster. */
const compileCache = path.resolve(import.meta.dirname, '../.vanthu/compile-cache');

/**
 * Memory that V8 and malloc take for speed alone: young objects get 2 × 16 MB (by itself V8 takes 128 MB on a large machine), the
 * threads share two heaps of malloc (else there are eight for each core, and what they free stays with them). The caller's own settings win.
 */
const sparing = { NODE_OPTIONS: '--max-semi-space-size=16', MALLOC_ARENA_MAX: '2' };

/**
 * A child program of ours that prints one JSON line {"event":"ready", …} when it serves.
 * `ready` resolves with that line, and rejects with what the program said when it ends before.
 * `onLost` is told when it ends later without having been stopped.
 */
export function startProgram(name, file, environment, { onLog = () => {}, onLost = () => {} } = {}) {
  const child = spawn(process.execPath, [file], { env: { NODE_COMPILE_CACHE: compileCache, ...sparing, ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  const state = { isReady: false, isStopped: false };
  const ready = new Promise((resolve, reject) => {
    const listen = (stream) =>
      createInterface({ input: stream }).on('line', (line) => {
        const event = readyEvent(line);
        if (event) {
          state.isReady = true;
          resolve(event);
        } else {
          said.push(line);
          if (said.length > 200) said.shift();
          onLog(name, line);
        }
      });
    listen(child.stdout);
    listen(child.stderr);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (state.isReady && !state.isStopped) onLost(name, signal ?? code, said);
      reject(new Error(`${name} ended (${signal ?? code}) before it was ready:\n${said.slice(-30).join('\n')}`));
    });
  });
  ready.catch(() => {});
  return {
    name,
    child,
    ready,
    stop(signal = 'SIGTERM') {
      state.isStopped = true;
      return stop(child, signal);
    },
  };
}

function readyEvent(line) {
  if (!line.startsWith('{"event":"ready"')) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function stop(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(killer);
}
