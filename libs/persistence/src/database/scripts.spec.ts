import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../data-source.js';
import { testDatabases } from '../testing/index.js';
import type { Statement } from './statement.js';

const insert = (id: number, words = ''): Statement => ({ sql: 'INSERT INTO script_row (id, words) VALUES (?, ?)', parameters: [id, words] });
const all: Statement = { sql: 'SELECT id FROM script_row WHERE id > ? ORDER BY id', parameters: [0] };

describe.each(testDatabases())('a script on $name', (databases) => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase(await databases.fresh());
    await database.query('CREATE TABLE script_row (id integer NOT NULL PRIMARY KEY, words longtext)');
  });
  afterEach(() => database.close());
  afterAll(() => databases.stop());

  const ids = async () => (await database.query<{ id: number }>('SELECT id FROM script_row ORDER BY id')).map((row) => row.id);

  it('gives the rows of each statement, and writes what comes last', async () => {
    const result = await database.script(async (run) => {
      const [, , afterTwo] = await run([insert(1), insert(2), all]);
      const [again] = await run([all]);
      return { result: [afterTwo?.map((row) => row['id']), again?.map((row) => row['id'])], last: [insert(3), insert(4)] };
    });
    expect(result).toEqual([[1, 2], [1, 2]]);
    expect(await ids()).toEqual([1, 2, 3, 4]);
  });

  it('writes nothing when one of its statements or its work fails, and its connection is as good as new', async () => {
    await expect(database.script(async (run) => ({ result: await run([insert(1)]), last: [insert(2), insert(1)] }))).rejects.toThrow();
    await expect(database.script(async (run) => {
      await run([insert(1)]);
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await ids()).toEqual([]);

    await Promise.all([5, 6, 7].map((id) => database.script(() => Promise.resolve({ result: null, last: [insert(id)] }))));
    expect(await ids()).toEqual([5, 6, 7]);
  });

  it('takes more than fits into one packet', async () => {
    const words = 'đ'.repeat(1_500_000);
    await database.script(() => Promise.resolve({ result: null, last: Array.from({ length: 12 }, (_, index) => insert(index + 1, words)) }));
    expect(await ids()).toHaveLength(12);
    expect(await database.query('SELECT DISTINCT LENGTH(words) >= 1500000 AS whole FROM script_row')).toEqual([{ whole: 1 }]);
  });

  it('keeps question marks, quotes and semicolons of values what they are', async () => {
    const words = "'); DROP TABLE script_row; -- ? \\";
    await database.script(() => Promise.resolve({ result: null, last: [insert(1, words), insert(2, '?;?')] }));
    expect(await database.query('SELECT words FROM script_row ORDER BY id')).toEqual([{ words }, { words: '?;?' }]);
  });
});
