import { stat } from 'node:fs/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../data-source.js';
import { sqliteDatabases } from '../testing/index.js';

const databases = sqliteDatabases();
afterAll(() => databases.stop());

describe('checkpoints', () => {
  it('bring what was committed into the file without the connection that commits', async () => {
    // given
    const location = await databases.fresh();
    const file = location.file ?? '';
    const database = await openDatabase(location);
    await database.query('CREATE TABLE sheet (id integer NOT NULL PRIMARY KEY, words text)');
    const before = (await stat(file)).size;

    // when
    for (let id = 0; id < 100; id++) await database.transaction((manager) => manager.query('INSERT INTO sheet (id, words) VALUES (?, ?)', [id, 'x'.repeat(10_000)]));
    for (let turn = 0; turn < 200 && (await stat(file)).size < before + 1_000_000; turn++) await new Promise((resolve) => setTimeout(resolve, 50));

    // then
    expect((await stat(file)).size).toBeGreaterThanOrEqual(before + 1_000_000);
    await database.close();
    await expect(stat(`${file}-wal`)).rejects.toThrow('ENOENT');
  });
});
