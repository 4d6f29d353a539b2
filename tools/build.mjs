import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const skipped = new Set(['dist', 'node_modules', '.angular', 'e2e']);

/** Builds every project when sources are newer than the last build; says so while it does. */
export function buildWhatIsStale() {
  build('all', ['apps', 'libs'], []);
}

/** Builds one library that needs no other, e.g. `buildLibrary('dmn')`. */
export function buildLibrary(name) {
  build(name, [`libs/${name}`], ['-p', `@vanthu/${name}`]);
}

function build(name, folders, selection) {
  const stamp = path.join(root, '.vanthu/built', name);
  if (!isStale(stamp, folders)) return;
  const began = new Date();
  console.error('Building (about a minute the first time) …');
  const done = spawnSync(process.execPath, [require.resolve('nx/bin/nx.js'), 'run-many', '-t', 'build', '--output-style=static', ...selection], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
    maxBuffer: 64 << 20,
  });
  if (done.status !== 0) {
    console.error(done.stdout, done.stderr, '\nThe build failed; see above.');
    process.exit(1);
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, began, began);
}

function isStale(stamp, folders) {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  const settings = ['package-lock.json', 'tsconfig.base.json'];
  return settings.some((each) => statSync(path.join(root, each)).mtimeMs > built) || folders.some((each) => hasNewer(path.join(root, each), built));
}

function hasNewer(folder, time) {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return !skipped.has(entry.name) && hasNewer(full, time);
    return !entry.name.endsWith('.spec.ts') && statSync(full).mtimeMs > time;
  });
}
