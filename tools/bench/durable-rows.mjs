import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Engine } from 'bpmn-engine';
import { everyItem, threeTasks, timer, variables } from './diagrams.mjs';
import { row } from './row.mjs';

const CLIENTS = 128;
const actor = { username: 'an' };
/** The engine on its databases, durable: beside bpmn-engine on the same store, and beside the bare transaction. */
export async function durableRows({ quick, progress }) {
  const { openDatabase, SqlProcessStore } = await import('@vanthu/persistence');
  const { startMariadb } = await import('@vanthu/persistence/testing');
  const engine = await import('@vanthu/engine');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-bench-'));
  const mariadb = await startMariadb().catch((error) => void progress(`without MariaDB: ${error.message}`));
  try {
    const places = [['SQLite', { file: path.join(folder, 'bench.db') }], ...(mariadb ? [['MariaDB', { url: await mariadb.createDatabase() }]] : [])];
    const rows = [];
    for (const [name, location] of places) {
      const database = await openDatabase(location);
      rows.push(...(await rowsOn({ name, database, engine, store: new SqlProcessStore(database), quick, progress })));
      await database.close();
    }
    return rows;
  } finally {
    await mariadb?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function rowsOn({ name, database, engine, store, quick, progress }) {
  const runner = new engine.ProcessRunner(store, { now: Date.now }, {});
  await runner.start();
  await runner.deploy([threeTasks, timer, everyItem].map((content, index) => ({ name: `${index}.bpmn`, content })));
  try {
    progress(`${name}: complete a user task`);
    const own = await completions(runner, quick ? 600 : 4_000);
    const floor = await bareTransactions(database, quick ? 500 : 2_000);
    const peer = await peerCompletions(database, quick ? 20 : 100);
    progress(`${name}: timers due at once`);
    const timers = await timersAtOnce(engine, runner, quick ? 1_000 : 10_000);
    progress(`${name}: multi-instance`);
    const [some, many] = [await multiInstance(runner, 100), await multiInstance(runner, 1_000)];
    return [
      row({ name: `${name}: complete a user task, durable`, value: own.rate, unit: '/s', better: 'higher', goal: name === 'MariaDB' ? 2_000 : null, peer: 'bpmn-engine', peerValue: peer, floorValue: floor }),
      row({ name: `${name}: processor time of a completed task`, value: own.cpuMs, unit: 'cpu-ms', better: 'lower' }),
      row({ name: `${name}: ${timers.count} timers due at once`, value: timers.seconds, unit: 's', better: 'lower', goal: 15 * (timers.count / 10_000) }),
      row({ name: `${name}: multi-instance of 1,000 begun, each item against 100`, value: many / 1_000 / (some / 100), unit: '×', better: 'lower', goal: 2 }),
    ];
  } finally {
    await runner.stop();
  }
}

/** Runs `work` for each item, so many at a time. */
async function measure(items, work) {
  const queue = items.values();
  const [cpu, began] = [process.cpuUsage(), performance.now()];
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    for (const item of queue) await work(item);
  }));
  const { user, system } = process.cpuUsage(cpu);
  return { rate: items.length / ((performance.now() - began) / 1000), cpuMs: (user + system) / 1000 / items.length };
}

async function completions(runner, instances) {
  let open = [];
  const stop = runner.onCommitted(({ events }) => {
    for (const each of events) if (each.type === 'UserTaskCreated') open.push(each.taskKey);
  });
  await measure(Array.from({ length: instances }), () => runner.startInstance({ processId: 'three-tasks', variables, actor }));
  const rounds = [];
  for (let round = 0; round < 3; round += 1) {
    const tasks = open;
    open = [];
    rounds.push(await measure(tasks, (key) => runner.completeUserTask(key, { variables: { [`outcome${round}`]: 'forward' }, actor })));
  }
  stop();
  return rounds.toSorted((one, other) => one.rate - other.rate)[1];
}

let bareKeys = 0;

/** What one completion writes, each in a transaction of its own. */
function bareTransaction(database, snapshot) {
  const key = String((bareKeys += 1));
  return database.transaction(async (manager) => {
    await manager.query('INSERT INTO process_snapshot (instance_key, definition_key, process_id, revision, snapshot) VALUES (?, 1, ?, 1, ?)', [key, 'bare', snapshot]);
    await manager.query('INSERT INTO task_inbox (principal, assigned, due, task_key) VALUES (?, 0, 1, ?)', ['bare', key]);
    await manager.query('INSERT INTO history_event (instance_key, revision, position, type, data, at) VALUES (?, 1, 1, ?, ?, 1)', [key, 'bare', '{}']);
  });
}

async function bareTransactions(database, count) {
  const snapshot = 'x'.repeat(5000);
  return (await measure(Array.from({ length: count }), () => bareTransaction(database, snapshot))).rate;
}

/** bpmn-engine completes a task: recovers the state, signals, and its new state is written in the same bare transaction. */
async function peerCompletions(database, count) {
  const first = new Engine({ name: 'peer', source: threeTasks });
  await first.execute();
  const state = JSON.stringify(await first.getState());
  first.stop();
  const began = performance.now();
  for (let index = 0; index < count; index += 1) {
    const recovered = new Engine({ name: 'peer' }).recover(JSON.parse(state));
    const execution = await recovered.resume();
    execution.getPostponed()[0]?.signal();
    await bareTransaction(database, JSON.stringify(await recovered.getState()));
    recovered.stop();
  }
  return count / ((performance.now() - began) / 1000);
}

/** From the moment they are all due until the last instance has ended. */
async function timersAtOnce(engine, runner, count) {
  let ended = 0;
  const stop = runner.onCommitted(({ events }) => {
    for (const each of events) if (each.type === 'InstanceCompleted') ended += 1;
  });
  await measure(Array.from({ length: count }), () => runner.startInstance({ processId: 'timer', actor }));
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const began = performance.now();
  const scheduler = new engine.TimerScheduler(runner, {});
  while (ended < count) await scheduler.fireDue();
  stop();
  return { count, seconds: (performance.now() - began) / 1000 };
}

/** Milliseconds until an instance with so many items waits for all of them. */
async function multiInstance(runner, count) {
  const items = Array.from({ length: count }, (_, index) => index);
  const began = performance.now();
  const started = await runner.startInstance({ processId: 'every-item', variables: { items }, actor });
  if (started.kind !== 'started') throw new Error(started.reason);
  return performance.now() - began;
}
