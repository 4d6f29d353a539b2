import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../data-source.js';
import { testDatabases } from '../testing/index.js';
import { migrations } from './index.js';

describe.each(testDatabases())('migrations on $name', (databases) => {
  let database: Database;
  afterEach(() => database.close());
  afterAll(() => databases.stop());

  const tables = async () => {
    const sql = database.dialect === 'sqlite' ? "SELECT name FROM sqlite_master WHERE type IN ('table', 'index') AND name NOT LIKE 'sqlite_%'" : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()';
    return (await database.query<{ name: string }>(sql)).map((each) => each.name).toSorted();
  };

  it('go up, down and up again to the same schema', async () => {
    // given
    database = await openDatabase(await databases.fresh());
    const up = await tables();

    // when
    for (const _ of migrations) await database.dataSource.undoLastMigration({ transaction: 'none' });
    const down = await tables();
    await database.dataSource.runMigrations({ transaction: 'none' });

    // then
    expect(down.filter((each) => !/^(migrations|typeorm_metadata|sqlite)/.test(each))).toEqual([]);
    expect(await tables()).toEqual(up);
  });

  it('make every column that the entities know', async () => {
    // given
    database = await openDatabase(await databases.fresh());

    // then
    for (const { tableName, columns } of database.dataSource.entityMetadatas) {
      const found = new Set((await columnsOf(tableName)).map((each) => each.toLowerCase()));
      expect({ tableName, missing: columns.map((each) => each.databaseName).filter((each) => !found.has(each.toLowerCase())) }).toEqual({ tableName, missing: [] });
    }
  });

  async function columnsOf(table: string): Promise<string[]> {
    if (database.dialect === 'sqlite') return (await database.query<{ name: string }>(`PRAGMA table_info(\`${table}\`)`)).map((each) => each.name);
    return (await database.query<{ name: string }>('SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?', [table])).map((each) => each.name);
  }
});
