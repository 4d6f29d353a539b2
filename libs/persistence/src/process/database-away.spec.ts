import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobDispatcher, ProcessRunner, TimerScheduler } from '@vanthu/engine';
import { clerk, deploy, samples, until, watchTasks } from '@vanthu/engine/testing';
import { openDatabase, type Database } from '../data-source.js';
import { startMariadb, type MariadbServer } from '../testing/index.js';
import { SqlProcessStore } from './sql-process-store.js';

describe('a database that goes away and comes back', () => {
  let server: MariadbServer;
  let database: Database;

  beforeAll(async () => {
    server = await startMariadb();
    database = await openDatabase({ url: await server.createDatabase() });
  });
  afterAll(async () => {
    await database.close();
    await server.stop();
  });

  it('is named in the error meanwhile; then work goes on without a hand, and nothing that was answered is lost', async () => {
    // given
    const errors: unknown[] = [];
    const onError = (error: unknown) => void errors.push(error);
    const runner = new ProcessRunner(new SqlProcessStore(database), { now: Date.now }, { sweepMs: 50, onError });
    const [jobs, timers] = [new JobDispatcher(runner, { pollMs: 50, onError }), new TimerScheduler(runner, { pollMs: 50, onError })];
    let isMailUp = false;
    jobs.register('mail', async () => (isMailUp ? { kind: 'complete' } : { kind: 'fail', message: 'not yet', retries: 3, retryAfterMs: 10 }));
    await runner.start();
    jobs.start();
    timers.start();
    await deploy(runner, samples.mailThenTask);
    const tasks = watchTasks(runner);
    const started = await runner.startInstance({ processId: 'mail-then-task', actor: clerk });

    // when
    await server.kill();
    const refused = await runner.startInstance({ processId: 'mail-then-task', actor: clerk }).catch((error: unknown) => error);
    await until(() => errors.length > 2);
    isMailUp = true;
    await server.restart();
    await until(() => tasks.length === 1);

    // then
    expect(started.kind).toBe('started');
    expect(refused).toMatchObject({ name: 'DatabaseError', code: 'UNREACHABLE' });
    expect(await runner.completeUserTask(String(tasks[0]), { actor: clerk })).toMatchObject({ kind: 'done', status: 'completed' });
    await jobs.stop();
    await timers.stop();
    await runner.stop();
  });
});
