// Run after every change of dependencies. Registries that lack the builds of other platforms make npm drop these optional
// packages from the lock, and `npm ci` then calls it out of step; each gets an entry without contents here.
import { readFileSync, writeFileSync } from 'node:fs';

const systems = { darwin: 'darwin', linux: 'linux', linuxmusl: 'linux', win32: 'win32', win: 'win32', windows: 'win32', freebsd: 'freebsd', android: 'android', openharmony: 'openharmony', aix: 'aix', sunos: 'sunos', netbsd: 'netbsd', openbsd: 'openbsd' };
const processors = { x64: 'x64', arm64: 'arm64', ia32: 'ia32', arm: 'arm', ppc64: 'ppc64', s390x: 's390x', riscv64: 'riscv64', loong64: 'loong64', wasm32: 'wasm32', armv7: 'arm', mips64el: 'mips64el' };

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
let added = 0;
for (const [owner, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(owner, name)) continue;
    const stub = stubOf(name, version, entry);
    if (!stub) continue;
    lock.packages[`node_modules/${name}`] = stub;
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} platform packages added to ${file}`);

/** Looks in the owner's own node_modules and then outwards, as Node does. */
function isLocked(owner, name) {
  for (let folder = owner; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('node_modules/'), 0)).replace(/\/$/, '')) {
    if (lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

function stubOf(name, version, owner) {
  const parts = name.split(/[/-]/);
  const os = parts.map((part) => systems[part]).find(Boolean);
  const cpu = parts.map((part) => processors[part]).find(Boolean);
  if (!/^\d/.test(version) || !(os || cpu)) return null;
  return { version, ...(cpu && { cpu: [cpu] }), ...(owner.dev && { dev: true }), optional: true, ...(os && { os: [os] }), ...(/musl/.test(name) && { libc: ['musl'] }), ...(os === 'linux' && /gnu/.test(name) && { libc: ['glibc'] }) };
}
