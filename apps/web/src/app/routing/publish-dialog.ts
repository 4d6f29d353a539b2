import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import type { Problem } from '@vanthu/model';
import { problemOf } from '../api/api-problem';
import { ProblemBanner } from '../elements/problem-banner';
import { DateField } from '../forms/date-field';
import { today } from '../language/dates';
import { Interpreter } from '../language/interpreter';

export type Publication = { readonly unitName: string; readonly publish: (effectiveFrom: string) => Promise<unknown> };

/** Asks from when the published routing counts, and publishes it. Closes with true, or with the problem when the server found errors. */
@Component({
  selector: 'vt-publish-dialog',
  imports: [MatButton, MatDialogTitle, MatDialogContent, MatDialogActions, DateField, ProblemBanner],
  template: `
    <h2 mat-dialog-title>{{ t().routing.publishTitle(publication.unitName) }}</h2>
    <mat-dialog-content>
      <p>{{ t().routing.publishText }}</p>
      <div class="field"><label for="effective">{{ t().routing.effectiveFrom }}</label><vt-date-field fieldId="effective" [(value)]="effectiveFrom" /></div>
      @if (problem(); as problem) { <vt-problem-banner [problem]="problem" /> }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button mat-button type="button" [disabled]="isBusy()" (click)="dialog.close()">{{ t().act.cancel }}</button>
      <button mat-flat-button type="button" [disabled]="isBusy() || !effectiveFrom()" (click)="publish()">{{ isBusy() ? t().routing.publishing : t().routing.publish }}</button>
    </mat-dialog-actions>
  `,
  styles: 'mat-dialog-content { display: flex; flex-direction: column; gap: 14px; color: var(--vt-text) !important; } vt-date-field { max-width: 180px; }',
})
export class PublishDialog {
  protected readonly dialog = inject<MatDialogRef<PublishDialog, true | Problem>>(MatDialogRef);
  protected readonly publication = inject<Publication>(MAT_DIALOG_DATA);
  protected readonly t = inject(Interpreter).words;
  protected readonly effectiveFrom = signal(today(new Date()));
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected async publish(): Promise<void> {
    this.isBusy.set(true);
    this.problem.set(null);
    try {
      await this.publication.publish(this.effectiveFrom());
      this.dialog.close(true);
    } catch (error) {
      const problem = problemOf(error, this.t());
      if (problem.extra?.['findings']) this.dialog.close(problem);
      else this.problem.set(problem);
    } finally {
      this.isBusy.set(false);
    }
  }
}
