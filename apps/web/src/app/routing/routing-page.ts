import { Component, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import type { Family, LintFinding, OrgUnit, Problem, Routing } from '@vanthu/model';
import { firstValueFrom } from 'rxjs';
import { ApiClient, itemsOf } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { Announcer } from '../elements/announcer';
import { Icon } from '../elements/icon';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { formatDate } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';
import { PageTitle } from '../shell/page-title';
import type { DiagramExpression } from './diagram-expressions';
import { findingsOf, together } from './expression-check';
import { ModelerPane, type ModelerState } from './modeler-pane';
import { PublishDialog, type Publication } from './publish-dialog';

const quietMs = 700;

/** One family's routing for one unit: seen, changed, checked and published. */
@Component({
  selector: 'vt-routing-page',
  imports: [RouterLink, MatButton, MatIconButton, Icon, ProblemBanner, Skeleton, ModelerPane],
  templateUrl: './routing-page.html',
  styleUrls: ['../shell/work-page.css', './routing-page.css'],
  host: { '(window:beforeunload)': 'keepTab($event)' },
})
export class RoutingPage {
  readonly familyId = input.required<string>();
  readonly unit = input<string>();

  private readonly api = inject(ApiClient);
  private readonly dialog = inject(MatDialog);
  private readonly session = inject(SessionStore);
  private readonly announcer = inject(Announcer);
  private readonly interpreter = inject(Interpreter);
  private readonly pane = viewChild(ModelerPane);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = '';

  protected readonly t = this.interpreter.words;
  protected readonly language = this.interpreter.language;
  protected readonly family = signal<Family | null>(null);
  protected readonly routing = signal<Routing | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly unitName = signal('');
  protected readonly draft = signal<string | null>(null);
  protected readonly history = signal<Pick<ModelerState, 'canUndo' | 'canRedo'>>({ canUndo: false, canRedo: false });
  /** What the server found; null before it has answered. */
  private readonly checked = signal<readonly LintFinding[] | null>(null);
  /** What is wrong with expressions, known at once. */
  private readonly written = signal<readonly LintFinding[]>([]);
  protected readonly findings = computed(() => together(this.written(), this.checked()));
  protected readonly checkState = signal<'idle' | 'checking' | 'failed'>('idle');
  protected readonly hasProperties = signal(window.innerWidth > 900);
  protected readonly unitId = computed(() => this.unit() ?? this.session.session()?.unit.id ?? '');
  protected readonly errorCount = computed(() => (this.findings() ?? []).filter((each) => each.severity === 'error').length);
  protected readonly warningCount = computed(() => (this.findings() ?? []).length - this.errorCount());
  protected readonly formatDate = formatDate;

  constructor() {
    inject(PageTitle).set(() => this.family()?.name[this.language()] ?? this.t().routing.title);
    effect(() => {
      const [familyId, unitId] = [this.familyId(), this.unitId()];
      untracked(() => void this.load(familyId, unitId));
    });
  }

  /** Asked by the browser before the tab is closed. */
  protected keepTab(event: BeforeUnloadEvent): void {
    if (this.draft() !== null) event.preventDefault();
  }

  /** Asked by the router before leaving. */
  canLeave(): boolean {
    return this.draft() === null || confirm(this.t().routing.leave);
  }

  protected take(change: ModelerState): void {
    this.draft.set(change.isChanged ? change.xml : null);
    this.history.set(change);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(change.xml), quietMs);
  }

  protected read(expressions: readonly DiagramExpression[]): void {
    this.written.set(findingsOf(expressions));
  }

  /** An expression in three parts: before what is wrong, that, after it. */
  protected parts({ text, from, to }: NonNullable<LintFinding['expression']>): { readonly before: string; readonly wrong: string; readonly after: string } {
    return { before: text.slice(0, from), wrong: text.slice(from, to), after: text.slice(to) };
  }

  protected undo(): void {
    this.pane()?.undo();
  }

  protected redo(): void {
    this.pane()?.redo();
  }

  protected fit(): void {
    this.pane()?.fit();
  }

  protected goTo(finding: LintFinding): void {
    if (finding.elementId !== null) this.pane()?.show(finding.elementId);
  }

  protected save(): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.draft() ?? this.routing()?.xml ?? ''], { type: 'application/bpmn+xml' }));
    link.download = `${this.familyId()}.bpmn`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  protected async publish(): Promise<void> {
    const xml = this.draft();
    if (xml === null) return;
    const data: Publication = {
      unitName: this.unitName(),
      publish: (effectiveFrom) => this.api.post(`/families/${this.familyId()}/variants`, { unitId: this.unitId(), xml, effectiveFrom }),
    };
    const answer = await firstValueFrom(this.dialog.open(PublishDialog, { data, width: '460px' }).afterClosed());
    if (answer === true) {
      this.announcer.tell(this.t().routing.published(this.unitName()));
      this.draft.set(null);
      await this.load(this.familyId(), this.unitId());
    } else if (answer !== undefined) {
      this.problem.set(answer);
      this.checked.set(answer.extra?.['findings'] as readonly LintFinding[]);
    }
  }

  protected async load(familyId: string, unitId: string): Promise<void> {
    this.problem.set(null);
    this.checked.set(null);
    try {
      const [families, routing, units] = await Promise.all([
        this.api.get<readonly Family[] | { readonly items: readonly Family[] }>('/families').then(itemsOf),
        this.api.get<Routing>(`/families/${familyId}/routing`, { unit: unitId }),
        this.api.get<readonly OrgUnit[] | { readonly items: readonly OrgUnit[] }>('/units', { q: '', limit: 100 }).then(itemsOf).catch(() => []),
      ]);
      this.family.set(families.find((family) => family.id === familyId) ?? null);
      this.unitName.set(units.find((unit) => unit.id === unitId)?.name ?? (this.session.session()?.unit.id === unitId ? (this.session.session()?.unit.name ?? unitId) : unitId));
      this.history.set({ canUndo: false, canRedo: false });
      this.routing.set(routing);
      await this.check(routing.xml);
    } catch (error) {
      this.problem.set(problemOf(error, this.t()));
    }
  }

  private async check(xml: string): Promise<void> {
    this.asked = xml;
    this.checkState.set('checking');
    try {
      const { findings } = await this.api.post<{ readonly findings: readonly LintFinding[] }>(`/families/${this.familyId()}/lint`, { xml });
      if (this.asked !== xml) return;
      this.checked.set(findings);
      this.checkState.set('idle');
    } catch {
      if (this.asked === xml) this.checkState.set('failed');
    }
  }
}
