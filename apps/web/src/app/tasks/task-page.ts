import { BreakpointObserver } from '@angular/cdk/layout';
import { Component, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import type { CompletedTask, TaskOutcome } from '@vanthu/model';
import { firstValueFrom, map } from 'rxjs';
import { DirectiveCard } from '../documents/directive-card';
import { DocumentFacts } from '../documents/document-facts';
import { VerificationPanel } from '../documents/verification-panel';
import { DraftEditor } from '../drafts/draft-editor';
import { LetterPreview } from '../drafts/letter-preview';
import { Announcer } from '../elements/announcer';
import { EmptyState } from '../elements/empty-state';
import { Icon } from '../elements/icon';
import { Notice } from '../elements/notice';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { hasFields } from '../forms/form-schema';
import { type FieldError, ProcessForm } from '../forms/process-form';
import { formatDate } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { PaperPane } from '../papers/paper-pane';
import { SessionStore } from '../session/session-store';
import type { SigningRequest } from '../signing/signing-dialog';
import { PageTitle } from '../shell/page-title';
import { Shortcuts } from '../shell/shortcuts';
import { DueMark } from './due-mark';
import { DuplicateWatch } from './duplicate-watch';
import { InboxStore } from './inbox-store';
import { LastWords } from './last-words';
import { type ChosenOutcome, OutcomeBar } from './outcome-bar';
import { TaskCase } from './task-case';
import { UrgencyMark } from './urgency-mark';

type Sheet = 'preview' | 'answered' | 'file';

@Component({
  selector: 'vt-task-page',
  imports: [RouterLink, MatButton, Icon, Notice, ProblemBanner, EmptyState, Skeleton, ProcessForm, DraftEditor, LetterPreview, PaperPane, DirectiveCard, DocumentFacts, LastWords, OutcomeBar, DueMark, UrgencyMark, VerificationPanel],
  providers: [TaskCase, DuplicateWatch],
  templateUrl: './task-page.html',
  styleUrls: ['../shell/work-page.css', './task-page.css'],
  host: { '(window:beforeunload)': 'keepTab($event)' },
})
export class TaskPage {
  readonly key = input.required<string>();

  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  private readonly announcer = inject(Announcer);
  private readonly inbox = inject(InboxStore);
  private readonly session = inject(SessionStore);
  private readonly interpreter = inject(Interpreter);
  private readonly form = viewChild(ProcessForm);
  private readonly draft = viewChild(DraftEditor);
  private readonly bar = viewChild(OutcomeBar);
  private isDone = false;
  protected readonly isChoosing = signal(false);

  protected readonly case = inject(TaskCase);
  protected readonly watch = inject(DuplicateWatch);
  protected readonly t = this.interpreter.words;
  protected readonly task = this.case.task;
  protected readonly document = this.case.document;
  protected readonly pane = signal<'form' | 'paper'>('form');
  protected readonly wrongCount = signal(0);
  protected readonly homeless = signal<readonly FieldError[]>([]);
  protected readonly isNarrow = toSignal(inject(BreakpointObserver).observe('(max-width: 1023px)').pipe(map((state) => state.matches)), { initialValue: false });
  protected readonly isSigning = computed(() => this.task()?.kind === 'sign' || this.task()?.kind === 'sealAgency');
  /** The outcome that needs the signer's key: the primary one of a signing step. */
  protected readonly signingOutcome = computed(() => (this.isSigning() ? (this.task()?.outcomes.find((each) => each.tone === 'primary') ?? this.task()?.outcomes[0]) : undefined));
  protected readonly formHasReason = computed(() => this.form()?.has('reason') ?? false);
  protected readonly hasForm = computed(() => hasFields(this.task()?.form ?? {}));
  protected readonly sheet = signal<Sheet | null>(null);
  /** What can lie beside the form: the draft as it will look, the letter it answers, its own files. */
  protected readonly sheets = computed<readonly Sheet[]>(() => {
    const document = this.document();
    if (this.task()?.kind !== 'draft' || document === null) return ['file'];
    const hasAnswered = document.links.some((link) => link.relation === 'replyTo');
    return [...(this.writing() ? (['preview'] as const) : []), ...(hasAnswered ? (['answered'] as const) : []), ...(document.files.length > 0 || !this.writing() ? (['file'] as const) : [])];
  });
  protected readonly shownSheet = computed(() => this.sheets().find((each) => each === this.sheet()) ?? this.sheets()[0]);
  /** The draft while it is being written, for the preview beside it. */
  protected readonly writing = computed(() => (this.case.canAct() ? (this.draft()?.draft() ?? null) : null));
  /** What came in and nobody has received yet: the clerk has to know whether its signatures hold. */
  protected readonly incoming = computed(() => (this.document()?.status === 'received' ? this.document() : null));
  protected readonly heading = computed(() => {
    const task = this.task();
    return task?.document === null ? task.processName : this.document()?.subject || task?.document?.subject || this.t().inbox.noSubject;
  });
  protected readonly formatDate = formatDate;

  constructor() {
    inject(PageTitle).set(() => [this.task()?.name, this.task()?.document?.subject].filter(Boolean).join(': '));
    inject(Shortcuts).use({ c: () => void this.claim(), h: () => this.bar()?.choosePrimary(), t: () => this.bar()?.chooseById('sendBack') });
    effect(() => {
      const key = this.key();
      this.interpreter.language();
      untracked(() => this.open(key));
    });
  }

  /** Asked by the browser before the tab is closed. */
  protected keepTab(event: BeforeUnloadEvent): void {
    if (!this.isDone && this.draft()?.isDirty() === true) event.preventDefault();
  }

  /** Asked by the router before leaving. */
  canLeave(): boolean {
    return this.isDone || this.draft()?.isDirty() !== true || confirm(this.t().draft.leave);
  }

  protected async claim(): Promise<void> {
    if (this.case.canClaim() && !this.case.isBusy()) await this.case.claim();
  }

  protected async unclaim(): Promise<void> {
    if (await this.case.unclaim()) {
      this.announcer.tell(this.t().task.givenBack);
      void this.inbox.lookAgain();
    }
  }

  protected watchDuplicates(values: Readonly<Record<string, unknown>>): void {
    this.wrongCount.set(0);
    this.watch.look(values, this.task()?.document?.id);
  }

  /** A second press before the first has come to its end does nothing. */
  protected async choose(chosen: ChosenOutcome): Promise<void> {
    if (this.isChoosing() || this.isDone) return;
    this.isChoosing.set(true);
    try {
      await this.carryOut(chosen);
    } finally {
      this.isChoosing.set(false);
    }
  }

  private async carryOut({ outcome, reason }: ChosenOutcome): Promise<void> {
    const draft = this.draft();
    if (draft && !outcome.needsReason && !(await draft.save())) return;
    const data = this.collect(outcome, reason);
    if (data === null) return;
    if (outcome.id === this.signingOutcome()?.id) return this.sign(outcome, data);
    const completed = await this.case.complete(outcome.id, data);
    if (completed !== null) await this.goOn(completed, outcome);
    else this.showFieldErrors();
  }

  private async sign(outcome: TaskOutcome, data: Readonly<Record<string, unknown>>): Promise<void> {
    const { SigningDialog } = await import('../signing/signing-dialog');
    const session = this.session.session();
    const signerName = (this.task()?.kind === 'sealAgency' ? session?.agency.name : session?.person.displayName) ?? '';
    const request: SigningRequest = { taskKey: this.key(), title: outcome.label[this.interpreter.language()], consequence: outcome.consequence?.[this.interpreter.language()] ?? null, signerName, data };
    const completed = (await firstValueFrom(this.dialog.open(SigningDialog, { data: request, width: '560px', maxHeight: '96dvh' }).afterClosed())) as CompletedTask | undefined;
    if (completed !== undefined) await this.goOn(completed, outcome);
  }

  /** The values to send; null when a field is wrong. Giving a task back does not ask for a finished form. */
  private collect(outcome: TaskOutcome, reason: string): Readonly<Record<string, unknown>> | null {
    const answer = this.form()?.answer(!outcome.needsReason) ?? { data: {}, wrongCount: 0 };
    this.wrongCount.set(answer.wrongCount);
    this.homeless.set([]);
    if (answer.wrongCount > 0) return null;
    if (outcome.needsReason && this.formHasReason() && !answer.data['reason']) {
      this.form()?.showErrors([{ path: 'reason', message: this.t().task.reasonMissing }]);
      return null;
    }
    return reason === '' ? answer.data : { ...answer.data, reason };
  }

  private showFieldErrors(): void {
    const errors = this.case.problem()?.errors ?? [];
    this.homeless.set(this.form()?.showErrors(errors) ?? errors);
  }

  private async goOn(completed: CompletedTask, outcome: TaskOutcome): Promise<void> {
    this.isDone = true;
    this.inbox.forget(this.key());
    this.announcer.tell((await this.numberGiven(completed)) ?? this.t().task.done(outcome.label[this.interpreter.language()]));
    await this.router.navigate(completed.nextTaskKey === null ? ['/tasks'] : ['/tasks', completed.nextTaskKey]);
  }

  /** The number that the document got by this step, in words; null when it got none. */
  private async numberGiven({ documentId }: CompletedTask): Promise<string | null> {
    const before = this.document();
    if (before === null || documentId !== before.id || before.arrivalNumber !== null || before.issueNumber !== null) return null;
    await this.case.loadDocument(documentId);
    const after = this.document();
    if (after?.issueNumber != null) return this.t().task.issueNumberGiven(after.notation);
    return after?.arrivalNumber == null ? null : this.t().task.arrivalNumberGiven(after.arrivalNumber);
  }

  private open(key: string): void {
    const isOther = this.task()?.key !== key;
    if (isOther) {
      this.isDone = false;
      this.task.set(null);
      this.document.set(null);
      this.case.isClosed.set(false);
      this.case.problem.set(null);
      this.wrongCount.set(0);
      this.homeless.set([]);
      this.pane.set('form');
      this.sheet.set(null);
      this.watch.duplicates.set([]);
    }
    void this.case.load(key);
  }
}
