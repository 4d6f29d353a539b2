import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { DatabaseLocation } from '../data-source.js';
import { BackupError, databaseFileOf, fileListName, hashOfFile, manifestName, type BackupManifest } from './backup-format.js';
import { copyFolder } from './folder-copy.js';
import { exportMariadb } from './mariadb-export.js';
import { copySqlite } from './sqlite-copy.js';

/** Where the server keeps what it must not lose. */
export interface KeptPlaces {
  readonly database: Pick<DatabaseLocation, 'url' | 'file'>;
  readonly filesDir: string;
  readonly archiveDir: string;
  /** Documents that clients of the REST API left. */
  readonly restDocumentsDir: string;
}

/** The folders by their names in a backup. */
export function foldersOf({ filesDir, archiveDir, restDocumentsDir }: KeptPlaces): ReadonlyMap<string, string> {
  return new Map([['files', filesDir], ['archive', archiveDir], ['rest-documents', restDocumentsDir]]);
}

/**
 * Writes a backup into a new or empty folder while the server runs. The database is taken first, as it is at one moment; the files after
 * it, so that every content its rows refer to is there. @throws BackupError
 */
export async function backUp(places: KeptPlaces, out: string, now: () => number): Promise<BackupManifest> {
  const { database, filesDir } = places;
  await mkdir(out, { recursive: true, mode: 0o700 });
  if ((await readdir(out)).length > 0) throw new BackupError(`${out} is not empty. Give every backup a folder of its own.`);
  const createdAt = new Date(now()).toISOString();
  const dialect = database.url ? 'mariadb' : 'sqlite';
  const target = path.join(out, databaseFileOf(dialect));
  const facts = database.url ? await exportMariadb(database.url, target) : copySqlite(database.file ?? '', target);
  const copied = await copyFiles(places, out);
  const missing = facts.contents.filter((each) => !copied.contents.has(each));
  if (missing.length > 0) throw new BackupError(`The database refers to ${missing.length} contents that are not in ${filesDir}, e.g. ${missing[0]}. This backup is not whole; if a second one says the same, restore the content from an earlier one.`);
  const manifest: BackupManifest = {
    format: 'vanthu-backup-1', createdAt, dialect, migrations: [...facts.migrations],
    database: await hashOfFile(target),
    files: { count: copied.count, bytes: copied.bytes, sha256: (await hashOfFile(path.join(out, fileListName))).sha256 },
  };
  const file = path.join(out, manifestName);
  await writeFile(`${file}.part`, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  await rename(`${file}.part`, file);
  return manifest;
}

async function copyFiles(places: KeptPlaces, out: string) {
  const list = createWriteStream(path.join(out, fileListName), { flush: true });
  const contents = new Set<string>();
  let [count, bytes] = [0, 0];
  for (const [name, folder] of foldersOf(places)) {
    for await (const file of copyFolder(folder, path.join(out, name), name)) {
      count += 1;
      bytes += file.size;
      if (name === 'files') contents.add(file.sha256);
      if (!list.write(`${JSON.stringify(file)}\n`)) await once(list, 'drain');
    }
  }
  list.end();
  await finished(list);
  return { contents, count, bytes };
}
