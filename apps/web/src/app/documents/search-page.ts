import { Component, effect, inject, input, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { BusyBar } from '../elements/busy-bar';
import { EmptyState } from '../elements/empty-state';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { Interpreter } from '../language/interpreter';
import { PageTitle } from '../shell/page-title';
import { DocumentsList } from './documents-list';
import { DocumentsTable } from './documents-table';

/** What the search in the top bar found, over both directions. */
@Component({
  selector: 'vt-search-page',
  imports: [MatButton, EmptyState, ProblemBanner, Skeleton, BusyBar, DocumentsTable],
  providers: [DocumentsList],
  template: `
    <div class="page">
      <div class="page-head"><h1>{{ t().documents.searchTitle }}</h1>@if (q()) { <span class="soft">“{{ q() }}”</span> }</div>
      @if (!q()) {
        <div class="panel"><vt-empty-state icon="search" [text]="t().documents.searchFirst" /></div>
      } @else if (list.problem()) {
        <vt-problem-banner [problem]="list.problem()!"><button mat-stroked-button type="button" (click)="list.retry()">{{ t().act.retry }}</button></vt-problem-banner>
      } @else if (list.lines(); as lines) {
        @if (lines.length > 0) {
          <div class="list" [attr.aria-busy]="list.isBusy()"><vt-documents-table [lines]="lines" />@if (list.isBusy()) { <vt-busy-bar /> }</div>
          <div class="row"><span class="soft small" role="status">{{ t().documents.count(lines.length, list.hasMore()) }}</span>@if (list.hasMore()) { <button mat-button type="button" [disabled]="list.isBusy()" (click)="list.more()">{{ t().act.more }}</button> }</div>
        } @else { <div class="panel"><vt-empty-state icon="search" [text]="t().documents.emptySearch(q() ?? '')" [hint]="t().documents.emptyHint" /></div> }
      } @else { <div class="panel"><vt-skeleton [lines]="9" /></div> }
    </div>
  `,
  styles: '.list { position: relative; }',
})
export class SearchPage {
  readonly q = input<string>();
  protected readonly list = inject(DocumentsList);
  protected readonly t = inject(Interpreter).words;

  constructor() {
    inject(PageTitle).set(() => this.t().documents.searchTitle);
    effect(() => {
      const q = this.q();
      if (q) untracked(() => void this.list.ask({ q }));
    });
  }
}
