import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const stamp = path.join(root, '.vanthu/built');
const skipped = new Set(['dist', 'node_modules', '.angular', 'e2e']);

/** Builds every project whose sources are newer than the last build; says so while it does. */
export function buildWhatIsStale() {
  if (!isStale()) return;
  console.error('Building (a minute the first time) …');
  const nx = path.join(root, 'node_modules/nx/dist/bin/nx.js');
  const entry = existsSync(nx) ? nx : path.join(root, 'node_modules/nx/bin/nx.js');
  const done = spawnSync(process.execPath, [entry, 'run-many', '-t', 'build', '--output-style=static'], {
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
}

function isStale() {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return ['package-lock.json', 'tsconfig.base.json'].some((each) => statSync(path.join(root, each)).mtimeMs > built) || ['apps', 'libs'].some((each) => hasNewer(path.join(root, each), built));
}

function hasNewer(folder, time) {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return !skipped.has(entry.name) && hasNewer(full, time);
    return !entry.name.endsWith('.spec.ts') && statSync(full).mtimeMs > time;
  });
}
