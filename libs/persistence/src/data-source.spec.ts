import { afterAll, describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { openDatabase, type Database, type DatabaseLocation } from './data-source.js';
import { sqliteDatabases, testDatabases } from './testing/index.js';

describe.each(testDatabases())('openDatabase on $name', (databases) => {
  const opened: Database[] = [];
  const open = async (location?: DatabaseLocation) => {
    const database = await openDatabase(location ?? (await databases.fresh()));
    opened.push(database);
    return database;
  };

  afterAll(async () => {
    await Promise.all(opened.map((each) => each.close()));
    await databases.stop();
  });

  const withTable = async () => {
    const database = await open();
    await database.dataSource.query('CREATE TABLE sample (id BIGINT PRIMARY KEY, number INTEGER)');
    return database;
  };
  const insert = (id: string | number) => [`INSERT INTO sample (id, number) VALUES (?, 7)`, [id]] as const;

  it('keeps int64 keys exact and in numeric order, as strings', async () => {
    // given
    const { dataSource } = await withTable();
    const keys = ['9', '10', '9007199254740993', '9007199254740995', '9223372036854775807'];

    // when
    for (const key of keys.toReversed()) await dataSource.query(...(insert(key) as unknown as [string, unknown[]]));

    // then
    expect(await dataSource.query('SELECT id, number FROM sample ORDER BY id')).toEqual(keys.map((id) => ({ id, number: 7 })));
    expect(await dataSource.query('SELECT id FROM sample WHERE id > ? ORDER BY id', ['9007199254740993'])).toHaveLength(2);
  });

  it('isolates concurrent transactions from each other', async () => {
    // given
    const database = await withTable();
    const run = (id: number, fails: boolean) =>
      database.transaction(async (manager) => {
        await manager.query(...(insert(id) as unknown as [string, unknown[]]));
        await new Promise((resolve) => setTimeout(resolve, 1));
        await manager.query(...(insert(id + 1000) as unknown as [string, unknown[]]));
        if (fails) throw new Error('on purpose');
      });

    // when
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => run(index, index % 2 === 0)));

    // then
    expect(results.filter((each) => each.status === 'fulfilled')).toHaveLength(10);
    const rows = (await database.dataSource.query('SELECT id FROM sample')) as unknown[];
    expect(rows).toHaveLength(20);
  });

  it('lets two processes open a new database at once', async () => {
    // given
    const location = await databases.fresh();

    // when
    const both = await Promise.all([open(location), open(location)]);

    // then
    const executed = (await both[0].dataSource.query('SELECT name FROM migrations')) as { name: string }[];
    expect(new Set(executed.map((each) => each.name)).size).toBe(executed.length);
  });

  it('gives the values of a statement to no error', async () => {
    // given
    const database = await withTable();

    // when
    const failures = await Promise.all([
      database.query('INSERT INTO sample (id, wrong) VALUES (?, ?)', [1, 'tài liệu riêng']).catch((error: unknown) => error),
      database.transaction((manager) => manager.query('INSERT INTO sample (id, wrong) VALUES (?, ?)', [1, 'tài liệu riêng'])).catch((error: unknown) => error),
    ]);

    // then
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(Error);
      expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('riêng');
    }
  });

  it('undoes nested work to its savepoint only', async () => {
    // given
    const database = await withTable();

    // when
    await database.transaction(async (manager) => {
      await manager.query(...(insert(1) as unknown as [string, unknown[]]));
      await manager
        .transaction(async (inner) => {
          await inner.query(...(insert(2) as unknown as [string, unknown[]]));
          throw new Error('on purpose');
        })
        .catch(() => undefined);
    });

    // then
    expect(await database.dataSource.query('SELECT id FROM sample')).toEqual([{ id: '1' }]);
  });
});

describe('a full disk', () => {
  const databases = sqliteDatabases();
  afterAll(() => databases.stop());

  it('is named, and leaves the database as it was before the transaction', async () => {
    // given
    const database = await openDatabase(await databases.fresh());
    await database.query('CREATE TABLE sample (id BIGINT PRIMARY KEY, text TEXT)');
    const [size] = await database.query<{ page_count: number }>('PRAGMA page_count');
    await database.query(`PRAGMA max_page_count = ${Number(size?.page_count) + 2}`);

    // when
    const failure = database.transaction(async (manager) => {
      await manager.query('INSERT INTO sample VALUES (1, ?)', ['small']);
      await manager.query('INSERT INTO sample VALUES (2, ?)', ['x'.repeat(100_000)]);
    });

    // then
    await expect(failure).rejects.toMatchObject({ name: 'DatabaseError', code: 'DISK_FULL' });
    expect(await database.query('SELECT id FROM sample')).toEqual([]);
    await database.transaction((manager) => manager.query('INSERT INTO sample VALUES (3, ?)', ['small']));
    await database.close();
  });
});

describe('openDatabase with a wrong location', () => {
  it.each([
    ['no URL at all', { url: 'localhost' }, 'URL_INVALID'],
    ['another protocol', { url: 'postgres://localhost/vanthu' }, 'URL_INVALID'],
    ['no database', { url: 'mysql://root@127.0.0.1:3306' }, 'URL_INVALID'],
    ['nobody listening', { url: 'mysql://root:secret@127.0.0.1:1/vanthu' }, 'UNREACHABLE'],
    ['neither URL nor file', {}, 'URL_INVALID'],
    ['a folder instead of a file', { file: '/' }, 'FILE_UNUSABLE'],
  ])('says what is wrong: %s', async (_, location: DatabaseLocation, code) => {
    // when
    const failure = openDatabase(location);

    // then
    await expect(failure).rejects.toMatchObject({ name: 'DatabaseError', code, message: expect.not.stringContaining('secret') });
  });
});
