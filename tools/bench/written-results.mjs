import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { markdownTable } from './table-text.mjs';

const here = import.meta.dirname;

/** Keeps a run: as JSON, as a table of all rows in this folder's README, and of those that have a goal in the repository's. */
export async function writeResults({ machine, rows }) {
  await writeFile(path.join(here, 'results.json'), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  await replaceTable(path.join(here, 'README.md'), markdownTable(machine, rows));
  await replaceTable(path.resolve(here, '../../README.md'), markdownTable(machine, rows.filter(isForAll)));
}

function isForAll({ name, goal }) {
  return goal !== null && !name.startsWith('growth: ');
}

async function replaceTable(file, table) {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/(<!-- bench -->\n)[^]*?(<!-- \/bench -->)/, (_, begin, end) => `${begin}${table}${end}`));
}
