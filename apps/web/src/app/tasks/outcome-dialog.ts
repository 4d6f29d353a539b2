import { Component, computed, inject, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import type { TaskOutcome } from '@vanthu/model';
import { Icon } from '../elements/icon';
import { Interpreter } from '../language/interpreter';

export type OutcomeQuestion = { readonly outcome: TaskOutcome; readonly needsReason: boolean };
export type OutcomeAnswer = { readonly reason: string };

/** Says what cannot be undone before it is done. */
@Component({
  selector: 'vt-outcome-dialog',
  imports: [FormsModule, MatButton, MatDialogTitle, MatDialogContent, MatDialogActions, Icon],
  template: `
    <h2 mat-dialog-title>{{ label() }}</h2>
    <mat-dialog-content>
      <p>{{ consequence() }}</p>
      <p class="sure small"><vt-icon name="warning" />{{ t().task.sure }}</p>
      @if (question.needsReason) {
        <div class="field">
          <label for="outcome-reason">{{ t().task.reason }}<span class="required" aria-hidden="true">*</span></label>
          <textarea id="outcome-reason" class="input" rows="3" maxlength="2000" required [(ngModel)]="reason" [attr.aria-invalid]="isTried() && isMissing()" aria-describedby="outcome-reason-error"></textarea>
          <span class="error" id="outcome-reason-error">@if (isTried() && isMissing()) { {{ t().task.reasonMissing }} }</span>
        </div>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button mat-button type="button" (click)="dialog.close()">{{ t().act.cancel }}</button>
      <button mat-flat-button type="button" [class.danger]="question.outcome.tone === 'danger'" (click)="go()">{{ label() }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content { display: flex; flex-direction: column; gap: 12px; color: var(--vt-text) !important; }
    .sure { display: flex; align-items: center; gap: 6px; color: var(--vt-warning); font-weight: 550; --icon-size: 18px; }
  `,
})
export class OutcomeDialog {
  private readonly interpreter = inject(Interpreter);
  protected readonly dialog = inject<MatDialogRef<OutcomeDialog, OutcomeAnswer>>(MatDialogRef);
  protected readonly question = inject<OutcomeQuestion>(MAT_DIALOG_DATA);
  protected readonly t = this.interpreter.words;
  protected readonly reason = signal('');
  protected readonly isTried = signal(false);
  protected readonly isMissing = computed(() => this.question.needsReason && this.reason().trim() === '');
  protected readonly label = computed(() => this.question.outcome.label[this.interpreter.language()]);
  protected readonly consequence = computed(() => this.question.outcome.consequence?.[this.interpreter.language()] ?? '');

  protected go(): void {
    this.isTried.set(true);
    if (!this.isMissing()) this.dialog.close({ reason: this.reason().trim() });
  }
}
