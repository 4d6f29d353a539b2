import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../data-source.js';
import { SigningSessions } from '../sessions/signing-sessions.js';
import { testDatabases, testSurroundings } from '../testing/index.js';
import { ExchangeLog, type NewExchange } from './exchange-log.js';

const message: NewExchange = { direction: 'outgoing', channel: 'axis', kind: 'document', idempotencyKey: 'line:1', documentId: '7', lineId: '8', counterpart: 'Z02' };

describe.each(testDatabases())('exchange on $name', (databases) => {
  const surroundings = testSurroundings();
  let database: Database;
  let log: ExchangeLog;

  beforeAll(async () => {
    database = await openDatabase(await databases.fresh());
    log = new ExchangeLog(database, surroundings);
  }, 90_000);
  afterAll(async () => {
    await database.close();
    await databases.stop();
  });

  it('says that a message has left already', async () => {
    // given
    const first = await log.begin(message);
    expect(first).toMatchObject({ state: 'begun', attempts: 1 });
    // when it failed, it may be tried again
    await log.fail(first.id, 'Trục trả lời 500');
    expect(await log.find('outgoing', 'line:1')).toMatchObject({ state: 'failed', lastError: 'Trục trả lời 500' });
    expect(await log.begin(message)).toMatchObject({ id: first.id, state: 'begun', attempts: 2 });
    // when it has left, it stays so
    await log.finish(first.id, { externalId: 'axis-1', sha256: 'a'.repeat(64) });
    expect(await log.begin(message)).toMatchObject({ id: first.id, state: 'done', externalId: 'axis-1', attempts: 2 });
    expect(await log.ofDocument('7')).toHaveLength(1);
  });

  it('is one message for many workers at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => log.begin({ ...message, idempotencyKey: 'line:2' })));
    expect(new Set(answers.map((each) => each.id)).size).toBe(1);
    expect(await log.begin({ ...message, direction: 'incoming', idempotencyKey: 'line:2' })).toMatchObject({ attempts: 1 });
  });

  it('lets a signing session be used once, by its person, in its time', async () => {
    // given
    const sessions = new SigningSessions(database, surroundings);
    const open = () => sessions.open({ taskKey: '1', documentId: '2', username: 'giamdoc.sgddt', state: { sha256: 'abc' }, lifetimeMs: 1000 });
    const id = await open();
    // then
    await expect(sessions.use(id, 'vanthu.sgddt')).rejects.toMatchObject({ code: 'SIGNING_EXPIRED' });
    expect(await sessions.find(id, 'giamdoc.sgddt')).toEqual({ id, taskKey: '1', documentId: '2', state: { sha256: 'abc' } });
    const uses = await Promise.allSettled(Array.from({ length: 4 }, () => sessions.use(id, 'giamdoc.sgddt')));
    expect(uses.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    // when
    const late = await open();
    surroundings.setTime(surroundings.now() + 1000);
    // then
    await expect(sessions.use(late, 'giamdoc.sgddt')).rejects.toMatchObject({ code: 'SIGNING_EXPIRED' });
  });
});
