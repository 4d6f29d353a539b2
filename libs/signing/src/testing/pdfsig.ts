import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTool } from './debian-tool.js';

export interface PdfsigSignature {
  readonly signer: string;
  readonly validation: string;
  readonly certificate: string;
  readonly coversWholeFile: boolean;
}

/** What Debian's pdfsig says of each signature, trusting exactly this authority; fields not yet signed are left out. */
export async function pdfsig(pdf: Uint8Array, trustedPem: string): Promise<PdfsigSignature[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vanthu-pdfsig-'));
  try {
    await writeFile(path.join(folder, 'ca.pem'), trustedPem);
    await writeFile(path.join(folder, 'file.pdf'), pdf);
    const database = ['-d', `sql:${folder}`];
    await expectSuccess('certutil', ['-N', ...database, '--empty-password']);
    await expectSuccess('certutil', ['-A', ...database, '-n', 'sandbox', '-t', 'CT,C,C', '-a', '-i', path.join(folder, 'ca.pem')]);
    const { output } = await runTool('pdfsig', ['-nssdir', folder, path.join(folder, 'file.pdf')]);
    return readReport(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function expectSuccess(tool: 'certutil', args: readonly string[]): Promise<void> {
  const { code, output } = await runTool(tool, args);
  if (code !== 0) throw new Error(`${tool} ${args[0] ?? ''} failed: ${output}`);
}

function readReport(output: string): PdfsigSignature[] {
  const field = (block: string, name: string): string => new RegExp(`- ${name}: (.*)`).exec(block)?.[1] ?? '';
  const blocks = output.split(/^Signature #\d+:/m).slice(1).filter((block) => !block.includes('not signed yet') && block.includes('Signature Validation'));
  return blocks.map((block) => ({
    signer: field(block, 'Signer Certificate Common Name'),
    validation: field(block, 'Signature Validation'),
    certificate: field(block, 'Certificate Validation'),
    coversWholeFile: block.includes('Total document signed'),
  }));
}
