import { createPrivateKey } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createSandboxCa, loadSandboxCa } from './sandbox-ca.js';
import type { SandboxCa, SandboxSources, SubjectRequest } from './sandbox-ca.js';

export interface SandboxHolder extends SubjectRequest {
  /** Names the files: `<id>.key.pem`, `<id>.chain.pem`. Letters, digits, dot, dash, underscore. */
  readonly id: string;
  /** Encrypts the key. */
  readonly pin: string;
}

export interface SandboxKeys {
  readonly ca: SandboxCa;
  /** The public certificate of the authority, for trust lists. */
  readonly caCertificateFile: string;
  readonly keysDir: string;
}

const caCertificate = 'sandbox-ca.pem';
const caKey = 'sandbox-ca.key.pem';
const ownerOnly = 0o600;

/**
 * Makes what is missing of the sandbox's authority and of one encrypted key per holder; what exists stays as it is.
 * The keys lie in `<dir>/keys`, apart from the authority.
 */
export async function provisionSandboxKeys(dir: string, holders: readonly SandboxHolder[], sources?: SandboxSources): Promise<SandboxKeys> {
  const keysDir = path.join(dir, 'keys');
  await mkdir(keysDir, { recursive: true, mode: 0o700 });
  const ca = await openAuthority(dir, sources);
  for (const holder of holders) await provideKey(ca, keysDir, holder);
  return { ca, caCertificateFile: path.join(dir, caCertificate), keysDir };
}

async function openAuthority(dir: string, sources: SandboxSources | undefined): Promise<SandboxCa> {
  const files = { certificate: path.join(dir, caCertificate), key: path.join(dir, caKey) };
  if (await exists(files.certificate)) {
    return loadSandboxCa({ certificatePem: await readFile(files.certificate, 'utf8'), privateKeyPem: await readFile(files.key, 'utf8') }, sources);
  }
  const ca = await createSandboxCa(sources);
  await writeWhole(files.key, ca.privateKeyPem);
  await writeWhole(files.certificate, ca.certificatePem);
  return ca;
}

async function provideKey(ca: SandboxCa, keysDir: string, holder: SandboxHolder): Promise<void> {
  if (!/^[\w.-]+$/u.test(holder.id)) throw new RangeError(`"${holder.id}" cannot name a file`);
  const chainFile = path.join(keysDir, `${holder.id}.chain.pem`);
  if (await exists(chainFile)) return;
  const issued = await ca.issueCertificate(holder);
  const encrypted = createPrivateKey(issued.privateKeyPem)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: holder.pin }) as string;
  await writeWhole(path.join(keysDir, `${holder.id}.key.pem`), encrypted);
  // Last, since its presence says that the key is complete.
  await writeWhole(chainFile, issued.chainPem);
}

/** So that a stop in the middle leaves no half file. */
async function writeWhole(file: string, content: string): Promise<void> {
  await writeFile(`${file}.new`, content, { mode: ownerOnly });
  await rename(`${file}.new`, file);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false);
}
