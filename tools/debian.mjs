import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the tests use as real parts: the Debian package and a file it brings. */
const parts = [
  ['mariadb-server', '/usr/sbin/mariadbd'],
  ['galera-4', '/usr/lib/galera/libgalera_smm.so'],
  ['nftables', '/usr/sbin/nft'],
  ['faketime', '/usr/bin/faketime'],
  ['dovecot-imapd', '/usr/lib/dovecot/imap'],
  ['dovecot-lmtpd', '/usr/lib/dovecot/lmtp'],
  ['softhsm2', '/usr/bin/softhsm2-util'],
  ['chromium', '/usr/bin/chromium'],
  ['poppler-utils', '/usr/bin/pdfsig'],
  ['libnss3-tools', '/usr/bin/certutil'],
  ['libxml2-utils', '/usr/bin/xmllint'],
  ['xmlsec1', '/usr/bin/xmlsec1'],
  ['fonts-liberation', '/usr/share/fonts/truetype/liberation'],
];

/** Installs the Debian packages the tests need where apt-get can; else names them and ends. */
export function installDebianParts() {
  const missing = parts.filter(([, file]) => !existsSync(file)).map(([name]) => name);
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || spawnSync('apt-get', ['--version']).status !== 0) {
    console.error(`The tests use these Debian packages, which are missing: ${missing.join(' ')}\nInstall them (as root: apt-get install ${missing.join(' ')}), then run npm test again.`);
    process.exit(1);
  }
  console.error(`Installing for the tests: ${missing.join(' ')} …`);
  // policy-rc.d keeps the packages from starting system services: every suite starts its own.
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const run = (args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env: environment });
  run(['update', '-q']);
  if (run(['install', '-y', '-q', '--no-install-recommends', ...missing]).status !== 0) {
    console.error('apt-get could not install them; see above.');
    process.exit(1);
  }
}
