import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../data-source.js';
import { startMariadb, type MariadbServer } from '../testing/mariadb-server.js';

describe('a server that is cut off: nothing is closed, nothing refused, nothing answered', () => {
  let server: MariadbServer;
  let database: Database;

  beforeAll(async () => {
    server = await startMariadb();
    database = await openDatabase({ url: await server.createDatabase(), poolSize: 3, patience: { silenceMs: 500, waitMs: 2_000 } });
    await database.query('CREATE TABLE note (id INT PRIMARY KEY)');
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  it('is noticed by what waits for it, refused to what comes, and used again when it is back', async () => {
    // given
    await Promise.all([1, 2, 3].map(() => database.query('SELECT SLEEP(0.1)')));
    // when
    server.pause();
    const waiting = ['one', 'two', 'three', 'four'].map((_, id) => database.transaction((manager) => manager.query('INSERT INTO note VALUES (?)', [id])).catch((error: unknown) => error));
    const refused = await Promise.all(waiting);
    const later = await database.dataSource.query('SELECT 1').catch((error: unknown) => error);
    server.resume();
    // then
    expect(refused).toEqual(refused.map(() => expect.objectContaining({ name: 'DatabaseError', message: expect.not.stringContaining('undefined') })));
    expect(refused[0]).toMatchObject({ code: 'UNREACHABLE' });
    expect(later).toMatchObject({ name: 'DatabaseError', code: 'UNREACHABLE' });
    for (let attempt = 0; attempt < 50 && !(await database.query('SELECT 1').then(() => true, () => false)); attempt += 1);
    await database.transaction((manager) => manager.query('INSERT INTO note VALUES (9)'));
    expect(await database.query('SELECT id FROM note')).toEqual([{ id: 9 }]);
  }, 60_000);

  it('is told apart from one that takes long for a statement', async () => {
    expect(await database.query('SELECT SLEEP(2) AS woken')).toEqual([{ woken: 0 }]);
  });

  it('does not keep what comes waiting while every connection is in use', async () => {
    // given
    const busy = [1, 2, 3].map(() => database.query('SELECT SLEEP(3)'));
    // when
    const refused = database.query('SELECT 1');
    // then
    await expect(refused).rejects.toMatchObject({ name: 'DatabaseError', code: 'BUSY' });
    await Promise.all(busy);
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('does not hold up the closing of the database', async () => {
    // given
    const other = await openDatabase({ url: await server.createDatabase() });
    // when
    server.pause();
    await other.close();
    server.resume();
    // then
    await expect(other.query('SELECT 1')).rejects.toThrow();
  });
});
