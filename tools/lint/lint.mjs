// Lint with module boundaries: the rule reads nx' graph of projects, so that is made first.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
const node = (args) => spawnSync(process.execPath, args, { cwd: root, env: environment, encoding: 'utf8', maxBuffer: 64 << 20 });

const graph = node([require.resolve('nx/bin/nx.js'), 'show', 'projects']);
if (graph.status !== 0) fail(`nx could not read the projects:\n${graph.stdout}${graph.stderr}`);

const files = process.argv.length > 2 ? process.argv.slice(2) : ['.'];
const eslint = path.join(path.dirname(require.resolve('eslint/package.json')), 'bin/eslint.js');
const lint = node(['--max-old-space-size=6144', eslint, '-c', 'tools/lint/eslint.config.mjs', '--max-warnings=0', ...files]);
process.stdout.write(lint.stdout);
process.stderr.write(lint.stderr);
if (/rule will be skipped/.test(lint.stdout + lint.stderr)) fail('The module boundaries were not checked: nx has no project graph.');
process.exit(lint.status ?? 1);

function fail(message) {
  console.error(message);
  process.exit(1);
}
