// npm run bench: what the parts cost, beside a peer and a floor in the same run. --quick: within a minute; --json: only JSON on standard output; --readme: as Markdown.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { buildWhatIsStale } from '../build.mjs';
import { coreRows } from './core-rows.mjs';
import { dmnRows } from './dmn-rows.mjs';
import { durableRows } from './durable-rows.mjs';
import { serverRows } from './server-rows.mjs';
import { markdownTable, tableText } from './table-text.mjs';

/** Each takes { quick, progress(text) } and gives rows; see row.mjs. */
const providers = [dmnRows, coreRows, durableRows, serverRows];

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, readme: { type: 'boolean', default: false } } });
const progress = (text) => process.stderr.write(`${text}\n`);

const started = Date.now();
buildWhatIsStale();
const rows = [];
for (const provider of providers) rows.push(...(await provider({ quick: options.quick, progress })));

const machine = { node: process.version, cores: os.cpus().length, cpu: os.cpus()[0]?.model ?? '', load: Number((os.loadavg()[0] ?? 0).toFixed(2)) };
if (options.json) process.stdout.write(`${JSON.stringify({ machine, seconds: (Date.now() - started) / 1000, rows }, null, 2)}\n`);
else process.stdout.write(options.readme ? markdownTable(machine, rows) : tableText(machine, rows));
