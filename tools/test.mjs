// npm test: set-up, lint with module boundaries, types, build, every suite. Ends with "N passed, N failed".
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildWhatIsStale } from './build.mjs';
import { installDebianParts } from './debian.mjs';

const root = path.resolve(import.meta.dirname, '..');
const only = process.argv.slice(2);
const results = mkdtempSync(path.join(os.tmpdir(), 'vanthu-test-'));
let passed = 0;
let failed = 0;

installDebianParts();
await step('types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tools/types/tsconfig.json']);
await step('build', null, buildWhatIsStale);
await step('lint', ['tools/lint/lint.mjs']);
for (const project of projects()) await suite(project);
rmSync(results, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

function projects() {
  const all = ['libs', 'apps'].flatMap((group) => readdirSync(path.join(root, group)).map((name) => `${group}/${name}`));
  const withTests = all.filter((each) => ['jest.config.mjs', 'jest.config.js', 'jest.config.ts'].some((file) => existsSync(path.join(root, each, file))));
  const chosen = only.length > 0 ? withTests.filter((each) => only.includes(each)) : withTests;
  return chosen.sort((a, b) => Number(a.endsWith('e2e')) - Number(b.endsWith('e2e')));
}

async function step(name, args, work) {
  const started = Date.now();
  console.log(`\n— ${name}`);
  const ok = args ? (await run(args, root)) === 0 : (work(), true);
  console.log(`  ${ok ? 'ok' : 'FAILED'} (${seconds(started)} s)`);
  ok ? passed++ : failed++;
}

async function suite(project) {
  const started = Date.now();
  console.log(`\n— ${project}`);
  const output = path.join(results, `${project.replace('/', '-')}.json`);
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const code = await run(['--experimental-vm-modules', '--no-warnings', jest, '--json', `--outputFile=${output}`, '--passWithNoTests', project.endsWith('e2e') ? '--runInBand' : '--maxWorkers=2'], path.join(root, project));
  const report = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : null;
  passed += report?.numPassedTests ?? 0;
  const broken = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
  failed += broken > 0 ? broken : code === 0 ? 0 : 1;
  console.log(`  ${report?.numPassedTests ?? 0} passed, ${failed > 0 ? `${failed} failed so far` : 'none failed'} (${seconds(started)} s)`);
}

function run(args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NX_DAEMON: 'false', CI: 'true' } });
    child.on('exit', (code) => resolve(code ?? 1));
    child.on('error', () => resolve(1));
  });
}

function seconds(started) {
  return ((Date.now() - started) / 1000).toFixed(1);
}
