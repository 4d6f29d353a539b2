import { Component, DestroyRef, effect, type ElementRef, inject, input, signal, untracked, viewChild, ViewEncapsulation } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import { EmptyState } from '../elements/empty-state';
import { Icon } from '../elements/icon';
import { Skeleton } from '../elements/skeleton';
import { Interpreter } from '../language/interpreter';
import { PaperPlaces } from './paper-places';
import { loadPdfLibrary } from './pdf-library';
import { OpenPdf } from './open-pdf';

type State = 'loading' | 'open' | 'failed';

/** A PDF with pages, zoom and search; place and zoom are kept per file. */
@Component({
  selector: 'vt-pdf-viewer',
  imports: [FormsModule, MatButton, MatIconButton, Icon, EmptyState, Skeleton],
  templateUrl: './pdf-viewer.html',
  styleUrl: './pdf-viewer.css',
  encapsulation: ViewEncapsulation.None,
})
export class PdfViewer {
  readonly address = input.required<string>();

  private readonly places = inject(PaperPlaces);
  private readonly container = viewChild.required<ElementRef<HTMLDivElement>>('container');
  private readonly findField = viewChild<ElementRef<HTMLInputElement>>('find');
  private pdf: OpenPdf | null = null;
  private generation = 0;

  protected readonly t = inject(Interpreter).words;
  protected readonly state = signal<State>('loading');
  protected readonly page = signal(1);
  protected readonly pageCount = signal(0);
  protected readonly zoom = signal(100);
  protected readonly isFinding = signal(false);
  protected readonly query = signal('');
  protected readonly matches = signal<{ current: number; total: number } | null>(null);

  constructor() {
    effect(() => {
      const address = this.address();
      untracked(() => void this.open(address));
    });
    const resize = new ResizeObserver(() => this.pdf?.fitAgain());
    effect(() => resize.observe(this.container().nativeElement));
    inject(DestroyRef).onDestroy(() => {
      resize.disconnect();
      this.close();
    });
  }

  protected retry(): void {
    void this.open(this.address());
  }

  protected goTo(page: number): void {
    if (Number.isInteger(page) && page >= 1 && page <= this.pageCount()) this.pdf?.goTo(page);
  }

  protected zoomBy(factor: number): void {
    this.pdf?.zoomBy(factor);
  }

  protected fitWidth(): void {
    this.pdf?.fitWidth();
  }

  protected toggleFind(): void {
    this.isFinding.update((isFinding) => !isFinding);
    if (this.isFinding()) setTimeout(() => this.findField()?.nativeElement.focus());
    else this.find('');
  }

  protected find(query: string): void {
    this.query.set(query);
    this.matches.set(null);
    this.places.keep(this.address(), { query });
    this.pdf?.find(query);
  }

  protected findAgain(isBackwards: boolean): void {
    this.pdf?.find(this.query(), { isAgain: true, isBackwards });
  }

  private async open(address: string): Promise<void> {
    this.close();
    const generation = this.generation;
    this.state.set('loading');
    try {
      const library = await loadPdfLibrary();
      if (generation !== this.generation) return;
      const place = this.places.of(address);
      this.pdf = new OpenPdf(library, this.container().nativeElement, {
        moved: (page) => {
          this.page.set(page);
          this.places.keep(address, { page });
        },
        zoomed: (percent, scale) => {
          this.zoom.set(percent);
          this.places.keep(address, { scale });
        },
        found: (current, total) => this.matches.set({ current, total }),
      });
      const pageCount = await this.pdf.open(address, place);
      if (generation !== this.generation) return;
      this.pageCount.set(pageCount);
      this.state.set('open');
      if (place.query !== '') this.resume(place.query);
    } catch {
      if (generation === this.generation) this.state.set('failed');
    }
  }

  private resume(query: string): void {
    this.isFinding.set(true);
    this.query.set(query);
    this.pdf?.find(query);
  }

  private close(): void {
    this.generation++;
    this.pdf?.close();
    this.pdf = null;
  }
}
