import { everyItem, threeTasks, timer, variables } from './diagrams.mjs';
import { closedLoop, openLoop, percentile } from './load.mjs';
import { median } from './measure.mjs';
import { row } from './row.mjs';
import { yardsticks } from './yardsticks.mjs';

const CLIENTS = 128;
const actor = { username: 'an' };

/** The engine on its databases, in process and durable: beside bpmn-engine on the same store, and beside the bare transaction. */
export async function durableRows({ quick, progress, databases }) {
  const { openDatabase, SqlProcessStore } = await import('@vanthu/persistence');
  const engine = await import('@vanthu/engine');
  const rows = [];
  for (const place of databases.places) {
    const database = await openDatabase(await place.newLocation());
    try {
      place.yardsticks = await yardsticks(database, { quick });
      rows.push(...(await rowsOn({ place, engine, store: new SqlProcessStore(database), quick, progress })));
    } finally {
      await database.close();
    }
  }
  return rows;
}

async function rowsOn({ place: { name, yardsticks: beside }, engine, store, quick, progress }) {
  const runner = new engine.ProcessRunner(store, { now: Date.now }, {});
  await runner.start();
  await runner.deploy([threeTasks, timer, everyItem].map((content, index) => ({ name: `${index}.bpmn`, content })));
  try {
    progress(`${name}: complete a user task`);
    const own = await completions(runner, quick ? 1_000 : 5_000);
    progress(`${name}: timers due at once`);
    const timers = await timersAtOnce(engine, runner, quick ? 1_000 : 10_000);
    progress(`${name}: timers in time`);
    const late = await timersInTime(engine, runner, quick ? 60 : 500);
    progress(`${name}: multi-instance`);
    const [some, many] = [await multiInstance(runner, 100), await multiInstance(runner, 1_000)];
    return [
      row({ name: `${name}: complete a user task, durable`, value: own.rate, unit: '/s', better: 'higher', goal: name === 'MariaDB' ? 2_000 : null, peer: 'bpmn-engine', peerValue: beside.peer, floorValue: beside.floor }),
      row({ name: `${name}: processor time of a completed task`, value: own.cpuMs, unit: 'cpu-ms', better: 'lower' }),
      row({ name: `${name}: ${timers.count.toLocaleString('en')} timers due at once`, value: timers.seconds, unit: 's', better: 'lower', goal: 15 * (timers.count / 10_000) }),
      row({ name: `${name}: how late a timer fires, 100 due a second, p99`, value: late, unit: 'ms', better: 'lower', goal: 1_000 }),
      row({ name: `${name}: multi-instance of 1,000 begun, each item against 100`, value: many / 1_000 / (some / 100), unit: '×', better: 'lower', goal: 2 }),
    ];
  } finally {
    await runner.stop();
  }
}

/** Medians of the three rounds in which the instances' tasks are completed. */
async function completions(runner, instances) {
  let open = [];
  const stop = runner.onCommitted(({ events }) => {
    for (const each of events) if (each.type === 'UserTaskCreated') open.push(each.taskKey);
  });
  await closedLoop(Array.from({ length: instances }), CLIENTS, () => runner.startInstance({ processId: 'three-tasks', variables, actor }));
  const rounds = [];
  for (let round = 0; round < 3; round += 1) {
    const tasks = open;
    open = [];
    const cpu = process.cpuUsage();
    const rate = await closedLoop(tasks, CLIENTS, (key) => runner.completeUserTask(key, { variables: { [`outcome${round}`]: 'forward' }, actor }));
    const { user, system } = process.cpuUsage(cpu);
    rounds.push({ rate, cpuMs: (user + system) / 1000 / tasks.length });
  }
  stop();
  return { rate: median(rounds.map((each) => each.rate)), cpuMs: median(rounds.map((each) => each.cpuMs)) };
}

/** From the moment they are all due until the last instance has ended. */
async function timersAtOnce(engine, runner, count) {
  let ended = 0;
  const stop = runner.onCommitted(({ events }) => {
    for (const each of events) if (each.type === 'InstanceCompleted') ended += 1;
  });
  await closedLoop(Array.from({ length: count }), CLIENTS, () => runner.startInstance({ processId: 'timer', actor }));
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const began = performance.now();
  const scheduler = new engine.TimerScheduler(runner, {});
  while (ended < count) await scheduler.fireDue();
  stop();
  return { count, seconds: (performance.now() - began) / 1000 };
}

/** Timers become due one after the other while the scheduler runs by itself; milliseconds from due to committed. */
async function timersInTime(engine, runner, count) {
  const late = [];
  const due = new Map();
  const stop = runner.onCommitted(({ instanceKey, events }) => {
    for (const each of events) {
      if (each.type === 'TimerScheduled') due.set(instanceKey, each.dueAt);
      if (each.type === 'InstanceCompleted') late.push(Date.now() - due.get(instanceKey));
    }
  });
  const scheduler = new engine.TimerScheduler(runner, {});
  scheduler.start();
  await openLoop(Array.from({ length: count }), 100, () => runner.startInstance({ processId: 'timer', actor }));
  while (late.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
  await scheduler.stop();
  stop();
  return percentile(late.toSorted((a, b) => a - b), 0.99);
}

/** Milliseconds until an instance with so many items waits for all of them: the median of three. */
async function multiInstance(runner, count) {
  const items = Array.from({ length: count }, (_, index) => index);
  const took = [];
  for (let time = 0; time < 3; time += 1) {
    const began = performance.now();
    const started = await runner.startInstance({ processId: 'every-item', variables: { items }, actor });
    if (started.kind !== 'started') throw new Error(started.reason);
    took.push(performance.now() - began);
  }
  return median(took);
}
