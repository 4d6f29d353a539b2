import Sqlite from 'better-sqlite3';
import { BackupError } from './backup-format.js';

/** What of the database's content the backup has to keep. */
export interface DatabaseFacts {
  readonly migrations: readonly string[];
  /** Hashes of contents that rows refer to. */
  readonly contents: readonly string[];
}

/** Copies the file as it is at one moment, while others go on writing: VACUUM INTO reads in one transaction, which in WAL mode holds up nobody. */
export function copySqlite(file: string, target: string): DatabaseFacts {
  const source = open(file);
  try {
    source.prepare('VACUUM INTO ?').run(target);
  } finally {
    source.close();
  }
  const copy = open(target);
  try {
    const problems = copy.pragma('integrity_check', { simple: true });
    if (problems !== 'ok') throw new BackupError(`The copy of ${file} is damaged: ${String(problems)}`);
    return { migrations: column(copy, 'SELECT name FROM migrations ORDER BY id'), contents: column(copy, 'SELECT DISTINCT sha256 FROM document_file') };
  } finally {
    copy.close();
  }
}

function open(file: string): Sqlite.Database {
  const database = new Sqlite(file, { fileMustExist: true });
  database.pragma('busy_timeout = 30000');
  return database;
}

function column(database: Sqlite.Database, sql: string): string[] {
  return database.prepare(sql).pluck().all().map(String);
}
