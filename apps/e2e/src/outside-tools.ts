import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PdfsigVerdict {
  readonly signature: string;
  readonly certificate: string;
}

/** What poppler's pdfsig says of each signature when `caFile` is the only authority it trusts. */
export async function verdictsOfPdfsig(pdf: string, caFile: string): Promise<PdfsigVerdict[]> {
  const store = await mkdtemp(path.join(os.tmpdir(), 'vanthu-nss-'));
  try {
    await run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
    await run('certutil', ['-A', '-d', `sql:${store}`, '-n', 'sandbox', '-t', 'CT,C,C', '-i', caFile]);
    const { stdout } = await run('pdfsig', ['-nssdir', `sql:${store}`, pdf]);
    const valuesOf = (label: string) => [...stdout.matchAll(new RegExp(`${label}: (.*)`, 'g'))].map(([, value]) => value ?? '');
    const certificates = valuesOf('Certificate Validation');
    return valuesOf('Signature Validation').map((signature, index) => ({ signature, certificate: certificates[index] ?? '' }));
  } finally {
    await rm(store, { recursive: true, force: true });
  }
}
