import { afterAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../data-source.js';
import { testDatabases } from '../testing/index.js';
import { poolUsage } from './pool-usage.js';
import { readWorkLevels } from './work-levels.js';

describe.each(testDatabases())('work levels on $name', (databases) => {
  afterAll(() => databases.stop());

  it('count what waits now, and only that', async () => {
    // given
    const database = await openDatabase(await databases.fresh());
    const job = (key: number, type: string, availableAt: number | null) =>
      database.query("INSERT INTO job (job_key, instance_key, definition_key, process_id, element_id, element_instance_key, type, kind, retries, attempt, headers, available_at, created_at) VALUES (?, 1, 1, 'p', 'e', 1, ?, 'serviceTask', 3, 0, '{}', ?, 1)", [key, type, availableAt]);
    await job(1, 'mail', 500);
    await job(2, 'mail', 600);
    await job(3, 'axis', 1_000);
    await job(4, 'axis', 9_000);
    await job(5, 'axis', null);
    for (const [principal, key] of [['user:an', 7], ['group', 7], ['group', 8]]) await database.query('INSERT INTO task_inbox (principal, assigned, due, task_key) VALUES (?, 0, 1, ?)', [principal, key]);
    for (const [key, due] of [[1, 400], [2, 8_000]]) await database.query("INSERT INTO timer (timer_key, instance_key, element_instance_key, element_id, due_at, available_at) VALUES (?, 1, 1, 'e', ?, ?)", [key, due, due]);
    // then
    expect(await readWorkLevels(database, 1_000)).toEqual({ openIncidents: 0, openTasks: 2, timerLagMs: 600, outbox: 0, dueJobs: new Map([['mail', 2], ['axis', 1]]) });
    expect((await readWorkLevels(database, 100)).timerLagMs).toBe(0);
    expect(poolUsage(database)).toEqual(databases.name === 'SQLite' ? null : { open: 1, idle: 1, waiting: 0 });
    await database.close();
  });
});
