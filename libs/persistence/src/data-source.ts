import { DataSource, type EntityManager } from 'typeorm';
import { DatabaseError, explain, isTransient } from './database/database-error.js';
import { migrate } from './database/migrate.js';
import { mariadbOptions, type DatabasePatience } from './database/mariadb-options.js';
import { guardMariadb, type MariadbServers } from './database/mariadb-runner.js';
import type { MariadbScripts } from './database/mariadb-scripts.js';
import type { SqliteCheckpoints } from './database/sqlite-checkpoints.js';
import { sqliteOptions } from './database/sqlite-options.js';
import { isolateSqlite } from './database/sqlite-runner.js';
import type { LastStatements, RunStatements } from './database/statement.js';

export type Dialect = 'sqlite' | 'mariadb';

/** `url` (`mysql://user:password@host:port/database`) or `file` (a SQLite file, made when missing). */
export interface DatabaseLocation {
  readonly url?: string;
  readonly file?: string;
  /** Connections of a MariaDB/MySQL pool; default 10. */
  readonly poolSize?: number;
  /** With a server that is slow or silent. */
  readonly patience?: DatabasePatience;
}

export interface Database {
  readonly dataSource: DataSource;
  readonly dialect: Dialect;
  /**
   * Runs `work` in one transaction and commits it; repeats it from its start after a deadlock or a lock wait (at most 5 times),
   * so `work` must do nothing but database work. On SQLite use nothing but the given manager inside.
   */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /**
   * The same for work that knows its statements beforehand: reads, and then all that it writes at once. On MariaDB it takes as many round
   * trips as `run` is called, and one.
   */
  script<T>(work: (run: RunStatements) => Promise<LastStatements<T>>): Promise<T>;
  /** One statement on its own, mostly a SELECT; `?` for parameters. Inside a transaction use its manager instead. */
  query<T>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

const FAREWELL_MS = 2_000;

/** Opens the database and brings its schema up to date. Throws DatabaseError. */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  const dialect: Dialect = location.url ? 'mariadb' : 'sqlite';
  const { options, where, ...parts } = location.url ? mariadbOptions(location.url, location.poolSize, location.patience) : sqliteOptions(location.file);
  const { servers, scripts, checkpoints }: Parts = parts;
  const dataSource = new DataSource(options);
  if (servers) guardMariadb(dataSource, servers, where);
  try {
    await withRetry(() => dataSource.initialize(), where);
    if (dialect === 'sqlite') isolateSqlite(dataSource, where, () => checkpoints?.noticeCommit());
    await migrate(dataSource, dialect);
  } catch (error) {
    await close(dataSource, parts);
    throw explained(error, where);
  }
  return {
    dataSource,
    dialect,
    transaction: (work) => withRetry(() => dataSource.transaction(work), where),
    script: (work) => withRetry(() => (scripts ? scripts.transaction(work) : oneByOne(dataSource, work)), where),
    query: <T>(sql: string, parameters: readonly unknown[] = []) => withRetry(() => dataSource.query<T[]>(sql, [...parameters]), where),
    close: () => close(dataSource, parts),
  };
}

/** What belongs to one kind of database beside its connections. */
interface Parts {
  readonly servers?: MariadbServers;
  readonly scripts?: MariadbScripts;
  readonly checkpoints?: SqliteCheckpoints | null;
}

/** A server that does not answer is not waited for. */
async function close(dataSource: DataSource, { servers, scripts, checkpoints }: Parts): Promise<void> {
  const hangUp = setTimeout(() => servers?.choice.leaveAll(new Error('The database is being closed.')), FAREWELL_MS);
  await scripts?.close();
  await checkpoints?.close();
  if (dataSource.isInitialized) await dataSource.destroy();
  clearTimeout(hangUp);
  servers?.watch.stop();
}

function oneByOne<T>(dataSource: DataSource, work: (run: RunStatements) => Promise<LastStatements<T>>): Promise<T> {
  return dataSource.transaction(async (manager) => {
    const run: RunStatements = async (statements) => {
      const rows = [];
      for (const { sql, parameters } of statements) rows.push(await manager.query<Readonly<Record<string, unknown>>[]>(sql, [...parameters]));
      return rows;
    };
    const { last, result } = await work(run);
    await run(last);
    return result;
  });
}

async function withRetry<T>(run: () => Promise<T>, where: string): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= 5 || !isTransient(error)) throw explain(error, where);
      await new Promise((resolve) => setTimeout(resolve, attempt * 10 * (0.5 + Math.random())));
    }
  }
}

function explained(error: unknown, where: string): unknown {
  const known = explain(error, where);
  if (known instanceof DatabaseError) return known;
  return new DatabaseError('FAILED', `${where} could not be opened: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
