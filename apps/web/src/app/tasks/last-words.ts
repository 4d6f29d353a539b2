import { Component, computed, inject, input, resource } from '@angular/core';
import type { TrailEntry } from '@vanthu/model';
import { ApiClient, itemsOf } from '../api/api-client';
import { Notice } from '../elements/notice';
import { formatDateTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';

const drafting = new Set(['draft', 'edit', 'submit']);

/** What the person before wrote for whoever has the document now: a reason for sending it back, an opinion, an instruction. */
@Component({
  selector: 'vt-last-words',
  imports: [Notice],
  template: `
    @if (words(); as entry) {
      <vt-notice [tone]="entry.act === 'sendBack' ? 'warning' : 'info'"><strong>{{ entry.who }}</strong> · {{ entry.text[language()] }} <span class="small">{{ formatDateTime(entry.at) }}</span>@if (entry.note) { <p class="words">{{ entry.note }}</p> }</vt-notice>
    }
  `,
  styles: ':host { display: contents; } .words { white-space: pre-wrap; font-weight: 550; }',
})
export class LastWords {
  readonly documentId = input.required<string>();

  private readonly api = inject(ApiClient);
  private readonly trail = resource({
    params: () => this.documentId(),
    loader: async ({ params }) => itemsOf(await this.api.get<readonly TrailEntry[] | { readonly items: readonly TrailEntry[] }>(`/documents/${params}/trail`)),
  });

  protected readonly language = inject(Interpreter).language;
  /** Nothing once somebody else has decided since. The directive has a card of its own; why a draft came back is part of the sentence. */
  protected readonly words = computed(() => {
    const last = this.trail.hasValue() ? this.trail.value().findLast(({ who, act }) => who !== '' && !drafting.has(act)) : undefined;
    return last !== undefined && (last.act === 'sendBack' || (last.note !== '' && last.act !== 'directive')) ? last : undefined;
  });
  protected readonly formatDateTime = formatDateTime;
}
