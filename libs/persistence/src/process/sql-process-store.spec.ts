import { afterAll, describe } from '@jest/globals';
import { describeProcessStore, describeRuntime } from '@vanthu/engine/testing';
import { openDatabase, type Database } from '../data-source.js';
import { testDatabases } from '../testing/index.js';
import { SqlProcessStore } from './sql-process-store.js';

describe.each(testDatabases())('SqlProcessStore', (databases) => {
  afterAll(() => databases.stop());

  const harness = async () => {
    const location = await databases.fresh();
    const opened: Database[] = [];
    return {
      open: async () => {
        const database = await openDatabase(location);
        opened.push(database);
        return new SqlProcessStore(database);
      },
      close: async () => {
        await Promise.all(opened.map((each) => each.close()));
      },
    };
  };

  describeProcessStore(`on ${databases.name}`, harness);
  describeRuntime(databases.name, harness);
  describeRuntime(`${databases.name}, with a cache`, harness, { cacheBytes: 10_000_000 });
});
