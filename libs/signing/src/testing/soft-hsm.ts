import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { certificatesFromPem } from '../certificates/pem.js';
import type { IssuedKey } from '../sandbox/sandbox-ca.js';
import { runTool } from './debian-tool.js';

export interface SoftHsm {
  readonly modulePath: string;
  readonly pin: string;
  /** For the process that loads the driver. */
  readonly environment: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

const run = promisify(execFile);
const modulePath = '/usr/lib/softhsm/libsofthsm2.so';
const label = 'vanthu';
const pin = '567890';

/** A SoftHSM2 token of its own folder that holds these keys with their chains. */
export async function createSoftHsm(keys: readonly IssuedKey[]): Promise<SoftHsm> {
  if (!existsSync(modulePath)) throw new Error(`${modulePath} is missing; run: apt-get install softhsm2`);
  const folder = await mkdtemp(path.join(tmpdir(), 'vanthu-softhsm-'));
  const environment = { SOFTHSM2_CONF: path.join(folder, 'softhsm2.conf') };
  await mkdir(path.join(folder, 'tokens'));
  await writeFile(environment.SOFTHSM2_CONF, `directories.tokendir = ${folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n`);
  await softHsm(environment, ['--init-token', '--free', '--label', label, '--so-pin', '12345678', '--pin', pin]);
  const entries: string[] = [];
  for (const [index, key] of keys.entries()) {
    const id = (0xa0 + index).toString(16);
    const file = path.join(folder, `${id}.pem`);
    await writeFile(file, key.privateKeyPem);
    await softHsm(environment, ['--import', file, '--token', label, '--label', id, '--id', id, '--pin', pin]);
    for (const [position, der] of certificatesFromPem(key.chainPem).entries()) {
      entries.push(`${position === 0 ? id : `f${index}${position}0`}:${Buffer.from(der).toString('base64')}`);
    }
  }
  await importCertificates(environment, entries);
  return { modulePath, pin, environment, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function softHsm(environment: Readonly<Record<string, string>>, args: readonly string[]): Promise<void> {
  const { code, output } = await runTool('softhsm2-util', args, environment);
  if (code !== 0) throw new Error(`softhsm2-util ${args[0] ?? ''} failed: ${output}`);
}

async function importCertificates(environment: Readonly<Record<string, string>>, entries: readonly string[]): Promise<void> {
  const program = fileURLToPath(new URL(`./soft-hsm-import${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url));
  await run(process.execPath, [program, modulePath, label, pin, ...entries], { env: { ...process.env, ...environment } });
}
