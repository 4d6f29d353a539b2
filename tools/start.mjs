// npm start: builds what is stale, starts the system on embedded defaults, prints where to sign in.
import path from 'node:path';
import { buildWhatIsStale } from './build.mjs';

const root = path.resolve(import.meta.dirname, '..');
const started = Date.now();
buildWhatIsStale();
const built = Date.now();
const { startSystem } = await import('./system.mjs');
const { banner } = await import('./banner.mjs');
const { portInUse, readPorts } = await import('./settings.mjs');

const dataDir = path.resolve(process.env.DATA_DIR || path.join(root, '.vanthu/data'));
const sampleData = process.env.SAMPLE_DATA || 'sample';
let starting = Promise.resolve(null);
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));

const ports = await readPorts(process.env).catch((error) => refuse(error, {}));
try {
  starting = startSystem({ dataDir, sampleData, ports, environment: ownSettings(), onLog: log, onLost: lost });
  const system = await starting;
  if (!isStopping) console.log(banner(system, { dataDir, sampleData, milliseconds: Date.now() - built, buildMilliseconds: built - started }));
} catch (error) {
  if (!isStopping) refuse(error, ports);
}

function refuse(error, ports) {
  console.error(`\nVanthu could not start.\n${portInUse(error.message, ports) ?? error.message}`);
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

/** One of the programs has ended by itself: the rest is of no use alone. */
function lost(name, how, said) {
  if (isStopping) return;
  console.error(`\n${name} ended by itself (${how}); stopping the others.\n${said.slice(-20).join('\n')}`);
  void stop(1);
}

/** Also while the system is still starting: what was started by then is stopped. */
async function stop(exitCode) {
  if (isStopping) return;
  isStopping = true;
  console.log('\nĐang dừng … (stopping)');
  const system = await starting.catch(() => null);
  await system?.stop();
  process.exit(exitCode);
}
