import type * as Pdfjs from 'pdfjs-dist';
import type * as Viewer from 'pdfjs-dist/web/pdf_viewer.mjs';

export type PdfLibrary = { readonly pdfjs: typeof Pdfjs; readonly viewer: typeof Viewer };

let library: Promise<PdfLibrary> | null = null;

/** Loads pdf.js once, on the first paper. Its viewer half reads the other half from a global. */
export function loadPdfLibrary(): Promise<PdfLibrary> {
  library ??= (async () => {
    const pdfjs = await import('pdfjs-dist');
    pdfjs.GlobalWorkerOptions.workerSrc = `${assetsOf(pdfjs)}/pdf.worker.min.mjs`;
    (globalThis as { pdfjsLib?: unknown }).pdfjsLib = pdfjs;
    return { pdfjs, viewer: await import('pdfjs-dist/web/pdf_viewer.mjs') };
  })().catch((error: unknown) => {
    library = null;
    throw error;
  });
  return library;
}

/** Where the worker, the character maps and the fonts of this version lie. */
export function assetsOf(pdfjs: typeof Pdfjs): string {
  return `/pdfjs/${pdfjs.version}`;
}

/** pdf.js would put English labels on its pages; ours are on the toolbar, in the language of the screen. */
export const silentL10n = {
  getLanguage: () => 'vi',
  getDirection: () => 'ltr',
  get: () => Promise.resolve(''),
  translate: () => Promise.resolve(),
  translateOnce: () => Promise.resolve(),
  destroy: () => Promise.resolve(),
  pause: () => undefined,
  resume: () => undefined,
};
