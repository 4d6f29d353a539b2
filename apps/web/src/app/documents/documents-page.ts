import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import type { Direction, DocumentDetail, DocumentStatus, Problem } from '@vanthu/model';
import { firstValueFrom } from 'rxjs';
import { ApiClient } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { BusyBar } from '../elements/busy-bar';
import { EmptyState } from '../elements/empty-state';
import { Icon } from '../elements/icon';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';
import { refusalRoles } from '../shell/destinations';
import { PageTitle } from '../shell/page-title';
import { OpenTasks } from '../tasks/open-tasks';
import { DocumentsList } from './documents-list';
import { DocumentsTable } from './documents-table';

const inboundStatuses: readonly DocumentStatus[] = ['received', 'registered', 'directed', 'inProgress', 'completed', 'refused', 'recalled'];
const outboundStatuses: readonly DocumentStatus[] = ['draft', 'submitted', 'sentBack', 'signed', 'numbered', 'sealed', 'issued'];
const quietMs = 300;

@Component({
  selector: 'vt-documents-page',
  imports: [RouterLink, FormsModule, MatButton, Icon, ProblemBanner, EmptyState, Skeleton, BusyBar, DocumentsTable],
  providers: [DocumentsList],
  templateUrl: './documents-page.html',
  styleUrl: './documents-page.css',
})
export class DocumentsPage {
  readonly direction = input.required<Direction>();
  readonly q = input<string>();
  readonly status = input<DocumentStatus>();
  readonly archived = input<string>();

  private readonly api = inject(ApiClient);
  private readonly openTasks = inject(OpenTasks);
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  private readonly session = inject(SessionStore);
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly list = inject(DocumentsList);
  protected readonly t = inject(Interpreter).words;
  protected readonly problem = signal<Problem | null>(null);
  protected readonly isStarting = signal(false);
  protected readonly title = computed(() => (this.direction() === 'inbound' ? this.t().documents.inboundTitle : this.t().documents.outboundTitle));
  protected readonly statuses = computed(() => (this.direction() === 'inbound' ? inboundStatuses : outboundStatuses));
  protected readonly maySeeRefusals = computed(() => this.session.hasAny(...refusalRoles));
  protected readonly mayReceive = computed(() => this.session.hasAny('clerk'));
  protected readonly mayDraft = computed(() => this.session.hasAny('specialist', 'unitHead', 'clerk', 'leader'));
  protected readonly hasFilter = computed(() => Boolean(this.q()) || this.status() !== undefined || this.archived() !== undefined);

  constructor() {
    inject(PageTitle).set(this.title);
    effect(() => {
      const query = { direction: this.direction(), status: this.status(), archived: this.archived() ? true : undefined, q: this.q() };
      untracked(() => void this.list.ask(query));
    });
  }

  protected find(q: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.filter({ q: q.trim() || null }), quietMs);
  }

  protected filter(queryParams: Readonly<Record<string, string | null>>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected async receive(): Promise<void> {
    const { NewInboundDialog } = await import('./new-inbound-dialog');
    const document = (await firstValueFrom(this.dialog.open(NewInboundDialog, { width: '720px', maxWidth: '96vw', disableClose: true }).afterClosed())) as DocumentDetail | undefined;
    if (document) await this.router.navigate(['/documents', document.id]);
  }

  protected async draft(): Promise<void> {
    this.isStarting.set(true);
    this.problem.set(null);
    try {
      const document = await this.api.post<DocumentDetail>('/documents', {});
      const task = await this.openTasks.about(document.id);
      await this.router.navigate(task === null ? ['/documents', document.id] : ['/tasks', task.key]);
    } catch (error) {
      this.problem.set(problemOf(error, this.t()));
    } finally {
      this.isStarting.set(false);
    }
  }
}
