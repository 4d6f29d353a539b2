import { afterNextRender, Component, computed, effect, inject, Injector, input, resource, signal, untracked } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { Page, Problem, RegisterEntry, RegisterView } from '@vanthu/model';
import { ApiClient, itemsOf } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { BusyBar } from '../elements/busy-bar';
import { EmptyState } from '../elements/empty-state';
import { Icon } from '../elements/icon';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';
import { PageTitle } from '../shell/page-title';
import { RegisterTable } from './register-table';

const pageSize = 100;

@Component({
  selector: 'vt-registers-page',
  imports: [FormsModule, MatButton, Icon, ProblemBanner, EmptyState, Skeleton, BusyBar, RegisterTable],
  templateUrl: './registers-page.html',
  styleUrl: './registers-page.css',
})
export class RegistersPage {
  readonly id = input<string>();

  private readonly api = inject(ApiClient);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private cursor: string | null = null;
  private generation = 0;
  private order: 'asc' | 'desc' = 'desc';

  protected readonly session = inject(SessionStore);
  protected readonly t = inject(Interpreter).words;
  protected readonly registers = resource({
    loader: async () => [...itemsOf(await this.api.get<readonly RegisterView[] | { readonly items: readonly RegisterView[] }>('/registers'))].sort((a, b) => b.year - a.year || a.direction.localeCompare(b.direction)),
  });
  protected readonly all = computed(() => (this.registers.hasValue() ? this.registers.value() : []));
  protected readonly shown = computed(() => this.all().find((each) => each.id === this.id()) ?? this.all()[0] ?? null);
  protected readonly entries = signal<readonly RegisterEntry[] | null>(null);
  protected readonly hasMore = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly isPreparing = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly heading = computed(() => (this.shown()?.direction === 'outbound' ? this.t().registers.outboundHeading : this.t().registers.inboundHeading));

  constructor() {
    inject(PageTitle).set(() => this.t().registers.title);
    effect(() => {
      const id = this.shown()?.id;
      untracked(() => {
        this.begin('desc');
        this.entries.set(null);
        if (id !== undefined) void this.fetch();
      });
    });
  }

  protected nameOf(register: RegisterView): string {
    return `${register.name} · ${register.year}`;
  }

  protected show(id: string): void {
    void this.router.navigate([], { queryParams: { id }, replaceUrl: true });
  }

  protected loadProblem(error: unknown): Problem {
    return problemOf(error, this.t());
  }

  protected async more(): Promise<void> {
    if (this.cursor !== null && !this.isBusy()) await this.fetch();
  }

  private begin(order: 'asc' | 'desc'): void {
    this.order = order;
    this.cursor = null;
    this.generation++;
  }

  /** The printed register holds every line in the order of its numbers, so all pages are fetched first. */
  protected async print(): Promise<void> {
    this.isPreparing.set(true);
    this.begin('asc');
    do await this.fetch();
    while (this.cursor !== null && this.problem() === null);
    this.isPreparing.set(false);
    if (this.problem() === null) afterNextRender(() => window.print(), { injector: this.injector });
  }

  protected async fetch(): Promise<void> {
    const generation = this.generation;
    const id = this.shown()?.id;
    this.isBusy.set(true);
    this.problem.set(null);
    try {
      const page = await this.api.get<Page<RegisterEntry>>(`/registers/${id}/entries`, { limit: pageSize, cursor: this.cursor, order: this.order });
      if (generation !== this.generation) return;
      const isFirst = this.cursor === null;
      this.entries.update((entries) => [...(isFirst ? [] : (entries ?? [])), ...page.items]);
      this.cursor = page.nextCursor;
      this.hasMore.set(page.nextCursor !== null);
    } catch (error) {
      if (generation === this.generation) this.problem.set(problemOf(error, this.t()));
    } finally {
      if (generation === this.generation) this.isBusy.set(false);
    }
  }
}
