import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Channel, Page, Problem } from '@vanthu/model';
import { ApiClient } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { EmptyState } from '../elements/empty-state';
import { Icon } from '../elements/icon';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { formatDateTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { PageTitle } from '../shell/page-title';

type Refusal = { readonly channel: Channel; readonly refusal: string; readonly receivedAt: string };
const pageSize = 50;

/** What was turned away at the door: that it came, by which way and why; nothing of what it said was kept. */
@Component({
  selector: 'vt-refusals-page',
  imports: [RouterLink, MatButton, EmptyState, Icon, ProblemBanner, Skeleton],
  template: `
    <div class="page">
      <div class="page-head"><a class="back" routerLink="/documents/inbound" [attr.aria-label]="t().act.back + ': ' + t().shell.inbound" [title]="t().shell.inbound"><vt-icon name="back" /></a><h1>{{ t().refusals.title }}</h1></div>
      <p class="soft">{{ t().refusals.hint }}</p>
      @if (problem(); as problem) { <vt-problem-banner [problem]="problem"><button mat-stroked-button type="button" (click)="more()">{{ t().act.retry }}</button></vt-problem-banner> }
      @if (refusals(); as refusals) {
        @if (refusals.length > 0) {
          <div class="table-frame">
            <table class="table">
              <caption class="visually-hidden">{{ t().refusals.title }}</caption>
              <thead><tr><th scope="col">{{ t().refusals.at }}</th><th scope="col">{{ t().refusals.channel }}</th><th scope="col">{{ t().refusals.reason }}</th></tr></thead>
              <tbody>
                @for (each of refusals; track $index) { <tr><td class="at">{{ formatDateTime(each.receivedAt) }}</td><td>{{ t().channel[each.channel] }}</td><td>{{ reasonOf(each.refusal) }}</td></tr> }
              </tbody>
            </table>
          </div>
          @if (cursor() !== null) { <div class="row"><button mat-button type="button" [disabled]="isBusy()" (click)="more()">{{ t().act.more }}</button></div> }
        } @else { <div class="panel"><vt-empty-state icon="inbound" [text]="t().refusals.empty" [hint]="t().refusals.emptyHint" /></div> }
      } @else if (problem() === null) { <div class="panel"><vt-skeleton [lines]="6" /></div> }
    </div>
  `,
  styles: '.at { white-space: nowrap; } .page-head { justify-content: flex-start; }',
})
export class RefusalsPage {
  private readonly api = inject(ApiClient);
  protected readonly t = inject(Interpreter).words;
  protected readonly refusals = signal<readonly Refusal[] | null>(null);
  protected readonly cursor = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly isBusy = signal(false);
  protected readonly formatDateTime = formatDateTime;

  constructor() {
    inject(PageTitle).set(() => this.t().refusals.title);
    void this.more();
  }

  protected reasonOf(code: string): string {
    return this.t().refusals.reasons[code] ?? this.t().refusals.otherReason(code);
  }

  protected async more(): Promise<void> {
    this.isBusy.set(true);
    this.problem.set(null);
    try {
      const page = await this.api.get<Page<Refusal>>('/intake/refusals', { limit: pageSize, cursor: this.cursor() });
      this.refusals.update((before) => [...(before ?? []), ...page.items]);
      this.cursor.set(page.nextCursor);
    } catch (error) {
      this.problem.set(problemOf(error, this.t()));
    } finally {
      this.isBusy.set(false);
    }
  }
}
