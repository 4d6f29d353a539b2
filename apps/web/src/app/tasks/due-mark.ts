import { Component, computed, inject, input } from '@angular/core';
import { Icon } from '../elements/icon';
import { describeDue } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { Minute } from './minute';

/** When it is due, in words; overdue in words, colour and a sign. */
@Component({
  selector: 'vt-due-mark',
  imports: [Icon],
  template: `<span [class]="due().tone" [title]="due().date">@if (due().tone === 'bad') { <vt-icon name="clock" /> }{{ due().text }}</span>`,
  styles: `
    span { display: inline-flex; align-items: center; gap: 4px; white-space: nowrap; --icon-size: 15px; }
    .bad { color: var(--vt-danger); font-weight: 550; }
    .warning { color: var(--vt-warning); font-weight: 550; }
    .calm { color: var(--vt-text); }
    .none { color: var(--vt-text-soft); }
  `,
})
export class DueMark {
  readonly dueAt = input.required<string | null>();
  private readonly words = inject(Interpreter).words;
  private readonly minute = inject(Minute);
  protected readonly due = computed(() => describeDue(this.dueAt(), this.minute.now(), this.words()));
}
