// npm run bench: what the parts cost, beside a peer and a floor in the same run. --quick: within a minute, without the long rows; --json: only
// {"rows": […]} on standard output; --readme: results.json, the table of all rows beside it and that of README.md are written anew.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { buildWhatIsStale } from '../build.mjs';
import { coreRows } from './core-rows.mjs';
import { openDatabases } from './databases.mjs';
import { dmnRows } from './dmn-rows.mjs';
import { durableRows } from './durable-rows.mjs';
import { growthRows } from './growth-rows.mjs';
import { httpRows } from './http-rows.mjs';
import { scaleRows } from './scale-rows.mjs';
import { serverRows } from './server-rows.mjs';
import { tableText } from './table-text.mjs';
import { writeResults } from './written-results.mjs';

/** Each takes { quick, progress(text), databases } and gives rows; see row.mjs. */
const providers = [dmnRows, coreRows, durableRows, httpRows, serverRows, scaleRows];
const longProviders = [growthRows];

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, readme: { type: 'boolean', default: false } } });
const progress = (text) => process.stderr.write(`${text}\n`);

buildWhatIsStale();
const load = os.loadavg()[0] ?? 0;
const databases = await openDatabases({ progress });
const rows = [];
try {
  for (const provider of options.quick ? providers : [...providers, ...longProviders]) rows.push(...(await provider({ quick: options.quick, progress, databases })));
} finally {
  await databases.close();
}
const machine = { day: new Date().toISOString().slice(0, 10), node: process.version, databases: databases.versions, cores: os.cpus().length, cpu: os.cpus()[0]?.model ?? '', load: Number(load.toFixed(2)) };
if (options.readme) await writeResults({ machine, rows });
if (options.json) process.stdout.write(`${JSON.stringify({ rows: rows.map(promised) })}\n`);
else process.stdout.write(tableText(machine, rows));

function promised({ name, value, unit, goal, met, ratioToPeer, ratioToFloor }) {
  return { name, value, unit, goal, met, ratioToPeer, ratioToFloor };
}
