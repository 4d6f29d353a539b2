import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../elements/empty-state';
import { Interpreter } from '../language/interpreter';

/** The page for a place that is not there or not for this person. */
@Component({
  selector: 'vt-plain-page',
  imports: [EmptyState, MatButton, RouterLink],
  template: `<vt-empty-state icon="info" [text]="text()"><a mat-stroked-button routerLink="/tasks">{{ t().shell.toTasks }}</a></vt-empty-state>`,
})
export class PlainPage {
  readonly reason = input<'notFound' | 'notAllowed'>('notFound');
  protected readonly t = inject(Interpreter).words;
  protected readonly text = computed(() => this.t().shell[this.reason()]);
}
