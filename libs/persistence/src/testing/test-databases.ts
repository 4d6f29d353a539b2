import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DatabaseLocation } from '../data-source.js';
import { startMariadb, type MariadbServer } from './mariadb-server.js';

/** A place for throw-away databases of one kind; call `stop` in afterAll. */
export interface TestDatabases {
  readonly name: 'SQLite' | 'MariaDB';
  /** Where a new empty database is: give it to `openDatabase`, more than once for more connections or "processes". */
  fresh(): Promise<DatabaseLocation>;
  stop(): Promise<void>;
}

/** For `describe.each(testDatabases())('… on $name', (databases) => …)`. Servers start at the first `fresh()`. */
export function testDatabases(): readonly TestDatabases[] {
  return [sqliteDatabases(), mariadbDatabases()];
}

export function sqliteDatabases(): TestDatabases {
  const folders: string[] = [];
  return {
    name: 'SQLite',
    fresh: async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-sqlite-'));
      folders.push(folder);
      return { file: path.join(folder, 'vanthu.db') };
    },
    stop: async () => {
      await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

export function mariadbDatabases(): TestDatabases {
  let server: Promise<MariadbServer> | null = null;
  return {
    name: 'MariaDB',
    fresh: async () => {
      server ??= startMariadb();
      return { url: await (await server).createDatabase() };
    },
    stop: async () => {
      const running = await server?.catch(() => null);
      server = null;
      await running?.stop();
    },
  };
}
