import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { copyInstance, keyOfCopy, varied } from '../../libs/persistence/bench/many.mjs';
import { Person } from '../demo/client.mjs';
import { startSystem } from '../system.mjs';
import { threeTasks } from './diagrams.mjs';
import { closedLoop, percentile } from './load.mjs';
import { median } from './measure.mjs';
import { row } from './row.mjs';

const CLIENTS = 128;
const actor = { username: 'an' };
const reader = 'vanthu.sgddt';
const GROUPS = 100;
/** Of the reader; ninety-five others have as many tasks each. */
const ownGroups = ['clerk@Z01.05', 'specialist@Z01.05-VP', 'formatChecker@Z01.05', 'clerk@Z01.05.12', 'clerk@Z01.05.13'];
const principals = [`user:${reader}`, ...ownGroups];

/** How the product behaves with much in it: the inbox of a person in five groups over HTTP; in the long form also how it gets there. */
export async function scaleRows({ quick, progress, databases }) {
  const persistence = await import('@vanthu/persistence');
  const { startMariadb } = await import('@vanthu/persistence/testing');
  const rows = [];
  for (const place of databases.places) {
    const folder = await databases.newFolder();
    const isSqlite = place.name === 'SQLite';
    const roomy = isSqlite || quick ? null : await startMariadb(['--innodb-buffer-pool-size=2G', '--innodb-log-file-size=1G']);
    const location = isSqlite ? { file: path.join(folder, 'vanthu.db') } : roomy ? { url: await roomy.createDatabase() } : await place.newLocation();
    try {
      rows.push(...(await rowsOn({ name: place.name, location, folder, persistence, quick, progress })));
    } finally {
      await roomy?.stop();
    }
  }
  return rows;
}

async function rowsOn({ name, location, folder, persistence, quick, progress }) {
  const database = await persistence.openDatabase(location);
  try {
    const office = new Office(database, persistence, quick ? 10_000 : 1_000_000);
    await office.open();
    const rows = quick ? await filled(office, progress, name) : await growth({ office, location, name, progress });
    progress(`${name}: inbox over HTTP`);
    return [...rows, ...(await overHttp({ name, database, location, folder, tasks: office.tasks, quick }))];
  } finally {
    await database.close();
  }
}

async function filled(office, progress, name) {
  progress(`${name}: ${office.most.toLocaleString('en')} open tasks`);
  await office.fillTo(office.most);
  return [];
}

/** The same work beside ever more instances that wait for somebody. */
async function growth({ office, location, name, progress }) {
  await office.fillTo(500);
  const alone = { rate: await office.completions(), heap: await heapBeside(location) };
  const rows = [completionRow(name, 0, alone.rate, alone.rate)];
  for (const level of [1_000, 10_000, 100_000, office.most]) {
    const many = level.toLocaleString('en');
    progress(`${name}: ${many} waiting instances, each with an open task`);
    await office.fillTo(level);
    rows.push(completionRow(name, level, await office.completions(), alone.rate));
    if (level >= 10_000) {
      const { page, floor } = await office.inbox();
      rows.push(row({ name: `growth: inbox page at ${many} tasks, ${name}`, value: page, unit: 'ms', better: 'lower', floorValue: floor }));
    }
    if (level >= 100_000) {
      const bytes = Math.max(0, Math.round(((await heapBeside(location)) - alone.heap) / level));
      rows.push(row({ name: `growth: heap for each of ${many} waiting instances not in use, ${name}`, value: bytes, unit: 'B', better: 'lower', goal: 0 }));
    }
  }
  return rows;
}

function completionRow(name, level, rate, alone) {
  return row({ name: `growth: complete a task beside ${level.toLocaleString('en')} waiting instances, ${name}`, value: rate, unit: '/s', better: 'higher', ...(level > 0 && { peer: 'beside none', peerValue: alone }) });
}

/** A database with ever more instances of `three-tasks`, each open at one task of one of a hundred groups, some assigned, most with a due date. */
class Office {
  tasks = 0;
  #next = 0;

  constructor(database, persistence, most) {
    Object.assign(this, { database, persistence, most });
  }

  async open() {
    const engine = await import('@vanthu/engine');
    const began = Date.now() - (this.most + 1) * 250 - 60_000;
    const runner = new engine.ProcessRunner(new this.persistence.SqlProcessStore(this.database), { now: () => began }, {});
    await runner.start();
    await runner.deploy([{ name: 'three-tasks.bpmn', content: threeTasks }]);
    const started = await runner.startInstance({ processId: 'three-tasks', variables: { subject: 'Đề nghị cấp kinh phí' }, actor });
    await runner.stop();
    this.first = started.instanceKey;
    [{ task_key: this.firstTask, created_at: this.began }] = await this.database.query('SELECT task_key, created_at FROM user_task WHERE instance_key = ?', [this.first]);
    this.engine = engine;
  }

  async fillTo(tasks) {
    const text = this.database.dialect === 'sqlite' ? (before, sql) => `('${before}' || (${sql}))` : (before, sql) => `CONCAT('${before}', ${sql})`;
    const which = `${varied} % ${GROUPS}`;
    const group = `CASE ${ownGroups.map((each, index) => `WHEN ${which} = ${index} THEN '${each}'`).join(' ')} ELSE ${text('clerk@Q', which)} END`;
    const assignee = `CASE WHEN ${varied} % 10 = 3 THEN ${text('nguoi', `${varied} % 1000`)} WHEN ${varied} % 10000 = 1 THEN '${reader}' END`;
    const due = `CASE WHEN ${varied} % 4 > 0 THEN ${this.began} + ${varied} % 2592000000 END`;
    await copyInstance(this.database, this.first, { from: this.tasks + 1, to: tasks, replaced: { 'clerk@Z01': group }, columns: { user_task: { assignee, due_at: due } } });
    if (this.database.dialect === 'mariadb') await this.database.query('ANALYZE TABLE user_task, task_inbox, process_instance');
    this.tasks = tasks;
  }

  /** Tasks completed a second: the median of three rounds, anywhere among the waiting ones; none is completed twice. */
  async completions() {
    const runner = new this.engine.ProcessRunner(new this.persistence.SqlProcessStore(this.database), { now: Date.now }, {});
    await runner.start();
    try {
      const rates = [];
      for (let round = 0; round < 3; round += 1) rates.push(await closedLoop(this.#tasksToComplete(), CLIENTS, (key) => this.#complete(runner, key)));
      return median(rates);
    } finally {
      await runner.stop();
    }
  }

  /** Ever further on, so that a completed one does not come again. */
  #tasksToComplete() {
    const count = Math.min(1_000, Math.floor(this.tasks / 10));
    const apart = Math.max(1, Math.floor((this.tasks - this.#next) / (count * 4)));
    return Array.from({ length: count }, () => keyOfCopy(this.firstTask, (this.#next += apart)));
  }

  async #complete(runner, key) {
    const outcome = await runner.completeUserTask(key, { variables: { outcome: 'forward' }, actor });
    if (outcome.kind !== 'done') throw new Error(`${key}: ${outcome.message ?? outcome.code}`);
  }

  /** Milliseconds of a first page, and of the bare statement for its keys: medians. */
  async inbox() {
    const queries = new this.persistence.ProcessQueries(this.database);
    const [page, floor] = [[], []];
    for (let count = 0; count < 200; count += 1) {
      page.push(await millisecondsOf(() => queries.inbox({ principals, filter: 'all', limit: 30 })));
      floor.push(await millisecondsOf(() => bareInbox(this.database)));
    }
    return { page: median(page), floor: median(floor) };
  }
}

/** The statement that finds a page's tasks, and nothing else. */
function bareInbox(database) {
  const ranges = [[principals[0], 1], ...principals.map((each) => [each, 0])];
  const branches = ranges.map((_, index) => `SELECT * FROM (SELECT due, task_key FROM task_inbox WHERE principal = ? AND assigned = ? ORDER BY due, task_key LIMIT 31) r${index}`);
  return database.query(`${branches.join(' UNION ALL ')} ORDER BY due, task_key LIMIT 31`, ranges.flat());
}

/** Bytes of heap in use in a process of its own that works on that database. */
async function heapBeside(location) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', path.join(import.meta.dirname, 'heap-in-use.mjs'), JSON.stringify(location)]);
  return Number(stdout);
}

/** Through the whole server: first pages and later ones, of each filter in turn. */
async function overHttp({ name, database, location, folder, tasks, quick }) {
  const system = await startSystem({ dataDir: folder, environment: { LOG_LEVEL: 'error', ...(location.url && { DATABASE_URL: location.url }) } });
  try {
    await database.query('DELETE FROM role_assignment WHERE username = ?', [reader]);
    for (const each of ownGroups) await database.query('INSERT INTO role_assignment (username, role, unit_id) VALUES (?, ?, ?)', [reader, ...each.split('@')]);
    const person = new Person(system.url, reader, system.sandbox.samplePassword);
    const took = await pagesOf(person, quick ? 40 : 400);
    const floor = [];
    for (let count = 0; count < 100; count += 1) floor.push(await millisecondsOf(() => bareInbox(database)));
    const [sorted, sortedFloor] = [took.toSorted((a, b) => a - b), floor.toSorted((a, b) => a - b)];
    return [[0.5, null], [0.95, 20], [0.99, null]].map(([share, goal]) => row({
      name: `inbox page at ${tasks.toLocaleString('en')} open tasks over HTTP, p${share * 100}, ${name}`,
      value: percentile(sorted, share), unit: 'ms', better: 'lower', goal, floorValue: percentile(sortedFloor, share),
    }));
  } finally {
    await system.stop();
  }
}

async function pagesOf(person, count) {
  const starts = ['all', 'group', 'mine'].map((filter) => `/api/tasks?limit=30&filter=${filter}`);
  const paths = [...starts, '/api/tasks?limit=100'];
  for (const start of starts) {
    let path = start;
    for (let page = 0; page < 5; page += 1) {
      const { items, nextCursor } = await person.get(path);
      if (items.length === 0) throw new Error(`${path}: no tasks`);
      if (nextCursor === null) break;
      path = `${start}&cursor=${encodeURIComponent(nextCursor)}`;
    }
    paths.push(path);
  }
  const took = [];
  for (let index = 0; index < count; index += 1) took.push(await millisecondsOf(() => person.get(paths[index % paths.length])));
  return took;
}

async function millisecondsOf(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
