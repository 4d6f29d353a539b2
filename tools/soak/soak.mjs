// npm run soak -- [--minutes 20] [--kills n] [--seed n] [--database sqlite|mariadb]: an agency at work for long, and programs that use the engine over
// /v2. Without --kills memory is watched; with --kills servers are killed at random and what was done is counted. Prints JSON; ends with 1 when something is wrong.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildWhatIsStale } from '../build.mjs';
import { MemoryWatch } from './memory-watch.mjs';

const MOST_GROWTH = 0.05;
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '20' }, kills: { type: 'string', default: '0' }, seed: { type: 'string', default: '1' }, database: { type: 'string', default: 'sqlite' } } });
const [minutes, kills, seed] = [values.minutes, values.kills, values.seed].map(Number);
buildWhatIsStale();
const { startSystem } = await import('../system.mjs');
const { startMariadb } = await import('@vanthu/persistence/testing');
const { busyOffice } = await import('./busy-office.mjs');
const { crashRun, isWhole } = await import('./crash-run.mjs');
const { startEffectCounter } = await import('./effect-counter.mjs');
const { errorLog } = await import('./error-log.mjs');
const { orderDesk } = await import('./order-desk.mjs');
const progress = (text) => process.stderr.write(`${text}\n`);

const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-soak-'));
const server = values.database === 'mariadb' ? await startMariadb() : null;
const database = server ? { DATABASE_URL: await server.createDatabase() } : {};
const log = errorLog();
const counter = await startEffectCounter(seed);
const system = await startSystem({ dataDir: path.join(folder, 'data'), environment: { ...database, HTTP_CONNECTOR_ORIGINS: counter.origin, JOB_LOCK_SECONDS: '3', ROLE: 'api' }, onLog: log.onLog });
try {
  await system.addServer({ ROLE: 'worker' });
  const report = kills > 0 ? await crashRun({ system, counter, kills, seed, onProgress: progress }) : await soak();
  const isQuiet = Object.keys(log.counts).length === 0;
  const isGood = isQuiet && (kills > 0 ? isWhole(report) : report.memory.every((each) => each.resident.growth <= MOST_GROWTH) && report.errors.length === 0 && report.left.length === 0);
  console.log(JSON.stringify({ ...report, logged: log.counts, database: values.database, node: process.version, load: os.loadavg()[0], isGood }, null, 2));
  process.exitCode = isGood ? 0 : 1;
} finally {
  await system.stop();
  await counter.stop();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
}

async function soak() {
  const office = busyOffice(system);
  const desk = await orderDesk(system, counter);
  const memory = new MemoryWatch(system.servers);
  const end = Date.now() + minutes * 60_000;
  for (let looks = 1; Date.now() < end; looks += 1) {
    await sleep(Math.max((minutes * 60_000) / 100, 1_000));
    const now = await memory.look();
    if (looks % 10 === 0) progress(`${JSON.stringify({ ...office.counts, orders: desk.orders })}, ${now}`);
  }
  await Promise.all([office.close(), desk.close()]);
  const left = await Promise.all([office.finish(60), desk.finish(60)]);
  return { minutes, ...office.counts, orders: desk.orders, effects: counter.done.size, left: left.flat(), errors: [...office.errors, ...desk.errors].slice(0, 20), memory: memory.report() };
}
