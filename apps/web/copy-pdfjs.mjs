// The Angular build takes assets only from inside this folder, so pdf.js' worker, character maps and fonts are copied here first.
// The version is part of the address: a browser must never pair a kept worker with a newer viewer.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
const source = path.dirname(manifest);
const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
const root = path.join(import.meta.dirname, '.angular/pdfjs');
const target = path.join(root, version);

rmSync(root, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
cpSync(path.join(source, 'build/pdf.worker.min.mjs'), path.join(target, 'pdf.worker.min.mjs'));
for (const folder of ['cmaps', 'standard_fonts']) cpSync(path.join(source, folder), path.join(target, folder), { recursive: true });
