import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../data-source.js';
import { freePort, startMariadb, type MariadbServer } from '../testing/mariadb-server.js';

describe('a URL that names several servers', () => {
  let server: MariadbServer;
  let url: string;

  beforeAll(async () => {
    server = await startMariadb();
    url = await server.createDatabase();
  });
  afterAll(() => server?.stop());

  it('leads to the first one that answers', async () => {
    const database = await openDatabase({ url: url.replace('@', `@127.0.0.1:${await freePort()},`) });
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.close();
  });

  it('names all of them when none answers, and not the password', async () => {
    const [one, other] = [await freePort(), await freePort()];
    const opened = openDatabase({ url: `mysql://an:geheim@127.0.0.1:${one},127.0.0.1:${other}/vanthu` });
    await expect(opened).rejects.toMatchObject({ code: 'UNREACHABLE', message: expect.stringContaining(`127.0.0.1:${one}, 127.0.0.1:${other}`) });
    await expect(opened).rejects.not.toThrow(/geheim/);
  });
});
