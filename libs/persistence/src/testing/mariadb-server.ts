import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import mysql from 'mysql2/promise';

/** A throw-away MariaDB server of this machine's Debian package, on a free port of 127.0.0.1 and in a temporary folder. */
export interface MariadbServer {
  readonly port: number;
  /** A new empty database on it; its URL. */
  createDatabase(): Promise<string>;
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>;
  /** From now on it closes nothing, refuses nothing and answers nothing, as if cut off; until `resume`. */
  pause(): void;
  resume(): void;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const missing = 'MariaDB is not installed: these tests need the real server. On Debian or Ubuntu: apt-get install -y mariadb-server';

/** `parent`: where its folder is made; default: the temporary folder. */
export async function startMariadb(extraArguments: readonly string[] = [], parent = os.tmpdir()): Promise<MariadbServer> {
  const [mariadbd, install] = [programPath('mariadbd'), programPath('mariadb-install-db')];
  if (!mariadbd || !install) throw new Error(missing);
  const folder = await mkdtemp(path.join(parent, 'vanthu-mariadb-'));
  await mkdir(path.join(folder, 'tmp'));
  // A starting server deletes every temporary table it finds in its tmpdir, also those of a running one.
  const own = ['--no-defaults', ...(process.getuid?.() === 0 ? ['--user=root'] : []), `--datadir=${folder}/data`, `--tmpdir=${folder}/tmp`];
  const made = spawnSync(install, [...own, '--skip-test-db', '--auth-root-authentication-method=normal'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr || made.stdout}`);
  const port = await freePort();
  const command = [...own, ...serverArguments(folder, port), ...extraArguments];
  let server = launch(mariadbd, command);
  const stop = async () => {
    await kill(server);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await waitUntilReady(port, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    createDatabase: () => createDatabase(port),
    kill: () => kill(server),
    pause: () => void server.process.kill('SIGSTOP'),
    resume: () => void server.process.kill('SIGCONT'),
    restart: async () => {
      server = launch(mariadbd, command);
      await waitUntilReady(port, server);
    },
    stop,
  };
}

interface RunningServer {
  readonly process: ChildProcess;
  readonly log: () => string;
  readonly killAtExit: () => void;
}

function launch(program: string, command: readonly string[]): RunningServer {
  const server = spawn(program, command, { stdio: ['ignore', 'ignore', 'pipe'] });
  const killAtExit = () => void server.kill('SIGKILL');
  process.once('exit', killAtExit);
  const log = collect(server);
  server.once('exit', (code, signal) => signal !== 'SIGKILL' && console.error(`mariadbd ended by itself (${signal ?? code}): ${log()}`));
  return { process: server, log, killAtExit };
}

function serverArguments(folder: string, port: number): string[] {
  return [
    `--socket=${folder}/server.sock`,
    `--pid-file=${folder}/server.pid`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--innodb-buffer-pool-size=128M',
    '--innodb-log-file-size=64M',
    '--max-connections=200',
  ];
}

let counter = 0;
async function createDatabase(port: number): Promise<string> {
  const name = `vanthu_${process.pid}_${++counter}`;
  const connection = await connect(port);
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  await connection.end();
  return `mysql://root@127.0.0.1:${port}/${name}`;
}

function connect(port: number): Promise<mysql.Connection> {
  return mysql.createConnection({ host: '127.0.0.1', port, user: 'root' });
}

async function waitUntilReady(port: number, { process: server, log }: RunningServer): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`mariadbd ended with ${server.exitCode}: ${log()}`);
    try {
      await (await connect(port)).end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`mariadbd did not become ready: ${log()}`);
}

function collect(server: ChildProcess): () => string {
  let text = '';
  server.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-8000)));
  return () => text;
}

/** Nothing in it is kept, so there is nothing to shut down in order. */
async function kill({ process: server, killAtExit }: RunningServer): Promise<void> {
  process.off('exit', killAtExit);
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await ended;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

export function programPath(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin'];
  return folders.map((folder) => path.join(folder, name)).find((candidate) => existsSync(candidate));
}
