/**
 * Reads PDFs of strangers in a process of its own: a small file can unfold to gigabytes or keep a parser busy for ever.
 * Its memory is watched from another thread, since a busy parser lets no timer run.
 */
import { registerHooks } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { ReadingReply, ReadingRequest } from './reading-protocol.js';

/** Bytes, of the whole process. */
const memoryLimit = Number(process.argv[2]);

// Ends too when the program that asked is gone, which a busy parser would not notice.
const watch = `const { workerData } = require('node:worker_threads');
const parent = process.ppid;
setInterval(() => {
  if (process.memoryUsage.rss() > workerData || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 20);`;

// Started from source, as in tests, Node strips the types but does not know that './x.js' stands for './x.ts'.
if (import.meta.url.endsWith('.ts')) {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith('.') && context.parentURL?.endsWith('.ts') === true ? next(specifier.replace(/\.js$/, '.ts'), context) : next(specifier, context),
  });
}

new Worker(watch, { eval: true, workerData: memoryLimit }).unref();
const { verifyPdf } = await import('../verification/verify-pdf.js');
const { extractText } = await import('../text/extract-text.js');
const { prepareUploadedPdf } = await import('../upload/prepare-uploaded-pdf.js');
const { SigningError } = await import('../signing-error.js');

async function answer(request: ReadingRequest): Promise<ReadingReply> {
  try {
    return { ok: true, result: await act(request) };
  } catch (error) {
    if (error instanceof SigningError) return { ok: false, code: error.code, detail: error.detail };
    return { ok: false, code: null, detail: error instanceof Error ? error.message : String(error) };
  }
}

function act(request: ReadingRequest): Promise<Extract<ReadingReply, { ok: true }>['result']> {
  if (request.act === 'verify') return verifyPdf(request.pdf, request.options);
  return request.act === 'text' ? extractText(request.pdf) : prepareUploadedPdf(request.pdf, request.options);
}

process.on('message', (request) => {
  void answer(request as ReadingRequest).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
