// How long first pages of searches take with their counts, best of nine, among many instances in every state.
// Usage: node libs/persistence/bench/searches.mjs [--instances 100000] [--only sqlite|mariadb]
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ProcessRunner } from '@vanthu/engine';
import { elementInstances, incidents, jobs, openDatabase, processInstances, ProcessSearch, SqlProcessStore, cutVariables, userTasks } from '../dist/index.js';
import { startMariadb } from '../dist/testing/mariadb-server.js';
import { copyInstance, varied } from './many.mjs';

const { values } = parseArgs({ options: { instances: { type: 'string', default: '100000' }, only: { type: 'string', default: '' } } });
const count = Number(values.instances);
const actor = { username: 'an' };

const service = '<bpmn:serviceTask id="file"><bpmn:extensionElements><zeebe:taskDefinition type="work" /></bpmn:extensionElements></bpmn:serviceTask>';
const task = (id) => `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="clerk@Z01" /></bpmn:extensionElements></bpmn:userTask>`;
const ids = ['start', 'file', 'review', 'resolve', 'end'];
const flows = ids.slice(1).map((id, index) => `<bpmn:sequenceFlow id="f${index}" sourceRef="${ids[index]}" targetRef="${id}" />`).join('');
const xml = `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:bench"><bpmn:process id="mixed" isExecutable="true"><bpmn:startEvent id="start" />${service}${task('review')}${task('resolve')}<bpmn:endEvent id="end" />${flows}</bpmn:process></bpmn:definitions>`;

const newest = (field) => [{ field, order: 'DESC' }];
const searches = [
  ['instances', processInstances, [{}, { state: 'ACTIVE' }, { processDefinitionId: 'mixed' }, { hasIncident: true }, { businessId: 'CV-500' }], undefined],
  ['instances, newest first', processInstances, [{}, { state: 'COMPLETED' }, { processDefinitionId: 'mixed', state: 'ACTIVE' }], newest('startDate')],
  ['instances', processInstances, [{ elementId: 'review' }, { elementId: 'review', elementInstanceState: 'ACTIVE' }, { elementId: 'file', hasElementInstanceIncident: true }, { elementId: 'nowhere' }, { errorMessage: { $like: '*máy chủ*' } }], undefined],
  ['instances', processInstances, [{ variables: [{ name: 'subject', value: '"Đề nghị 77"' }] }, { variables: [{ name: 'kind', value: '"khẩn"' }] }], undefined],
  ['tasks', userTasks, [{}, { state: 'CREATED' }, { assignee: 'person77', state: 'CREATED' }, { candidateGroup: 'clerk@Q77', state: 'CREATED' }, { priority: { $gt: 90 } }], undefined],
  ['tasks, newest first', userTasks, [{ state: 'CREATED' }], newest('creationDate')],
  ['tasks, last completed first', userTasks, [{ state: 'COMPLETED' }], newest('completionDate')],
  ['elements', elementInstances, [{}, { elementId: 'review' }, { elementId: 'review', state: 'ACTIVE' }, { hasIncident: true }], undefined],
  ['variables', cutVariables, [{}, { name: 'subject' }, { name: 'subject', value: '"Đề nghị 77"' }, { value: '"Đề nghị 77"' }], undefined],
  ['jobs', jobs, [{}, { type: 'work' }, { state: 'FAILED', type: 'work' }], undefined],
  ['incidents', incidents, [{}, { state: 'ACTIVE' }, { processDefinitionId: 'mixed', state: 'ACTIVE' }], undefined],
];

async function fill(database) {
  const store = new SqlProcessStore(database);
  const began = Date.now() - (count + 1) * 250 - 60_000;
  const runner = new ProcessRunner(store, { now: () => began }, {});
  await runner.start();
  await runner.deploy([{ name: 'mixed.bpmn', content: xml }]);
  const start = async () => (await runner.startInstance({ processId: 'mixed', variables: { subject: 'Đề nghị', kind: 'thường' }, actor })).instanceKey;
  const take = async () => (await store.takeJobs({ types: ['work'], limit: 1, worker: 'w', lockMs: 1_000, now: began }))[0].key;
  const [completed] = [await start(), await runner.completeJob(await take(), {})];
  for (let step = 0; step < 2; step += 1) {
    const [open] = await database.query("SELECT task_key FROM user_task WHERE instance_key = ? AND state = 'created'", [completed]);
    await runner.completeUserTask(open.task_key, { variables: { outcome: 'ok' }, actor });
  }
  const [review] = [await start(), await runner.completeJob(await take(), {})];
  const [stuck] = [await start(), await runner.failJob(await take(), { retries: 0, message: 'Không tìm thấy máy chủ', retryAt: began })];
  const waiting = await start();
  await runner.stop();
  const text = (before, sql) => (database.dialect === 'sqlite' ? `('${before}' || (${sql}))` : `CONCAT('${before}', ${sql})`);
  const kind = `CASE ${varied} % 3 WHEN 0 THEN '"thường"' WHEN 1 THEN '"khẩn"' ELSE '"hỏa tốc"' END`;
  const replaced = { 'clerk@Z01': text('clerk@Q', `${varied} % 100`), 'Đề nghị': text('Đề nghị ', `${varied} % 5000`), '"thường"': kind };
  const columns = { user_task: { priority: `${varied} % 100`, assignee: `CASE ${varied} % 11 WHEN 3 THEN ${text('person', `${varied} % 1000`)} END` }, process_instance: { business_key: text('CV-', 'n') } };
  for (const [offset, key] of [completed, completed, completed, completed, review, review, review, waiting, waiting, stuck].entries()) {
    await copyInstance(database, key, { from: offset + 10, to: count + 9, every: 10, replaced, columns });
  }
  if (database.dialect === 'mariadb') await database.query('ANALYZE TABLE process_instance, user_task, element_instance, variable, job, incident');
}

async function bench(name, location) {
  const database = await openDatabase(location);
  await fill(database);
  const search = new ProcessSearch(database);
  for (const [what, entity, filters, sort] of searches) {
    for (const filter of filters) {
      const took = [];
      let found;
      for (let turn = 0; turn < 9; turn += 1) {
        const began = performance.now();
        found = await search.search(entity, { filter, ...(sort && { sort }) });
        took.push(performance.now() - began);
      }
      console.log(`${name.padEnd(8)} ${Math.min(...took).toFixed(1).padStart(8)} ms  ${what} ${JSON.stringify(filter)}, ${found.page.totalItems}${found.page.hasMoreTotalItems ? '+' : ''} found`);
    }
  }
  await database.close();
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-bench-'));
try {
  console.log(`${count} instances, node ${process.version}, ${os.cpus().length} cores (the database is on them too), load ${os.loadavg()[0].toFixed(1)}`);
  if (values.only !== 'mariadb') await bench('SQLite', { file: path.join(folder, 'bench.db') });
  if (values.only !== 'sqlite') {
    const server = await startMariadb(['--innodb-buffer-pool-size=1G', '--innodb-log-file-size=512M']);
    try {
      await bench('MariaDB', { url: await server.createDatabase() });
    } finally {
      await server.stop();
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
