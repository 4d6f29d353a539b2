// Entry of every npm command: works on any Node 20 or newer, installs what is missing, then hands over to the
// Node version the project pins (npm puts node_modules/.bin first on the PATH).
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const [target, ...args] = process.argv.slice(2);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Vanthu needs Node 20 or newer; this is ${process.version}.`);
  process.exit(1);
}
if (installIsStale()) install();
handOver();

function installIsStale() {
  const marker = path.join(root, 'node_modules/.package-lock.json');
  return !existsSync(marker) || statSync(marker).mtimeMs < statSync(path.join(root, 'package-lock.json')).mtimeMs - 1;
}

function install() {
  console.error('Installing the packages (npm ci, about a minute) …');
  const done = spawnSync(npm, ['ci', '--no-progress', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) {
    console.error('npm ci failed. Check the network connection to the package registry, then run the command again.');
    process.exit(done.status ?? 1);
  }
}

function handOver() {
  const env = { ...process.env, VANTHU_CALLER_FOLDER: process.env.INIT_CWD ?? process.cwd() };
  const child = spawn(npm, ['run', '--silent', target, '--', ...args], { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
