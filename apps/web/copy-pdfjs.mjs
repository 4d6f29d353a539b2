// The Angular build takes assets only from inside this folder, so pdf.js' worker, character maps and fonts are copied here first.
import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const source = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const target = path.join(import.meta.dirname, '.generated/pdfjs');

mkdirSync(target, { recursive: true });
cpSync(path.join(source, 'build/pdf.worker.min.mjs'), path.join(target, 'pdf.worker.min.mjs'));
for (const folder of ['cmaps', 'standard_fonts']) cpSync(path.join(source, folder), path.join(target, folder), { recursive: true });
