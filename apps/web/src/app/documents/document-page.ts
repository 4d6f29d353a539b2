import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatTab, MatTabContent, MatTabGroup, MatTabLabel } from '@angular/material/tabs';
import { Router, RouterLink } from '@angular/router';
import type { DocumentDetail, Problem, TaskSummary } from '@vanthu/model';
import { ApiClient } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { EmptyState } from '../elements/empty-state';
import { Icon } from '../elements/icon';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { formatDate, formatDateTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { fileAddress, formatSize, inReadingOrder } from '../papers/file-address';
import { PaperPane } from '../papers/paper-pane';
import { PageTitle } from '../shell/page-title';
import { OpenTasks } from '../tasks/open-tasks';
import { UrgencyMark } from '../tasks/urgency-mark';
import { DirectiveCard } from './directive-card';
import { DocumentFacts } from './document-facts';
import { DocumentRecipients } from './document-recipients';
import { DocumentStatusMark } from './document-status';
import { DocumentTrail } from './document-trail';
import { VerificationPanel } from './verification-panel';
import { ArchivedCase } from './archived-case';

const tabs = ['paper', 'trail', 'recipients', 'links'] as const;
type Tab = (typeof tabs)[number];

@Component({
  selector: 'vt-document-page',
  imports: [
    RouterLink, MatButton, MatTabGroup, MatTab, MatTabLabel, MatTabContent, Icon, ProblemBanner, EmptyState, Skeleton, UrgencyMark, PaperPane,
    DirectiveCard, DocumentFacts, DocumentRecipients, DocumentStatusMark, DocumentTrail, VerificationPanel, ArchivedCase,
  ],
  templateUrl: './document-page.html',
  styleUrl: './document-page.css',
})
export class DocumentPage {
  readonly id = input.required<string>();
  readonly tab = input<Tab>();

  private readonly api = inject(ApiClient);
  private readonly openTasks = inject(OpenTasks);
  private readonly router = inject(Router);
  private readonly interpreter = inject(Interpreter);

  protected readonly t = this.interpreter.words;
  protected readonly language = this.interpreter.language;
  protected readonly document = signal<DocumentDetail | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly openTask = signal<TaskSummary | null>(null);
  protected readonly tabs = computed<readonly Tab[]>(() => (this.document()?.direction === 'outbound' ? tabs : tabs.filter((tab) => tab !== 'recipients')));
  protected readonly tabIndex = computed(() => Math.max(0, this.tabs().indexOf(this.tab() ?? 'paper')));
  protected readonly files = computed(() => inReadingOrder(this.document()?.files ?? []));
  protected readonly chosenFileId = signal<string | null>(null);
  protected readonly formatDate = formatDate;
  protected readonly formatDateTime = formatDateTime;
  protected readonly formatSize = formatSize;
  protected readonly fileAddress = fileAddress;

  constructor() {
    inject(PageTitle).set(() => [this.document()?.notation, this.document()?.subject].filter(Boolean).join(': '));
    effect(() => {
      const id = this.id();
      this.interpreter.language();
      untracked(() => void this.load(id));
    });
  }

  protected open(index: number): void {
    const tab = this.tabs()[index];
    if (tab !== undefined && tab !== (this.tab() ?? 'paper')) void this.router.navigate([], { queryParams: { tab: tab === 'paper' ? null : tab }, replaceUrl: true });
  }

  protected async load(id: string): Promise<void> {
    this.problem.set(null);
    if (this.document()?.id !== id) this.document.set(null);
    try {
      const document = await this.api.get<DocumentDetail>(`/documents/${id}`);
      this.document.set(document);
      await this.findTask(document);
    } catch (error) {
      this.problem.set(problemOf(error, this.t()));
    }
  }

  /** The person's own open task about this document, if there is one. */
  private async findTask(document: DocumentDetail): Promise<void> {
    this.openTask.set(await this.openTasks.about(document.id, document.notation || document.subject));
  }
}
