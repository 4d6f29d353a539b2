// npm start: builds what is stale, starts the system on embedded defaults, prints where to sign in.
import path from 'node:path';
import { buildWhatIsStale } from './build.mjs';

const root = path.resolve(import.meta.dirname, '..');
const started = Date.now();
buildWhatIsStale();
const built = Date.now();
const { startSystem } = await import('./system.mjs');
const { banner } = await import('./banner.mjs');

const dataDir = path.resolve(process.env.DATA_DIR || path.join(root, '.vanthu/data'));
const sampleData = process.env.SAMPLE_DATA || 'sample';
const ports = { api: Number(process.env.PORT || 3000), smtp: 2525, imap: 2143, axis: 8986, agent: 8987 };

try {
  const system = await startSystem({ dataDir, sampleData, ports, environment: ownSettings(), onLog: log });
  console.log(banner(system, { dataDir, sampleData, milliseconds: Date.now() - built, buildMilliseconds: built - started }));
  stopOnSignal(system);
} catch (error) {
  console.error(`\nVanthu could not start.\n${error.message}`);
  process.exit(1);
}

/** Settings of the caller pass through; what startSystem decides itself is left out. */
function ownSettings() {
  const { DATA_DIR, PORT, SAMPLE_DATA, ...rest } = process.env;
  return rest;
}

function log(name, line) {
  if (process.env.LOG_LEVEL === 'debug' || /"level":(50|60)|error/i.test(line)) console.error(`[${name}] ${line}`);
}

function stopOnSignal(system) {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    console.log('\nĐang dừng … (stopping)');
    await system.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
}
