// npm run bench: what the parts cost, beside a peer and a floor in the same run. --quick: within a minute, without the long rows; --json: only
// {"rows": […]} on standard output; --readme: the table of README.md and results.json are written anew.
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
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
import { markdownTable, tableText } from './table-text.mjs';

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
if (options.readme) await writeResults();
if (options.json) process.stdout.write(`${JSON.stringify({ rows: rows.map(promised) })}\n`);
else process.stdout.write(tableText(machine, rows));

function promised({ name, value, unit, goal, met, ratioToPeer, ratioToFloor }) {
  return { name, value, unit, goal, met, ratioToPeer, ratioToFloor };
}

async function writeResults() {
  await writeFile(path.join(import.meta.dirname, 'results.json'), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  const readme = path.resolve(import.meta.dirname, '../../README.md');
  const text = await readFile(readme, 'utf8');
  await writeFile(readme, text.replace(/(<!-- bench -->\n)[^]*?(<!-- \/bench -->)/, (_, begin, end) => `${begin}${markdownTable(machine, rows)}${end}`));
}
