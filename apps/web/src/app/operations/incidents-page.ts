import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { IncidentView, Page, Problem } from '@vanthu/model';
import { ApiClient } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { Announcer } from '../elements/announcer';
import { BusyBar } from '../elements/busy-bar';
import { EmptyState } from '../elements/empty-state';
import { Icon } from '../elements/icon';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { formatDateTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { PageTitle } from '../shell/page-title';

/** What is stuck, why, and the button to set it going again. */
@Component({
  selector: 'vt-incidents-page',
  imports: [RouterLink, MatButton, Icon, ProblemBanner, EmptyState, Skeleton, BusyBar],
  templateUrl: './incidents-page.html',
  styleUrl: './incidents-page.css',
})
export class IncidentsPage {
  private readonly api = inject(ApiClient);
  private readonly announcer = inject(Announcer);
  private cursor: string | null = null;

  protected readonly t = inject(Interpreter).words;
  protected readonly incidents = signal<readonly IncidentView[] | null>(null);
  protected readonly hasMore = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly retrying = signal<string | null>(null);
  protected readonly retryProblem = signal<{ readonly key: string; readonly problem: Problem } | null>(null);
  protected readonly formatDateTime = formatDateTime;

  constructor() {
    inject(PageTitle).set(() => this.t().operations.title);
    void this.reload();
  }

  protected reload(): Promise<void> {
    this.cursor = null;
    return this.fetch([]);
  }

  protected more(): Promise<void> {
    return this.fetch(this.incidents() ?? []);
  }

  protected async retry(incident: IncidentView): Promise<void> {
    this.retrying.set(incident.key);
    this.retryProblem.set(null);
    try {
      await this.api.post(`/operations/incidents/${incident.key}/resolve`);
      this.incidents.update((incidents) => incidents?.filter((each) => each.key !== incident.key) ?? null);
      this.announcer.tell(this.t().operations.resolved);
    } catch (error) {
      this.retryProblem.set({ key: incident.key, problem: problemOf(error, this.t()) });
    } finally {
      this.retrying.set(null);
    }
  }

  private async fetch(before: readonly IncidentView[]): Promise<void> {
    this.isBusy.set(true);
    this.problem.set(null);
    try {
      const page = await this.api.get<Page<IncidentView>>('/operations/incidents', { limit: 50, cursor: this.cursor });
      this.incidents.set([...before, ...page.items]);
      this.cursor = page.nextCursor;
      this.hasMore.set(page.nextCursor !== null);
    } catch (error) {
      this.problem.set(problemOf(error, this.t()));
    } finally {
      this.isBusy.set(false);
    }
  }
}
