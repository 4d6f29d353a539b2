import { setTimeout as sleep } from 'node:timers/promises';
import { startSystem } from '../system.mjs';
import { oneJob, threeTasks, variables } from './diagrams.mjs';
import { HttpClient } from './http-client.mjs';
import { closedLoop, openLoop, percentile } from './load.mjs';
import { median } from './measure.mjs';
import { cpuMilliseconds } from './process-usage.mjs';
import { row } from './row.mjs';

const CLIENTS = 64;
const STEADY_RATE = 300;
const account = { ADMIN_USERNAME: 'bench', ADMIN_PASSWORD: 'a long enough password' };
const authorization = `Basic ${Buffer.from(`${account.ADMIN_USERNAME}:${account.ADMIN_PASSWORD}`).toString('base64')}`;

/** The engine behind its REST API: a server process with its database, the clients in this one, all on the same cores. */
export async function httpRows({ quick, progress, databases }) {
  const rows = [];
  for (const place of databases.places) {
    const system = await startSystem({ dataDir: await databases.newFolder(), sampleData: 'none', environment: { LOG_LEVEL: 'error', ...account, ...(await place.newEnvironment()) } });
    try {
      rows.push(...(await rowsOf({ place, system, quick, progress })));
    } finally {
      await system.stop();
    }
  }
  return rows;
}

async function rowsOf({ place: { name, yardsticks: beside }, system: { url, servers: [server] }, quick, progress }) {
  const client = new HttpClient(url, { connections: CLIENTS + 4, authorization });
  try {
    await deploy(url, { 'three-tasks.bpmn': threeTasks, 'one-job.bpmn': oneJob });
    progress(`${name}: complete a task over HTTP`);
    const { rate, cpuMs, milliseconds } = await completions(client, server, quick ? 500 : 3_000);
    progress(`${name}: an external worker over HTTP`);
    const worked = await workedInstances(client, quick ? 500 : 3_000);
    progress(`${name}: jobs pushed to a waiting worker`);
    const pushed = await pushedJobs(client, quick ? 30 : 300);
    return [
      row({ name: `${name}: complete a user task over HTTP`, value: rate, unit: '/s', better: 'higher', goal: 600, peer: 'bpmn-engine in process', peerValue: beside.peer, floorValue: beside.floor }),
      row({ name: `${name}: processor time of a task completed over HTTP`, value: cpuMs, unit: 'cpu-ms', better: 'lower' }),
      row({ name: `${name}: complete a user task over HTTP at ${STEADY_RATE}/s, p50`, value: percentile(milliseconds, 0.5), unit: 'ms', better: 'lower' }),
      row({ name: `${name}: complete a user task over HTTP at ${STEADY_RATE}/s, p99`, value: percentile(milliseconds, 0.99), unit: 'ms', better: 'lower', goal: 100 }),
      row({ name: `${name}: instances of one job, started, worked on and completed over HTTP`, value: worked, unit: '/s', better: 'higher', goal: 300 }),
      row({ name: `${name}: from starting an instance to its job in the hands of a waiting worker, p50`, value: percentile(pushed, 0.5), unit: 'ms', better: 'lower' }),
      row({ name: `${name}: from starting an instance to its job in the hands of a waiting worker, p99`, value: percentile(pushed, 0.99), unit: 'ms', better: 'lower' }),
    ];
  } finally {
    client.close();
  }
}

async function deploy(url, files) {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) form.append('resources', new Blob([content]), name);
  const response = await fetch(`${url}/v2/deployments`, { method: 'POST', headers: { authorization }, body: form });
  if (!response.ok) throw new Error(`POST /v2/deployments: ${response.status} ${await response.text()}`);
}

/** Of three rounds the first warms up, the second is as fast as it goes (median of its fifths), the third comes at a steady rate. */
async function completions(client, server, instances) {
  await closedLoop(Array.from({ length: instances }), CLIENTS, () => client.post('/v2/process-instances', { processDefinitionId: 'three-tasks', variables }));
  const complete = (outcome) => (key) => client.post(`/v2/user-tasks/${key}/completion`, { variables: { [outcome]: 'forward' } });
  await closedLoop(await openTasks(client), CLIENTS, complete('received'));
  const tasks = await openTasks(client);
  const before = await cpuMilliseconds(server);
  const rates = [];
  for (const slice of slicesOf(tasks, 5)) rates.push(await closedLoop(slice, CLIENTS, complete('directed')));
  const cpuMs = ((await cpuMilliseconds(server)) - before) / tasks.length;
  return { rate: median(rates), cpuMs, milliseconds: await openLoop(await openTasks(client), STEADY_RATE, complete('resolved')) };
}

function slicesOf(items, count) {
  const size = Math.ceil(items.length / count);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

async function openTasks(client) {
  const keys = [];
  for (let after; ; ) {
    const { items, page } = await client.post('/v2/user-tasks/search', { filter: { state: 'CREATED' }, page: { limit: 1000, ...(after && { after }) } });
    keys.push(...items.map((each) => each.userTaskKey));
    if (items.length === 0 || !page.hasMoreTotalItems && keys.length >= page.totalItems) return keys;
    after = page.endCursor;
  }
}

/** From the first start to the last completed job; the worker asks for the next jobs while it works on these. */
async function workedInstances(client, instances) {
  let completed = 0;
  let seconds = 0;
  const began = performance.now();
  const activation = { type: 'bench', worker: 'bench', timeout: 60_000, maxJobsToActivate: 64, requestTimeout: 500 };
  const work = async () => {
    while (completed < instances) {
      const { jobs } = await client.post('/v2/jobs/activation', activation);
      await Promise.all(jobs.map(async ({ jobKey }) => {
        await client.post(`/v2/jobs/${jobKey}/completion`, { variables: { done: true } });
        completed += 1;
        seconds = (performance.now() - began) / 1000;
      }));
    }
  };
  const starts = closedLoop(Array.from({ length: instances }), 16, () => client.post('/v2/process-instances', { processDefinitionId: 'one-job', variables: { subject: variables.subject } }));
  await Promise.all([starts, work(), work()]);
  return instances / seconds;
}

/** Milliseconds, ascending: a worker waits in its long poll, an instance is started, the worker has the job. */
async function pushedJobs(client, times) {
  const took = [];
  for (let time = 0; time < times; time += 1) {
    const polled = client.post('/v2/jobs/activation', { type: 'bench', worker: 'bench', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 10_000 });
    await sleep(5);
    const began = performance.now();
    const [{ jobs }] = await Promise.all([polled.then((answer) => (took.push(performance.now() - began), answer)), client.post('/v2/process-instances', { processDefinitionId: 'one-job' })]);
    await client.post(`/v2/jobs/${jobs[0].jobKey}/completion`, {});
  }
  return took.toSorted((a, b) => a - b);
}
