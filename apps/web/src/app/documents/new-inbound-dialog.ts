import { Component, computed, ElementRef, inject, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import type { DocumentType, NewInbound, Problem } from '@vanthu/model';
import { ApiClient } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { Icon } from '../elements/icon';
import { Notice } from '../elements/notice';
import { ProblemBanner } from '../elements/problem-banner';
import { DateField } from '../forms/date-field';
import { Interpreter } from '../language/interpreter';
import { formatSize } from '../papers/file-address';

type Field = 'sender' | 'subject' | 'notation' | 'documentDate';

/** Takes in a document that came on paper or by hand; closes with the document. */
@Component({
  selector: 'vt-new-inbound-dialog',
  imports: [FormsModule, MatButton, MatIconButton, MatDialogTitle, MatDialogContent, MatDialogActions, Icon, Notice, ProblemBanner, DateField],
  templateUrl: './new-inbound-dialog.html',
  styleUrl: './new-inbound-dialog.css',
})
export class NewInboundDialog {
  private readonly api = inject(ApiClient);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly interpreter = inject(Interpreter);

  protected readonly dialog = inject<MatDialogRef<NewInboundDialog, { id: string }>>(MatDialogRef);
  protected readonly t = this.interpreter.words;
  protected readonly language = this.interpreter.language;
  protected readonly types = computed(() => Object.entries(this.t().documentType) as [DocumentType, string][]);
  protected readonly values = signal<NewInbound>({ sender: '', notation: '', documentDate: null, subject: '', type: 'CV', urgency: 0, secrecy: 0 });
  protected readonly files = signal<readonly File[]>([]);
  /** Of what is filled in now: who changes it hands in another document, who presses again the same one. */
  private readonly onceKey = computed(() => keyFor(this.values(), this.files()));
  protected readonly isTried = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly isOver = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly formatSize = formatSize;

  protected set<K extends keyof NewInbound>(key: K, value: NewInbound[K]): void {
    this.values.update((values) => ({ ...values, [key]: value }));
  }

  /** What is wrong with a field: our own check, or what the server said. */
  protected errorOf(field: Field): string {
    const { sender, subject } = this.values();
    if (this.isTried() && field === 'sender' && sender.trim() === '') return this.t().newInbound.senderMissing;
    if (this.isTried() && field === 'subject' && subject.trim() === '') return this.t().newInbound.subjectMissing;
    return this.problem()?.errors?.find((error) => error.path.split('.').at(-1) === field)?.message ?? '';
  }

  protected take(list: FileList | null): void {
    this.isOver.set(false);
    this.files.update((files) => [...files, ...Array.from(list ?? [])]);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.take(event.dataTransfer?.files ?? null);
  }

  protected dragOver(event: DragEvent): void {
    event.preventDefault();
    this.isOver.set(true);
  }

  protected removeFile(index: number): void {
    this.files.update((files) => files.filter((_, at) => at !== index));
  }

  protected async save(): Promise<void> {
    this.isTried.set(true);
    this.problem.set(null);
    const values = this.values();
    if (values.secrecy > 0 || values.sender.trim() === '' || values.subject.trim() === '') {
      setTimeout(() => this.host.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const body = new FormData();
    body.append('document', JSON.stringify(values));
    for (const file of this.files()) body.append('files', file);
    this.isBusy.set(true);
    try {
      const { id } = await this.api.post<{ readonly id: string }>('/documents/inbound', body, this.onceKey());
      this.dialog.close({ id });
    } catch (error) {
      this.problem.set(problemOf(error, this.t()));
    } finally {
      this.isBusy.set(false);
    }
  }
}

/** Random; the contents only say when a new one is due. `crypto.randomUUID` is not there without TLS. */
function keyFor(..._contents: readonly unknown[]): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
