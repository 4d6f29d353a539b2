import { Component, inject, input } from '@angular/core';
import type { DocumentDetail } from '@vanthu/model';
import { formatDateTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { UnitNames } from './unit-names';

/** The leader's directive: what is to be done, by whom, until when. */
@Component({
  selector: 'vt-directive-card',
  template: `
    <h2>{{ t().document.directive }}</h2>
    <p class="text">{{ directive().text }}</p>
    <dl class="facts">
      <dt>{{ t().document.lead }}</dt><dd>{{ names.of([directive().leadUnitId]) }}</dd>
      @if (directive().coordinatingUnitIds.length) { <dt>{{ t().document.coordinate }}</dt><dd>{{ names.of(directive().coordinatingUnitIds) }}</dd> }
      @if (directive().informedUnitIds.length) { <dt>{{ t().document.inform }}</dt><dd>{{ names.of(directive().informedUnitIds) }}</dd> }
      @if (directive().workingDays; as days) { <dt>{{ t().document.due }}</dt><dd>{{ t().document.workingDays(days) }}</dd> }
    </dl>
    <p class="soft small">{{ t().document.directiveBy(directive().by, formatDateTime(directive().at)) }}</p>
  `,
  styles: `
    :host { display: flex; flex-direction: column; gap: 10px; padding: 12px 16px 14px; }
    .text { white-space: pre-wrap; }
  `,
})
export class DirectiveCard {
  readonly directive = input.required<NonNullable<DocumentDetail['directive']>>();
  protected readonly names = inject(UnitNames);
  protected readonly t = inject(Interpreter).words;
  protected readonly formatDateTime = formatDateTime;

  constructor() {
    void this.names.load();
  }
}
