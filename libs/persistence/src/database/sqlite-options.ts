import path from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import type * as Sqlite from 'better-sqlite3';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { DatabaseError } from './database-error.js';
import { SqliteCheckpoints } from './sqlite-checkpoints.js';

export function sqliteOptions(file: string | undefined): { options: DataSourceOptions; where: string; checkpoints: SqliteCheckpoints | null } {
  if (!file) throw new DatabaseError('URL_INVALID', 'Neither a database URL nor a SQLite file is given.');
  const database = file === ':memory:' ? file : path.resolve(file);
  const options: DataSourceOptions = { type: 'better-sqlite3', database, enableWAL: true, prepareDatabase, entities, migrations, logging: false };
  return { options, where: `The database file ${database}`, checkpoints: database === ':memory:' ? null : new SqliteCheckpoints(database) };
}

function prepareDatabase(connection: Sqlite.Database): void {
  connection.defaultSafeIntegers(true);
  connection.pragma('busy_timeout = 10000');
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  // pages, 64 MB: only where `SqliteCheckpoints` cannot keep up
  connection.pragma('wal_autocheckpoint = 16000');
  connection.pragma('temp_store = MEMORY');
  connection.pragma('cache_size = -16000');
}
