import { computed, inject, Injectable, signal } from '@angular/core';
import type { Page, Problem, TaskCounts, TaskSummary } from '@vanthu/model';
import { ApiClient } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';

export const inboxFilters = ['all', 'mine', 'group'] as const;
export type InboxFilter = (typeof inboxFilters)[number];
const pageSize = 40;

/**
 * The inbox as the person left it: filter, lines, place. Looking again never moves a line: what is new is only counted,
 * until the person asks for it. An empty list has no line to move: there, what is new just comes.
 */
@Injectable({ providedIn: 'root' })
export class InboxStore {
  private readonly api = inject(ApiClient);
  private readonly session = inject(SessionStore);
  private readonly words = inject(Interpreter).words;
  private generation = 0;
  private nextCursor: string | null = null;

  readonly filter = signal<InboxFilter>('all');
  readonly lines = signal<readonly TaskSummary[] | null>(null);
  readonly gone = signal<ReadonlySet<string>>(new Set());
  readonly hasMore = signal(false);
  readonly isBusy = signal(false);
  readonly freshCount = signal(0);
  readonly counts = signal<TaskCounts | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly isOffline = signal(false);
  readonly isEmpty = computed(() => this.lines()?.length === 0);

  /** Where the person was in the list. */
  selectedKey: string | null = null;
  scrollTop = 0;

  async show(filter: InboxFilter): Promise<void> {
    this.filter.set(filter);
    this.lines.set(null);
    this.selectedKey = null;
    this.scrollTop = 0;
    await this.reload();
  }

  async reload(): Promise<void> {
    const generation = ++this.generation;
    this.isBusy.set(true);
    this.problem.set(null);
    try {
      const page = await this.fetch();
      if (generation !== this.generation) return;
      this.take(page, []);
      this.gone.set(new Set());
      this.freshCount.set(0);
    } catch (error) {
      if (generation === this.generation) this.problem.set(problemOf(error, this.words()));
    } finally {
      if (generation === this.generation) this.isBusy.set(false);
    }
    await this.count();
  }

  async more(): Promise<void> {
    if (this.nextCursor === null || this.isBusy()) return;
    const generation = this.generation;
    this.isBusy.set(true);
    try {
      const page = await this.fetch(this.nextCursor);
      if (generation === this.generation) this.take(page, this.lines() ?? []);
    } catch (error) {
      this.problem.set(problemOf(error, this.words()));
    } finally {
      this.isBusy.set(false);
    }
  }

  /** Looks for changes without moving anything: known lines are renewed in place, new ones are counted. */
  async lookAgain(): Promise<void> {
    const before = this.lines();
    if (before === null || this.isBusy()) return this.count();
    const generation = this.generation;
    try {
      const page = await this.fetch();
      this.isOffline.set(false);
      if (generation !== this.generation) return;
      if (before.length === 0) this.take(page, []);
      else this.renew(before, page);
    } catch (error) {
      this.isOffline.set(problemOf(error, this.words()).status === 0);
    }
    await this.count();
  }

  async count(): Promise<void> {
    try {
      this.counts.set(await this.api.get<TaskCounts>('/tasks/counts'));
    } catch {
      // the list itself tells when the server cannot be reached
    }
  }

  async claim(key: string): Promise<void> {
    await this.api.post(`/tasks/${key}/claim`);
    const username = this.session.person()?.username ?? null;
    this.lines.update((lines) => lines?.map((line) => (line.key === key ? { ...line, assignee: username } : line)) ?? null);
    await this.count();
  }

  /** Takes a done task out of the list at once. */
  forget(key: string): void {
    this.lines.update((lines) => lines?.filter((line) => line.key !== key) ?? null);
    void this.count();
  }

  private fetch(cursor?: string): Promise<Page<TaskSummary>> {
    return this.api.get<Page<TaskSummary>>('/tasks', { filter: this.filter(), limit: pageSize, cursor });
  }

  private take(page: Page<TaskSummary>, before: readonly TaskSummary[]): void {
    const known = new Set(before.map((line) => line.key));
    this.lines.set([...before, ...page.items.filter((line) => !known.has(line.key))]);
    this.nextCursor = page.nextCursor;
    this.hasMore.set(page.nextCursor !== null);
  }

  private renew(before: readonly TaskSummary[], page: Page<TaskSummary>): void {
    const now = new Map(page.items.map((line) => [line.key, line]));
    const known = new Set(before.map((line) => line.key));
    this.lines.set(before.map((line) => now.get(line.key) ?? line));
    this.freshCount.set(page.items.filter((line) => !known.has(line.key)).length);
    // only a complete answer tells which lines are gone; on a first page of many they may just have moved on
    if (page.nextCursor === null) this.gone.set(new Set(before.filter((line) => !now.has(line.key)).map((line) => line.key)));
  }
}
