import { afterAll, describe } from '@jest/globals';
import { describeProcessStore, describeRuntime, type StoreHarness } from '@vanthu/engine/testing';
import { tableNames } from '@vanthu/engine';
import { openDatabase, type Database, type DatabaseLocation } from '../data-source.js';
import { testDatabases } from '../testing/index.js';
import { snake } from './sql.js';
import { SqlProcessStore } from './sql-process-store.js';

const tables = [...tableNames.map(snake), 'process_definition', 'process_element', 'start_event', 'message'];

describe.each(testDatabases())('SqlProcessStore', (databases) => {
  const opened: Database[] = [];
  let location: Promise<DatabaseLocation> | null = null;

  afterAll(async () => {
    await Promise.all(opened.map((each) => each.close()));
    await databases.stop();
  });

  /** Each test begins with empty tables of one database: to make a schema takes longer than most tests. */
  const harness = async (): Promise<StoreHarness> => {
    location ??= databases.fresh();
    const where = await location;
    let used = 0;
    for (const each of opened[0] ? tables : []) await opened[0]?.query(`DELETE FROM ${each}`);
    return {
      open: async () => {
        const database = opened[used] ?? (await openDatabase(where));
        opened[used] = database;
        used += 1;
        return new SqlProcessStore(database);
      },
      close: async () => undefined,
    };
  };

  describeProcessStore(`on ${databases.name}`, harness);
  describeRuntime(databases.name, harness);
  describeRuntime(`${databases.name}, with a cache`, harness, { cacheBytes: 10_000_000 });
});
