import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * A child program of ours that prints one JSON line {"event":"ready", …} when it serves.
 * `ready` resolves with that line, and rejects with what the program said when it ends before.
 */
export function startProgram(name, file, environment, { onLog = () => {} } = {}) {
  const child = spawn(process.execPath, [file], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  const ready = new Promise((resolve, reject) => {
    const listen = (stream) =>
      createInterface({ input: stream }).on('line', (line) => {
        const event = readyEvent(line);
        if (event) resolve(event);
        else {
          said.push(line);
          if (said.length > 200) said.shift();
          onLog(name, line);
        }
      });
    listen(child.stdout);
    listen(child.stderr);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${name} ended (${signal ?? code}) before it was ready:\n${said.slice(-30).join('\n')}`)));
  });
  ready.catch(() => {});
  return { name, child, ready, said, stop: (signal = 'SIGTERM') => stop(child, signal) };
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
