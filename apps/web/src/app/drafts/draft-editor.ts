import { Component, computed, effect, ElementRef, inject, input, linkedSignal, output, signal, untracked } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { DocumentDetail, DocumentType, Draft, Problem } from '@vanthu/model';
import { ApiClient } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { Icon } from '../elements/icon';
import { Notice } from '../elements/notice';
import { ProblemBanner } from '../elements/problem-banner';
import { formatTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { fileAddress, formatSize } from '../papers/file-address';
import { draftOf, type DraftFault, faultsOf, isSameDraft } from './draft-values';
import { RecipientPicker } from './recipient-picker';

/** Writes an outbound draft. What was typed stays, whatever the server answers. */
@Component({
  selector: 'vt-draft-editor',
  imports: [FormsModule, MatButton, Icon, Notice, ProblemBanner, RecipientPicker],
  templateUrl: './draft-editor.html',
  styleUrl: './draft-editor.css',
})
export class DraftEditor {
  readonly document = input.required<DocumentDetail>();
  readonly isReadOnly = input(false);
  /** The document as it is after saving or attaching. */
  readonly changed = output();

  private readonly api = inject(ApiClient);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly interpreter = inject(Interpreter);
  private readonly savedDraft = linkedSignal(() => draftOf(this.document()));

  protected readonly t = this.interpreter.words;
  protected readonly language = this.interpreter.language;

  protected readonly isSaving = signal(false);
  protected readonly isTried = signal(false);
  protected readonly savedAt = signal<string | null>(null);
  protected readonly uploading = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly faults = computed<ReadonlySet<DraftFault>>(() => new Set(this.draft() ? faultsOf(this.draft()!) : []));
  protected readonly attachments = computed(() => this.document().files.filter((file) => file.role === 'attachment'));
  protected readonly types = computed(() => Object.entries(this.t().documentType) as [DocumentType, string][]);
  protected readonly fileAddress = fileAddress;
  protected readonly formatSize = formatSize;

  /** The draft as it stands in the fields. */
  readonly draft = signal<Draft | null>(null);

  readonly isDirty = computed(() => {
    const draft = this.draft();
    return draft !== null && !isSameDraft(draft, this.savedDraft());
  });

  constructor() {
    effect(() => {
      const fromServer = draftOf(this.document());
      untracked(() => {
        if (this.draft() === null) this.draft.set(fromServer);
      });
    });
  }

  protected set<K extends keyof Draft>(key: K, value: Draft[K]): void {
    this.draft.update((draft) => (draft === null ? null : { ...draft, [key]: value }));
  }

  protected shows(fault: DraftFault): boolean {
    return this.isTried() && this.faults().has(fault);
  }

  /** Saves when there is something to save; false when it could not, with the reason on the page. */
  async save(): Promise<boolean> {
    const draft = this.draft();
    this.isTried.set(true);
    this.problem.set(null);
    if (draft === null || this.faults().size > 0) {
      setTimeout(() => this.host.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return false;
    }
    if (!this.isDirty()) return true;
    this.isSaving.set(true);
    try {
      await this.api.put(`/documents/${this.document().id}/draft`, draft);
      this.savedDraft.set(draft);
      this.savedAt.set(formatTime(new Date().toISOString()));
      this.changed.emit();
      return true;
    } catch (error) {
      this.problem.set(problemOf(error, this.t()));
      return false;
    } finally {
      this.isSaving.set(false);
    }
  }

  protected async attach(field: HTMLInputElement): Promise<void> {
    this.problem.set(null);
    for (const file of Array.from(field.files ?? [])) {
      this.uploading.set(file.name);
      const body = new FormData();
      body.append('files', file);
      try {
        await this.api.post(`/documents/${this.document().id}/files`, body);
        this.changed.emit();
      } catch (error) {
        this.problem.set(problemOf(error, this.t()));
        break;
      }
    }
    this.uploading.set(null);
    field.value = '';
  }
}
