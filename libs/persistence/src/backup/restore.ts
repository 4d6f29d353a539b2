import { createReadStream, existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { AuditLog, type AuditVerdict } from '../audit/audit-log.js';
import { openDatabase } from '../data-source.js';
import { migrations } from '../migrations/index.js';
import { foldersOf, type KeptPlaces } from './back-up.js';
import { BackupError, databaseFileOf, fileListName, hashOfFile, readManifest, type BackupManifest, type CopiedFile } from './backup-format.js';
import { copyFile, isEmptyFolder } from './folder-copy.js';
import { dropTables, importMariadb, tablesOf } from './mariadb-import.js';

export interface RestoreOptions {
  /** What is at the target gives way: files are put aside as `<name>.before-<time>`, tables of a database server are dropped. */
  readonly replace: boolean;
  readonly now: () => number;
}

export interface Restored {
  readonly manifest: BackupManifest;
  /** Whether the audit chain is as it was written. */
  readonly audit: AuditVerdict;
}

/**
 * Puts a backup in the place of what a server that does not run keeps, and brings its schema up to date. The whole backup is checked
 * before anything is touched. @throws BackupError
 */
export async function restore(from: string, target: KeptPlaces, { replace, now }: RestoreOptions): Promise<Restored> {
  const manifest = await readManifest(from);
  await check(from, manifest, target);
  const occupied = await occupants(target);
  if (occupied.length > 0 && !replace) throw new BackupError(`The target is not empty: ${occupied.join(', ')}. Stop the server and say --replace to put the backup in its place.`);
  await clear(target, new Date(now()).toISOString().replace(/[:.]/g, '-'));
  const source = path.join(from, databaseFileOf(manifest.dialect));
  if (target.database.url) await importMariadb(target.database.url, source);
  else await copyFile(source, target.database.file ?? '');
  for await (const file of listedFiles(from)) await copyFile(path.join(from, file.path), placeOf(file, target));
  const database = await openDatabase(target.database);
  try {
    return { manifest, audit: await new AuditLog(database, { now }).verify() };
  } finally {
    await database.close();
  }
}

async function check(from: string, manifest: BackupManifest, { database }: KeptPlaces): Promise<void> {
  const dialect = database.url ? 'mariadb' : 'sqlite';
  if (manifest.dialect !== dialect) throw new BackupError(`The backup is of ${nameOf(manifest.dialect)} and the target is ${nameOf(dialect)}. Set DATABASE_URL to fit the backup.`);
  const known = new Set(migrations.map((each) => each.name));
  const foreign = manifest.migrations.filter((each) => !known.has(each));
  if (foreign.length > 0) throw new BackupError(`The backup is of a newer version of Vanthu (it has had the migration ${foreign[0]}). Restore it with that version.`);
  const damaged = (what: string) => new BackupError(`${path.join(from, what)} is damaged: it no longer has the hash that the backup noted. Nothing was restored.`);
  if ((await hashOfFile(path.join(from, databaseFileOf(dialect)))).sha256 !== manifest.database.sha256) throw damaged(databaseFileOf(dialect));
  if ((await hashOfFile(path.join(from, fileListName))).sha256 !== manifest.files.sha256) throw damaged(fileListName);
  for await (const file of listedFiles(from)) {
    const found = await hashOfFile(path.join(from, file.path)).catch(() => null);
    if (found?.sha256 !== file.sha256) throw damaged(file.path);
  }
}

async function* listedFiles(from: string): AsyncGenerator<CopiedFile> {
  for await (const line of createInterface({ input: createReadStream(path.join(from, fileListName)) })) yield JSON.parse(line) as CopiedFile;
}

function placeOf(file: CopiedFile, target: KeptPlaces): string {
  const [name = '', ...rest] = file.path.split('/');
  const root = path.resolve(foldersOf(target).get(name) ?? '/');
  const place = path.resolve(root, ...rest);
  if (root === '/' || !place.startsWith(root + path.sep)) throw new BackupError(`The backup names a file outside of its folders: ${file.path}`);
  return place;
}

async function occupants(target: KeptPlaces): Promise<string[]> {
  const { database } = target;
  const folders = [];
  for (const each of foldersOf(target).values()) if (!(await isEmptyFolder(each))) folders.push(each);
  if (database.url) return [...((await tablesOf(database.url)).length > 0 ? ['the database has tables'] : []), ...folders];
  return [...(existsSync(database.file ?? '') ? [database.file ?? ''] : []), ...folders];
}

async function clear(target: KeptPlaces, time: string): Promise<void> {
  const { database } = target;
  if (database.url) await dropTables(database.url);
  // A write-ahead log stays beside its database: its name is the database's and a suffix.
  const ofSqlite = database.file ? ['', '-wal', '-shm'].map((suffix) => ({ place: `${database.file}${suffix}`, aside: `${database.file}.before-${time}${suffix}` })) : [];
  const folders = [...foldersOf(target).values()].map((place) => ({ place, aside: `${place}.before-${time}` }));
  for (const { place, aside } of [...ofSqlite, ...folders]) if (existsSync(place)) await rename(place, aside);
}

function nameOf(dialect: BackupManifest['dialect']): string {
  return dialect === 'sqlite' ? 'a SQLite file' : 'a MariaDB or MySQL server';
}
