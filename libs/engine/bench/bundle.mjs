import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;

/** Bundles a file of this folder from the sources and imports it. */
export async function importBundled(name) {
  const outdir = mkdtempSync(path.join(tmpdir(), 'engine-bench-'));
  const outfile = path.join(outdir, `${path.parse(name).name}.mjs`);
  try {
    await build({
      entryPoints: [path.join(here, name)],
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      outfile,
      tsconfig: path.join(here, '../../../tsconfig.base.json'),
      absWorkingDir: path.join(here, '../../..'),
      define: { 'import.meta.url': JSON.stringify(pathToFileURL(path.join(here, name)).href) },
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
