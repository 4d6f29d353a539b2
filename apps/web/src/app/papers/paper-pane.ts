import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import type { DocumentFile } from '@vanthu/model';
import { EmptyState } from '../elements/empty-state';
import { Icon } from '../elements/icon';
import { Interpreter } from '../language/interpreter';
import { fileAddress, inReadingOrder } from './file-address';
import { PdfViewer } from './pdf-viewer';

/** The files of a document, one of them in view. */
@Component({
  selector: 'vt-paper-pane',
  imports: [FormsModule, MatButton, MatIconButton, Icon, EmptyState, PdfViewer],
  template: `
    @if (ordered().length > 0) {
      <div class="files">
        <vt-icon name="file" />
        @if (ordered().length > 1) {
          <label class="visually-hidden" for="paper-file">{{ t().paper.file }}</label>
          <select id="paper-file" class="input" [ngModel]="shown()?.id" (ngModelChange)="chosenId.set($event)">
            @for (file of ordered(); track file.id) { <option [value]="file.id">{{ nameOf(file) }}</option> }
          </select>
        } @else { <span class="cut" [title]="shown()?.name ?? ''">{{ shown() ? nameOf(shown()!) : '' }}</span> }
        <span class="spread"></span>
        <a mat-icon-button [href]="address()" [attr.download]="shown()?.name" [attr.aria-label]="t().act.download + ': ' + shown()?.name" [title]="t().act.download"><vt-icon name="download" /></a>
      </div>
    }
    @if (shown(); as file) {
      @switch (kind()) {
        @case ('pdf') { <vt-pdf-viewer [address]="address()" /> }
        @case ('picture') { <div class="picture"><img [src]="address()" [alt]="file.name" /></div> }
        @default {
          <vt-empty-state icon="file" [text]="t().paper.notShown" [hint]="file.name"><a mat-stroked-button [href]="address()" [attr.download]="file.name">{{ t().act.download }}</a></vt-empty-state>
        }
      }
    } @else {
      <vt-empty-state icon="file" [text]="t().task.noPaper" [hint]="t().task.noPaperHint" />
    }
  `,
  styles: `
    :host { display: flex; flex-direction: column; min-height: 0; height: 100%; background: #e9ebee; }
    .files { display: flex; align-items: center; gap: 8px; flex: none; height: 42px; padding: 0 6px 0 12px; background: var(--vt-surface); border-bottom: 1px solid var(--vt-line); --icon-size: 18px; }
    .files > vt-icon { color: var(--vt-text-soft); }
    .files .input { height: 30px; min-width: 0; flex: 0 1 420px; }
    .files span.cut { min-width: 0; }
    @media (pointer: coarse) { .files { height: 52px; } .files .input { height: 44px; } }
    vt-pdf-viewer { flex: 1; }
    .picture { flex: 1; overflow: auto; padding: 10px; text-align: center; }
    .picture img { max-width: 100%; background: #fff; box-shadow: 0 1px 3px rgb(20 24 30 / 20%); }
  `,
})
export class PaperPane {
  readonly documentId = input.required<string>();
  readonly files = input.required<readonly DocumentFile[]>();
  /** A file to show, when not the first. */
  readonly fileId = input<string | null>(null);

  protected readonly t = inject(Interpreter).words;
  protected readonly ordered = computed(() => inReadingOrder(this.files()));
  protected readonly chosenId = linkedSignal<string | null>(() => this.fileId());
  protected readonly shown = computed(() => this.ordered().find((file) => file.id === this.chosenId()) ?? this.ordered()[0] ?? null);
  protected readonly address = computed(() => {
    const file = this.shown();
    return file === null ? '' : fileAddress(this.documentId(), file);
  });
  protected readonly kind = computed(() => {
    const mediaType = this.shown()?.mediaType ?? '';
    return mediaType === 'application/pdf' ? 'pdf' : /^image\/(png|jpeg|gif|webp)$/.test(mediaType) ? 'picture' : 'other';
  });

  protected nameOf(file: DocumentFile): string {
    const t = this.t();
    return `${t.fileRole[file.role]}${file.version > 1 ? ` (${t.paper.version(file.version)})` : ''} · ${file.name}`;
  }
}
