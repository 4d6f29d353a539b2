import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** The databases that rows are measured on: a folder for SQLite files and a throw-away MariaDB, where one is installed. */
export async function openDatabases({ progress }) {
  const { startMariadb } = await import('@vanthu/persistence/testing');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-bench-'));
  const mariadb = await startMariadb().catch((error) => void progress(`without MariaDB: ${error.message}`));
  const file = async () => path.join(await mkdtemp(path.join(folder, 'sqlite-')), 'bench.db');
  const sqlite = { name: 'SQLite', newLocation: async () => ({ file: await file() }), newEnvironment: async () => ({}) };
  const onServer = mariadb && { name: 'MariaDB', newLocation: async () => ({ url: await mariadb.createDatabase() }), newEnvironment: async () => ({ DATABASE_URL: await mariadb.createDatabase() }) };
  return {
    versions: ['SQLite ' + (await sqliteVersion()), ...(mariadb ? ['MariaDB ' + (await mariadbVersion(mariadb))] : [])],
    /** Each `{ name, newLocation(), newEnvironment() }`: an empty database, for `openDatabase` or as settings of a server. */
    places: onServer ? [sqlite, onServer] : [sqlite],
    /** A new folder for a server's data. */
    newFolder: () => mkdtemp(path.join(folder, 'data-')),
    async close() {
      await mariadb?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function sqliteVersion() {
  const { default: Sqlite } = await import('better-sqlite3');
  const database = new Sqlite(':memory:');
  const version = database.prepare('SELECT sqlite_version() AS version').get().version;
  database.close();
  return version;
}

async function mariadbVersion(mariadb) {
  const { openDatabase } = await import('@vanthu/persistence');
  const database = await openDatabase({ url: await mariadb.createDatabase() });
  const [{ version }] = await database.query('SELECT VERSION() AS version');
  await database.close();
  return version.split('-')[0];
}
