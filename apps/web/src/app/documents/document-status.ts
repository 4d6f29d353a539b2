import { Component, computed, inject, input } from '@angular/core';
import type { DocumentStatus } from '@vanthu/model';
import { Interpreter } from '../language/interpreter';

const tones: Partial<Record<DocumentStatus, string>> = {
  received: 'info', refused: 'bad', recalled: 'bad', sentBack: 'warning', signed: 'info', numbered: 'info', sealed: 'info', completed: 'good', issued: 'good',
};

/** The status of a document in words; the colour only repeats them. */
@Component({
  selector: 'vt-document-status',
  template: '<span [class]="\'badge \' + tone()">{{ t().status[status()] }}</span>',
})
export class DocumentStatusMark {
  readonly status = input.required<DocumentStatus>();
  protected readonly t = inject(Interpreter).words;
  protected readonly tone = computed(() => tones[this.status()] ?? '');
}
