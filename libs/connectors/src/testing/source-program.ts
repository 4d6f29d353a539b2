import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const workspace = path.resolve(import.meta.dirname, '../../../..');
const hooks = path.join(workspace, 'libs/connectors/source-hooks.mjs');

/** Runs a TypeScript program of the workspace as a process of its own, from its sources. `file` is relative to the workspace. */
export function startSource(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, ['--experimental-transform-types', '--no-warnings', '--import', hooks, path.join(workspace, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
}

/** The `ready` line that the sandboxes write once they answer. */
export async function readyLine(child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  if (!child.stdout) throw new Error('the program has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (event['event'] === 'ready') return event;
  }
  throw new Error('the program ended before it was ready');
}

export async function stopProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
