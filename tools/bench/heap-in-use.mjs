// node --expose-gc tools/bench/heap-in-use.mjs '{"file":…}': bytes of heap that a process holds which runs the engine on that database and has just been at work.
import { openDatabase, ProcessQueries, SqlProcessStore } from '@vanthu/persistence';
import { ProcessRunner, TimerScheduler } from '@vanthu/engine';

const database = await openDatabase(JSON.parse(process.argv[2] ?? '{}'));
const runner = new ProcessRunner(new SqlProcessStore(database), { now: Date.now }, {});
await runner.start();
const timers = new TimerScheduler(runner, {});
const queries = new ProcessQueries(database);
for (let count = 0; count < 100; count += 1) {
  const { instanceKey } = await runner.startInstance({ processId: 'three-tasks', variables: { subject: 'Đề nghị' }, actor: { username: 'an' } });
  const [task] = await queries.openTasksOf(instanceKey);
  await runner.completeUserTask(task.taskKey, { variables: { outcome: 'forward' }, actor: { username: 'an' } });
  await queries.inbox({ principals: ['clerk@Z01'], filter: 'all', limit: 30 });
  await timers.fireDue();
}
await new Promise((resolve) => setTimeout(resolve, 200));
for (let turn = 0; turn < 5; turn += 1) {
  globalThis.gc();
  await new Promise((resolve) => setImmediate(resolve));
}
process.stdout.write(String(process.memoryUsage().heapUsed));
await runner.stop();
await database.close();
