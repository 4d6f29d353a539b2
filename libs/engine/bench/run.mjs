// Bundles the benchmark from the sources and runs it: node libs/engine/bench/run.mjs
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;
const outdir = mkdtempSync(path.join(tmpdir(), 'engine-bench-'));
try {
  await build({
    entryPoints: [path.join(here, 'measure.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile: path.join(outdir, 'measure.mjs'),
    tsconfig: path.join(here, '../../../tsconfig.base.json'),
    absWorkingDir: path.join(here, '../../..'),
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(path.join(here, 'measure.ts')).href) },
    logLevel: 'warning',
  });
  await import(pathToFileURL(path.join(outdir, 'measure.mjs')).href);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
