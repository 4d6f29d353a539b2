import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Diagram, TrailEntry } from '@vanthu/model';
import { ApiClient, itemsOf } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { ProcessViewer } from '../diagrams/process-viewer';
import { EmptyState } from '../elements/empty-state';
import { Icon, type IconName } from '../elements/icon';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { formatDate, formatTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';

type Day = { readonly date: string; readonly entries: readonly TrailEntry[] };

const icons: Readonly<Record<string, IconName>> = {
  receive: 'inbound', register: 'registers', sendBack: 'undo', refuse: 'close', sign: 'sign', sealAgency: 'seal', seal: 'seal', issue: 'outbound', draft: 'draft', approve: 'check', verify: 'certificate', directive: 'directive', assign: 'account', submit: 'up', forward: 'right', complete: 'check', archive: 'registers', allocateNumber: 'registers',
};

/** Who did what when, in words; one click further, the place on the diagram. */
@Component({
  selector: 'vt-document-trail',
  imports: [MatButton, Icon, ProblemBanner, EmptyState, Skeleton, ProcessViewer],
  templateUrl: './document-trail.html',
  styleUrl: './document-trail.css',
})
export class DocumentTrail {
  readonly documentId = input.required<string>();

  private readonly api = inject(ApiClient);
  private readonly interpreter = inject(Interpreter);

  protected readonly t = this.interpreter.words;
  protected readonly language = this.interpreter.language;
  protected readonly isDiagramShown = signal(false);
  protected readonly chosenDiagram = signal<number | null>(null);
  protected readonly trail = resource({
    params: () => this.documentId(),
    loader: async ({ params }) => itemsOf(await this.api.get<readonly TrailEntry[] | { readonly items: readonly TrailEntry[] }>(`/documents/${params}/trail`)),
  });
  protected readonly diagrams = resource({
    params: () => (this.isDiagramShown() ? this.documentId() : undefined),
    loader: async ({ params }) => {
      const answer = await this.api.get<Diagram | readonly Diagram[] | { readonly items: readonly Diagram[] }>(`/documents/${params}/diagram`);
      return 'xml' in answer ? [answer] : [...itemsOf(answer)];
    },
  });
  /** The innermost process that something is still happening in, else the first. */
  protected readonly shownIndex = computed(() => {
    const diagrams = this.diagrams.hasValue() ? this.diagrams.value() : [];
    return this.chosenDiagram() ?? Math.max(0, diagrams.findLastIndex((each) => each.activeElementIds.length > 0 || each.incidentElementIds.length > 0));
  });
  protected readonly days = computed<readonly Day[]>(() => {
    const days = new Map<string, TrailEntry[]>();
    for (const entry of this.trail.hasValue() ? this.trail.value() : []) {
      const date = formatDate(entry.at);
      days.set(date, [...(days.get(date) ?? []), entry]);
    }
    return [...days].map(([date, entries]) => ({ date, entries }));
  });
  protected readonly formatTime = formatTime;

  protected iconOf(act: string): IconName {
    return icons[act] ?? 'right';
  }

  protected problem(error: unknown) {
    return problemOf(error, this.t());
  }
}
