// How many user tasks are completed per second, in process and durable, beside the floor: the bare transaction of one completion.
// Usage: npm run bench -w libs/persistence -- [--instances 4000] [--clients 64] [--cache bytes]
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ProcessRunner } from '@vanthu/engine';
import { openDatabase, SqlProcessStore } from '../dist/index.js';
import { startMariadb } from '../dist/testing/mariadb-server.js';

const { values } = parseArgs({ options: { instances: { type: 'string', default: '4000' }, clients: { type: 'string', default: '64' }, cache: { type: 'string', default: '0' }, only: { type: 'string', default: '' } } });
const [instances, clients, cacheBytes] = [values.instances, values.clients, values.cache].map(Number);
const actor = { username: 'an' };

const task = (id) => `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="clerk@Z01" /></bpmn:extensionElements></bpmn:userTask>`;
const ids = ['start', 'receive', 'direct', 'resolve', 'end'];
const flows = ids.slice(1).map((id, index) => `<bpmn:sequenceFlow id="f${index}" sourceRef="${ids[index]}" targetRef="${id}" />`).join('');
const xml = `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:bench"><bpmn:process id="three-tasks" isExecutable="true"><bpmn:startEvent id="start" />${ids.slice(1, 4).map(task).join('')}<bpmn:endEvent id="end" />${flows}</bpmn:process></bpmn:definitions>`;

/** Runs `work` for each item, so many at a time; items per second and processor seconds per item. */
async function measure(items, work) {
  const queue = items.values();
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    for (const item of queue) await work(item);
  }));
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { rate: items.length / seconds, cpuMs: (user + system) / 1000 / items.length };
}

async function bench(name, location) {
  const database = await openDatabase(location);
  const runner = new ProcessRunner(new SqlProcessStore(database), { now: Date.now }, { cacheBytes });
  await runner.start();
  await runner.deploy([{ name: 'three-tasks.bpmn', content: xml }]);
  let open = [];
  runner.onCommitted(({ events }) => {
    for (const each of events) if (each.type === 'UserTaskCreated') open.push([each.taskKey, String(events.length)]);
  });
  const variables = { subject: 'Đề nghị cấp kinh phí', note: 'x'.repeat(3000) };
  const starts = await measure(Array.from({ length: instances }), () => runner.startInstance({ processId: 'three-tasks', variables, actor }));
  const rounds = [];
  for (let round = 0; round < 3; round++) {
    const tasks = open;
    open = [];
    rounds.push(await measure(tasks, ([key]) => runner.completeUserTask(key, { variables: { [`outcome${round}`]: 'forward' }, actor })));
  }
  await runner.stop();
  const floor = await bareTransactions(database);
  await database.close();
  const rate = rounds.reduce((sum, each) => sum + each.rate, 0) / rounds.length;
  const cpuMs = rounds.reduce((sum, each) => sum + each.cpuMs, 0) / rounds.length;
  const line = (what, { rate: each, cpuMs: cpu }) => console.log(`${name.padEnd(8)} ${what.padEnd(34)} ${each.toFixed(0).padStart(7)}/s   ${cpu.toFixed(3)} ms of cpu each`);
  line('start an instance', starts);
  line('complete a user task', { rate, cpuMs });
  line('floor: one bare transaction each', floor);
  console.log(`${name.padEnd(8)} ratio to the floor ${(rate / floor.rate).toFixed(2)}`);
}

/** What one completion writes, each in a transaction of its own and nothing shared. */
async function bareTransactions(database) {
  const keys = Array.from({ length: Math.min(instances, 2000) }, (_, index) => String(index + 1));
  return measure(keys, (key) => database.transaction(async ({ query: _, ...manager }) => {
    const { queryRunner } = manager;
    await queryRunner.query('INSERT INTO process_snapshot (instance_key, definition_key, process_id, revision, snapshot) VALUES (?, 1, ?, 1, ?)', [key, 'bare', 'x'.repeat(5000)]);
    await queryRunner.query('INSERT INTO element_instance (element_instance_key, instance_key, element_id, element_type, scope_key, state, started_at) VALUES (?, ?, ?, ?, ?, ?, 1)', [key, key, 'direct', 'userTask', key, 'active']);
    await queryRunner.query('INSERT INTO task_inbox (principal, assigned, due, task_key) VALUES (?, 0, 1, ?)', ['bare', key]);
    await queryRunner.query('INSERT INTO history_event (instance_key, revision, position, type, data, at) VALUES (?, 1, 1, ?, ?, 1)', [key, 'bare', '{}']);
  }));
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-bench-'));
try {
  console.log(`${instances} instances of three user tasks, 3 KB of variables, ${clients} clients in one process, node ${process.version}, ${os.cpus().length} cores (the database is on them too)`);
  if (values.only !== 'mariadb') await bench('SQLite', { file: path.join(folder, 'bench.db') });
  if (values.only !== 'sqlite') {
    const server = await startMariadb();
    try {
      await bench('MariaDB', { url: await server.createDatabase() });
    } finally {
      await server.stop();
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
