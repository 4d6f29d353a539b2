import { Component, computed, inject, linkedSignal, resource } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Family, OrgUnit, Problem, Routing } from '@vanthu/model';
import { ApiClient, itemsOf } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { EmptyState } from '../elements/empty-state';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { formatDate } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';
import { PageTitle } from '../shell/page-title';

type Row = { readonly family: Family; readonly routing: Routing | null };

/** The process families, and where a unit's routing of each comes from. */
@Component({
  selector: 'vt-families-page',
  imports: [FormsModule, MatButton, RouterLink, ProblemBanner, EmptyState, Skeleton],
  template: `
    <div class="page">
      <div class="page-head"><h1>{{ t().routing.title }}</h1><span class="spread"></span>
        <label class="soft" for="unit">{{ t().routing.unit }}</label>
        <select id="unit" class="input" [ngModel]="unitId()" (ngModelChange)="unitId.set($event)">@for (unit of units(); track unit.id) { <option [value]="unit.id">{{ unit.name }}</option> }</select></div>
      <p class="soft hint">{{ t().routing.hint }}</p>
      @if (rows.error(); as error) { <vt-problem-banner [problem]="problem(error)"><button mat-stroked-button type="button" (click)="rows.reload()">{{ t().act.retry }}</button></vt-problem-banner> }
      @else if (rows.hasValue()) {
        @if (rows.value().length === 0) { <div class="panel"><vt-empty-state icon="routing" [text]="t().routing.none" [hint]="t().routing.noneHint" /></div> }
        @else {
          <div class="table-frame"><table class="table">
            <thead><tr><th scope="col">{{ t().routing.family }}</th><th scope="col">{{ t().routing.usedFrom }}</th><th scope="col" class="wide">{{ t().routing.variants }}</th><th></th></tr></thead>
            <tbody>
              @for (row of rows.value(); track row.family.id) {
                <tr>
                  <td><strong>{{ row.family.name[language()] }}</strong></td>
                  <td>@if (row.routing; as routing) { {{ routing.sourceUnitId === null ? t().routing.base : routing.sourceName }} <span class="soft">· {{ t().routing.version(routing.version) }} · {{ t().routing.since(formatDate(routing.effectiveFrom)) }}</span> }</td>
                  <td class="wide soft">{{ row.family.variantUnitIds.length ? t().routing.variantCount(row.family.variantUnitIds.length) : t().routing.noVariants }}</td>
                  <td class="number"><a mat-stroked-button [routerLink]="['/routing', row.family.id]" [queryParams]="{ unit: unitId() }">{{ t().routing.edit }}</a></td>
                </tr>
              }
            </tbody>
          </table></div>
        }
      } @else { <div class="panel"><vt-skeleton [lines]="4" /></div> }
    </div>
  `,
  styles: `
    #unit { width: auto; min-width: 260px; max-width: 60vw; }
    .hint { max-width: 80ch; }
    td { vertical-align: middle; height: 48px; }
    @media (max-width: 767px) { .wide { display: none; } }
  `,
})
export class FamiliesPage {
  private readonly api = inject(ApiClient);
  private readonly session = inject(SessionStore);
  private readonly interpreter = inject(Interpreter);
  private readonly found = resource({
    loader: () => this.api.get<readonly OrgUnit[] | { readonly items: readonly OrgUnit[] }>('/units', { q: '', limit: 100 }).then((answer) => itemsOf(answer).filter((unit) => unit.isHosted)),
  });

  protected readonly t = this.interpreter.words;
  protected readonly language = this.interpreter.language;
  protected readonly units = computed<readonly OrgUnit[]>(() => {
    const own = this.session.session()?.unit;
    const found = this.found.hasValue() ? this.found.value() : [];
    return own === undefined || found.some((unit) => unit.id === own.id) ? found : [own, ...found];
  });
  protected readonly unitId = linkedSignal(() => this.session.session()?.unit.id ?? '');
  protected readonly rows = resource<readonly Row[], string>({
    params: () => this.unitId(),
    loader: async ({ params }) => {
      const families = itemsOf(await this.api.get<readonly Family[] | { readonly items: readonly Family[] }>('/families'));
      return Promise.all(families.map(async (family) => ({ family, routing: await this.api.get<Routing>(`/families/${family.id}/routing`, { unit: params }).catch(() => null) })));
    },
  });
  protected readonly formatDate = formatDate;

  constructor() {
    inject(PageTitle).set(() => this.t().routing.title);
  }

  protected problem(error: unknown): Problem {
    return problemOf(error, this.t());
  }
}
