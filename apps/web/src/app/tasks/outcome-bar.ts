import { Component, computed, type ElementRef, inject, input, output, signal, viewChild } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import type { TaskOutcome } from '@vanthu/model';
import { firstValueFrom } from 'rxjs';
import { Interpreter } from '../language/interpreter';
import { OutcomeDialog, type OutcomeAnswer, type OutcomeQuestion } from './outcome-dialog';

export type ChosenOutcome = { readonly outcome: TaskOutcome; readonly reason: string };

/** The ways to end a step: the primary one first, the rest beside it, dangerous ones last and apart. */
@Component({
  selector: 'vt-outcome-bar',
  imports: [FormsModule, MatButton],
  templateUrl: './outcome-bar.html',
  styleUrl: './outcome-bar.css',
})
export class OutcomeBar {
  readonly outcomes = input.required<readonly TaskOutcome[]>();
  readonly isBusy = input(false);
  readonly isBlocked = input(false);
  /** The form has a field for the reason itself. */
  readonly formHasReason = input(false);
  /** The outcome that opens the signing dialog, which tells the consequence itself. */
  readonly signingId = input<string | null>(null);
  readonly chosen = output<ChosenOutcome>();

  private readonly dialog = inject(MatDialog);
  private readonly interpreter = inject(Interpreter);
  private readonly reasonField = viewChild<ElementRef<HTMLTextAreaElement>>('reasonField');

  protected readonly t = this.interpreter.words;
  protected readonly language = this.interpreter.language;
  protected readonly asking = signal<TaskOutcome | null>(null);
  protected readonly reason = signal('');
  protected readonly isTried = signal(false);
  protected readonly busyId = signal('');
  /** Exactly one: the outcome that says so, else the first that is not dangerous. */
  protected readonly primary = computed(() => this.outcomes().find((each) => each.tone === 'primary') ?? this.outcomes().find((each) => each.tone !== 'danger'));
  protected readonly calm = computed(() => {
    const calm = this.outcomes().filter((each) => each.tone !== 'danger');
    const primary = this.primary();
    return [...calm.filter((each) => each === primary), ...calm.filter((each) => each !== primary)];
  });
  protected readonly dangerous = computed(() => this.outcomes().filter((each) => each.tone === 'danger'));

  choosePrimary(): void {
    const primary = this.primary();
    if (primary) void this.choose(primary);
  }

  chooseById(id: string): void {
    const outcome = this.outcomes().find((each) => each.id === id);
    if (outcome) void this.choose(outcome);
  }

  protected async choose(outcome: TaskOutcome): Promise<void> {
    if (this.isBusy() || this.isBlocked()) return;
    const needsReason = outcome.needsReason && !this.formHasReason();
    if (outcome.consequence !== null && outcome.id !== this.signingId()) {
      const data: OutcomeQuestion = { outcome, needsReason };
      const answer = await firstValueFrom(this.dialog.open<OutcomeDialog, OutcomeQuestion, OutcomeAnswer>(OutcomeDialog, { data, width: '480px' }).afterClosed());
      if (answer) this.emit(outcome, answer.reason);
    } else if (needsReason) {
      this.asking.set(outcome);
      this.isTried.set(false);
      setTimeout(() => this.reasonField()?.nativeElement.focus());
    } else {
      this.emit(outcome, '');
    }
  }

  protected confirmReason(outcome: TaskOutcome): void {
    this.isTried.set(true);
    const reason = this.reason().trim();
    if (reason === '') this.reasonField()?.nativeElement.focus();
    else this.emit(outcome, reason);
  }

  private emit(outcome: TaskOutcome, reason: string): void {
    this.busyId.set(outcome.id);
    this.chosen.emit({ outcome, reason });
  }
}
