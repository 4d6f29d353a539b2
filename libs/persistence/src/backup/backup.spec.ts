import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditLog } from '../audit/audit-log.js';
import { openDatabase, type Database } from '../data-source.js';
import { FolderFileStore } from '../files/folder-file-store.js';
import { testDatabases } from '../testing/index.js';
import { backUp, type KeptPlaces } from './back-up.js';
import { manifestName, readManifest } from './backup-format.js';
import { restore } from './restore.js';

const now = () => Date.parse('2026-11-22T02:00:00Z');

describe.each(testDatabases())('backup and restore on $name', (databases) => {
  let folder: string;
  let source: KeptPlaces;
  let database: Database;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-backup-'));
    source = await places('source');
    database = await openDatabase(source.database);
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => databases.stop());

  const places = async (name: string): Promise<KeptPlaces> => ({ database: await databases.fresh(), filesDir: path.join(folder, name, 'files'), archiveDir: path.join(folder, name, 'archive'), restDocumentsDir: path.join(folder, name, 'rest-documents') });
  const out = (name = 'backup') => path.join(folder, name);
  const audit = () => new AuditLog(database, { now });
  const fileRow = (id: number, sha256: string) =>
    database.query("INSERT INTO document_file (id, document_id, name, media_type, size, sha256, role, version, created_at) VALUES (?, '9007199254740993', 'Tờ trình số 1 “đặc biệt”.pdf', 'application/pdf', 3, ?, 'scan', ?, 1795219200050)", [String(id), sha256, id]);
  const keep = async (id: number, content: string) => {
    const { sha256 } = await new FolderFileStore(source.filesDir).save(Buffer.from(content));
    await fileRow(id, sha256);
    return sha256;
  };

  it('give back rows, contents and archive, byte for byte', async () => {
    // given
    const sha256 = await keep(1, 'nội dung');
    await audit().append({ actor: 'an', action: 'test', facts: { text: "dấu ' \" \\ \n đ 😀" } });
    await mkdir(path.join(source.archiveDir, 'Z01/2026/1/v1'), { recursive: true });
    await writeFile(path.join(source.archiveDir, 'Z01/2026/1/v1/metadata.xml'), '<a/>');
    const target = await places('target');
    // when
    await backUp(source, out(), now);
    const restored = await restore(out(), target, { replace: false, now });
    // then
    expect(restored.audit).toEqual({ isIntact: true, entries: 1 });
    expect(restored.manifest.files.count).toBe(2);
    const copy = await openDatabase(target.database);
    for (const table of ['document_file', 'audit_entry', 'audit_head', 'migrations', 'engine_counter']) expect(await copy.query(`SELECT * FROM ${table}`)).toEqual(await database.query(`SELECT * FROM ${table}`));
    await copy.close();
    expect((await new FolderFileStore(target.filesDir).read(sha256)).toString()).toBe('nội dung');
    expect(await readFile(path.join(target.archiveDir, 'Z01/2026/1/v1/metadata.xml'), 'utf8')).toBe('<a/>');
  });

  it('are of one moment while others write', async () => {
    // given: two rows in every transaction
    let isOver = false;
    let written = 0;
    const writing = (async () => {
      while (!isOver) {
        written += 1;
        await turn();
        await database.transaction(async (manager) => {
          for (const offset of [0, 1_000_000]) await manager.query("INSERT INTO deduplication (deduplication_key, instance_key, at) VALUES (?, '1', 1)", [String(written + offset)]);
        });
      }
    })();
    const chain = (async () => {
      for (; !isOver; await turn()) await audit().append({ actor: 'an', action: 'test' });
    })();
    while (written < 50) await turn();
    // when
    const target = await places('target');
    await backUp(source, out(), now);
    isOver = true;
    await Promise.all([writing, chain]);
    const restored = await restore(out(), target, { replace: false, now });
    // then
    const copy = await openDatabase(target.database);
    const [row] = await copy.query<{ number: unknown }>('SELECT COUNT(*) AS number FROM deduplication');
    expect(Number(row?.number) % 2).toBe(0);
    expect(Number(row?.number)).toBeGreaterThanOrEqual(100);
    expect(restored.audit.isIntact).toBe(true);
    await copy.close();
  });

  it('refuse a content that is missing or damaged, and say which', async () => {
    await fileRow(1, 'a'.repeat(64));
    await expect(backUp(source, out(), now)).rejects.toThrow(/not in .*files, e\.g\. aaaa/);
    await expect(readManifest(out())).rejects.toThrow(/no finished backup/);
    const sha256 = await keep(2, 'x');
    await appendFile(path.join(source.filesDir, sha256.slice(0, 2), sha256), 'y');
    await expect(backUp(source, out('second'), now)).rejects.toThrow(new RegExp(`${sha256} is damaged`));
  });

  it('refuse a target that is not empty unless told, and then put aside what was there', async () => {
    // given
    await keep(1, 'alt');
    await backUp(source, out(), now);
    await keep(2, 'neu');
    await database.close();
    // then
    await expect(restore(out(), source, { replace: false, now })).rejects.toThrow(/not empty.*--replace/);
    await restore(out(), source, { replace: true, now });
    database = await openDatabase(source.database);
    expect(await database.query('SELECT id FROM document_file')).toHaveLength(1);
    expect((await readdir(path.dirname(source.filesDir))).filter((each) => each.startsWith('files.before-'))).toHaveLength(1);
  });

  it('touch nothing when the backup itself is damaged, of a newer version or not finished', async () => {
    // given
    const sha256 = await keep(1, 'x');
    const manifest = await backUp(source, out(), now);
    const target = await places('target');
    const file = path.join(out(), manifestName);
    const refused = () => expect(restore(out(), target, { replace: false, now })).rejects;
    // then
    await writeFile(file, JSON.stringify({ ...manifest, migrations: [...manifest.migrations, 'FromTheFuture1999999999999'] }));
    await refused().toThrow(/newer version.*FromTheFuture/);
    await writeFile(file, JSON.stringify(manifest));
    await appendFile(path.join(out(), 'files', sha256.slice(0, 2), sha256), 'y');
    await refused().toThrow(/is damaged.*Nothing was restored/);
    await rm(file);
    await refused().toThrow(/no finished backup/);
    await expect(readdir(target.filesDir)).rejects.toThrow(/ENOENT/);
    await expect(backUp(source, out(), now)).rejects.toThrow(/not empty/);
  });

  it('bring an older schema up to date', async () => {
    // given: the newest migration has not been run yet
    const rows = await database.query<{ id: unknown; name: string }>('SELECT id, name FROM migrations ORDER BY id');
    await database.dataSource.undoLastMigration();
    await backUp(source, out(), now);
    // when
    const target = await places('target');
    const { manifest } = await restore(out(), target, { replace: false, now });
    // then
    expect(manifest.migrations).toHaveLength(rows.length - 1);
    const copy = await openDatabase(target.database);
    expect(await copy.query('SELECT name FROM migrations')).toHaveLength(rows.length);
    await copy.close();
  });
});
