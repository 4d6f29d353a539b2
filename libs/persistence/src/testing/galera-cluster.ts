import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import mysql from 'mysql2/promise';
import { prepareMachines, type Machine, type Machines } from './machine.js';
import { freePort, programPath } from './mariadb-server.js';

/** Throw-away MariaDB servers of this machine's Debian packages that replicate synchronously, on free ports of 127.0.0.1. */
export interface GaleraCluster {
  readonly nodes: readonly GaleraNode[];
  /** For programs that are to be cut off as well. */
  readonly machines: Machines;
  /** A new empty database on all of them; its URL names every node, beginning with the one of this index. */
  createDatabase(): Promise<(first: number) => string>;
  stop(): Promise<void>;
}

export interface GaleraNode {
  readonly port: number;
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again on its data; it joins the others and catches up. */
  rejoin(): Promise<void>;
  /** From now on no packet of it goes out; nothing is closed or refused. */
  cutOff(): Promise<void>;
  /** After `cutOff`: it finds the others again by itself. */
  reconnect(): Promise<void>;
  /** For so long it does not show what the others commit. */
  fallBehind(ms: number): Promise<void>;
  /** How many nodes it sees, itself among them. */
  clusterSize(): Promise<number>;
}

const PROVIDER = '/usr/lib/galera/libgalera_smm.so';
const PATIENCE_MS = 90_000;

export async function startGalera(size = 3): Promise<GaleraCluster> {
  const program = programPath('mariadbd');
  if (!program || !existsSync(PROVIDER)) throw new Error('Galera is not installed: these tests need it. On Debian or Ubuntu: apt-get install -y mariadb-server galera-4');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-galera-'));
  const ports = await Promise.all(Array.from({ length: size * 3 }, freePort));
  const addresses = Array.from({ length: size }, (_, index) => `127.0.0.1:${ports[index * 3 + 1] ?? 0}`);
  const machines = await prepareMachines();
  const nodes = addresses.map((_, index) => new Node(program, machines.add(), path.join(folder, `node${index}`), `node${index}`, ports.slice(index * 3, index * 3 + 3), addresses));
  const stop = async () => {
    await machines.remove();
    await Promise.all(nodes.map((node) => node.kill()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const [first, ...others] = nodes as [Node, ...Node[]];
    await first.install();
    for (const node of others) await node.installAs(first);
    await first.start('gcomm://');
    for (const node of others) await node.rejoin();
  } catch (error) {
    await stop();
    throw error;
  }
  let databases = 0;
  return {
    nodes,
    machines,
    stop,
    async createDatabase() {
      const name = `vanthu_${++databases}`;
      await nodes[0]?.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
      return (first) => `mysql://root@${nodes.map((_, index) => `127.0.0.1:${nodes[(first + index) % size]?.port ?? 0}`).join(',')}/${name}`;
    },
  };
}

class Node implements GaleraNode {
  private process: ChildProcess | null = null;
  private log = '';
  private readonly killAtExit = () => void this.process?.kill('SIGKILL');

  constructor(
    private readonly program: string,
    private readonly machine: Machine,
    private readonly folder: string,
    private readonly name: string,
    private readonly ports: readonly number[],
    private readonly addresses: readonly string[],
  ) {}

  get port(): number {
    return this.ports[0] ?? 0;
  }

  async install(): Promise<void> {
    const install = programPath('mariadb-install-db');
    await this.prepare();
    const made = spawnSync(install ?? 'mariadb-install-db', [...this.own(), '--skip-test-db', '--auth-root-authentication-method=normal'], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr || made.stdout}`);
  }

  /** With the data of another one that has never run. */
  async installAs(other: Node): Promise<void> {
    await this.prepare();
    await cp(path.join(other.folder, 'data'), path.join(this.folder, 'data'), { recursive: true });
  }

  async start(cluster: string): Promise<void> {
    await this.prepare();
    this.log = '';
    const server = spawn(this.program, [...this.own(), ...this.settings(cluster)], { stdio: ['ignore', 'ignore', 'pipe'], detached: true, ...(this.machine.group !== null && { gid: this.machine.group }) });
    this.process = server;
    process.once('exit', this.killAtExit);
    server.stderr.on('data', (chunk: Buffer) => (this.log = (this.log + chunk.toString()).slice(-8000)));
    const end = Date.now() + PATIENCE_MS;
    while (!(await this.isSynced())) {
      if (server.exitCode !== null || server.signalCode !== null || Date.now() > end) throw new Error(`${this.name} did not join the cluster: ${this.log}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  rejoin(): Promise<void> {
    return this.start(`gcomm://${this.addresses.join(',')}`);
  }

  async kill(): Promise<void> {
    process.off('exit', this.killAtExit);
    const server = this.process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    // Its helpers for state transfers are of its process group.
    if (server.pid) process.kill(-server.pid, 'SIGKILL');
    await ended;
  }

  cutOff(): Promise<void> {
    return this.machine.cutOff(this.process?.pid === undefined ? [] : [this.process.pid]);
  }

  reconnect(): Promise<void> {
    return this.machine.rejoin();
  }

  async fallBehind(ms: number): Promise<void> {
    const connection = await this.connect();
    try {
      await connection.query('FLUSH TABLES WITH READ LOCK');
      await new Promise((resolve) => setTimeout(resolve, ms));
      await connection.query('UNLOCK TABLES');
    } finally {
      connection.destroy();
    }
  }

  async clusterSize(): Promise<number> {
    return Number((await this.query("SHOW STATUS LIKE 'wsrep_cluster_size'"))[0]?.['Value'] ?? 0);
  }

  async query(sql: string): Promise<mysql.RowDataPacket[]> {
    const connection = await this.connect();
    try {
      return (await connection.query<mysql.RowDataPacket[]>(sql))[0];
    } finally {
      connection.destroy();
    }
  }

  private connect(): Promise<mysql.Connection> {
    return mysql.createConnection({ host: '127.0.0.1', port: this.port, user: 'root', connectTimeout: 2_000 });
  }

  private isSynced(): Promise<boolean> {
    return this.query("SHOW STATUS LIKE 'wsrep_local_state_comment'").then(([row]) => row?.['Value'] === 'Synced', () => false);
  }

  private async prepare(): Promise<void> {
    await mkdir(path.join(this.folder, 'data'), { recursive: true });
    // A starting server deletes every temporary table it finds in its tmpdir, also those of a running one.
    await mkdir(path.join(this.folder, 'tmp'), { recursive: true });
  }

  private own(): string[] {
    return ['--no-defaults', ...(process.getuid?.() === 0 ? ['--user=root'] : []), `--datadir=${this.folder}/data`, `--tmpdir=${this.folder}/tmp`];
  }

  private settings(cluster: string): string[] {
    const [port = 0, group = 0, increment = 0] = this.ports;
    const provider = [`gmcast.listen_addr=tcp://127.0.0.1:${group}`, `ist.recv_addr=127.0.0.1:${increment}`, 'gcache.size=64M', 'evs.suspect_timeout=PT2S', 'evs.inactive_timeout=PT4S', 'evs.keepalive_period=PT0.5S', 'evs.inactive_check_period=PT0.5S'];
    return [
      ...[`--port=${port}`, '--bind-address=127.0.0.1', `--socket=${this.folder}/server.sock`, `--pid-file=${this.folder}/server.pid`, '--skip-name-resolve'],
      ...['--innodb-buffer-pool-size=64M', '--innodb-log-file-size=48M', '--max-connections=100', '--binlog-format=ROW', '--innodb-autoinc-lock-mode=2'],
      ...['--wsrep-on=ON', `--wsrep-provider=${PROVIDER}`, '--wsrep-cluster-name=vanthu', `--wsrep-cluster-address=${cluster}`, `--wsrep-node-name=${this.name}`, '--wsrep-node-address=127.0.0.1'],
      // A new node gets its data as statements: of the ways there are, the one that needs no other program than the client.
      ...['--wsrep-sst-method=mysqldump', '--wsrep-sst-auth=root:', `--wsrep-sst-receive-address=127.0.0.1:${port}`, `--wsrep-provider-options=${provider.join(';')}`, '--wsrep-slave-threads=2'],
    ];
  }
}
