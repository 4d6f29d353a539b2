import type { PDFDocumentLoadingTask } from 'pdfjs-dist';
import type { PaperPlace } from './paper-places';
import { assetsOf, type PdfLibrary, silentL10n } from './pdf-library';

export type PdfEvents = {
  readonly moved: (page: number) => void;
  readonly zoomed: (percent: number, scale: string) => void;
  readonly found: (current: number, total: number) => void;
};

/** The part of pdf.js' viewer that we use; its own declarations are too loose to help. */
type Viewer = {
  currentPageNumber: number;
  currentScale: number;
  currentScaleValue: string;
  setDocument(document: unknown): void;
  cleanup(): void;
  increaseScale(options: { scaleFactor: number }): void;
};
type EventBus = { on(name: string, listener: (event: never) => void): void; dispatch(name: string, event: object): void };

const showAnnotations = 1;

/** One PDF in one scrolling element. */
export class OpenPdf {
  private readonly eventBus: EventBus;
  private readonly viewer: Viewer;
  private readonly linkService: { setDocument(document: unknown): void; setViewer(viewer: unknown): void };
  private loading: PDFDocumentLoadingTask | null = null;

  constructor(
    private readonly library: PdfLibrary,
    container: HTMLDivElement,
    events: PdfEvents,
  ) {
    const { EventBus, PDFFindController, PDFLinkService, PDFViewer } = library.viewer;
    const eventBus = new EventBus();
    const linkService = new PDFLinkService({ eventBus, externalLinkTarget: 2, externalLinkRel: 'noopener noreferrer' });
    const findController = new PDFFindController({ eventBus, linkService });
    const viewer = new PDFViewer({
      container, eventBus, linkService, findController, l10n: silentL10n as never, annotationMode: showAnnotations, removePageBorders: true,
    });
    this.eventBus = eventBus as unknown as EventBus;
    this.viewer = viewer as unknown as Viewer;
    this.linkService = linkService as never;
    this.linkService.setViewer(viewer);
    this.listen(events);
  }

  /** Answers the number of pages. */
  async open(url: string, place: PaperPlace): Promise<number> {
    const { pdfjs } = this.library;
    const assets = assetsOf(pdfjs);
    this.loading = pdfjs.getDocument({ url, withCredentials: true, cMapUrl: `${assets}/cmaps/`, standardFontDataUrl: `${assets}/standard_fonts/`, useWasm: false });
    const document = await this.loading.promise;
    const isLaidOut = new Promise<void>((resolve) => this.eventBus.on('pagesinit', () => resolve()));
    this.viewer.setDocument(document);
    this.linkService.setDocument(document);
    await isLaidOut;
    this.viewer.currentScaleValue = place.scale;
    if (place.page > 1 && place.page <= document.numPages) this.viewer.currentPageNumber = place.page;
    return document.numPages;
  }

  goTo(page: number): void {
    this.viewer.currentPageNumber = page;
  }

  zoomBy(factor: number): void {
    this.viewer.currentScaleValue = String(Math.min(Math.max(this.viewer.currentScale * factor, 0.25), 6));
  }

  fitWidth(): void {
    this.viewer.currentScaleValue = 'page-width';
  }

  /** Keeps a fitted page fitted when the room changes. */
  fitAgain(): void {
    if (this.viewer.currentScaleValue === 'page-width') this.viewer.currentScaleValue = 'page-width';
  }

  find(query: string, { isAgain = false, isBackwards = false } = {}): void {
    this.eventBus.dispatch('find', {
      source: this, type: isAgain ? 'again' : '', query, caseSensitive: false, entireWord: false, highlightAll: true, findPrevious: isBackwards, matchDiacritics: false,
    });
  }

  close(): void {
    this.viewer.setDocument(null);
    this.linkService.setDocument(null);
    void this.loading?.destroy();
  }

  private listen({ moved, zoomed, found }: PdfEvents): void {
    type Matches = { matchesCount: { current: number; total: number } };
    this.eventBus.on('pagechanging', (event: { pageNumber: number }) => moved(event.pageNumber));
    this.eventBus.on('scalechanging', (event: { scale: number; presetValue?: string }) => zoomed(Math.round(event.scale * 100), event.presetValue ?? String(event.scale)));
    const tellFound = ({ matchesCount }: Matches) => found(matchesCount.current, matchesCount.total);
    this.eventBus.on('updatefindmatchescount', tellFound);
    this.eventBus.on('updatefindcontrolstate', tellFound);
  }
}
