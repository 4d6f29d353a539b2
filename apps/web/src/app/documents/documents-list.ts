import { inject, Injectable, signal } from '@angular/core';
import type { DocumentSummary, Page, Problem } from '@vanthu/model';
import { ApiClient, type Query } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { Interpreter } from '../language/interpreter';

const pageSize = 50;

/** A list of documents for one question, read page by page. */
@Injectable()
export class DocumentsList {
  private readonly api = inject(ApiClient);
  private readonly words = inject(Interpreter).words;
  private generation = 0;
  private query: Query = {};
  private cursor: string | null = null;

  readonly lines = signal<readonly DocumentSummary[] | null>(null);
  readonly hasMore = signal(false);
  readonly isBusy = signal(false);
  readonly problem = signal<Problem | null>(null);

  /** Asks anew. Lines already shown stay until the answer is there. */
  async ask(query: Query): Promise<void> {
    this.query = query;
    this.cursor = null;
    await this.fetch(++this.generation, []);
  }

  async more(): Promise<void> {
    if (this.cursor !== null && !this.isBusy()) await this.fetch(this.generation, this.lines() ?? []);
  }

  retry(): Promise<void> {
    return this.ask(this.query);
  }

  private async fetch(generation: number, before: readonly DocumentSummary[]): Promise<void> {
    this.isBusy.set(true);
    this.problem.set(null);
    try {
      const page = await this.api.get<Page<DocumentSummary>>('/documents', { ...this.query, limit: pageSize, cursor: this.cursor });
      if (generation !== this.generation) return;
      this.lines.set([...before, ...page.items]);
      this.cursor = page.nextCursor;
      this.hasMore.set(page.nextCursor !== null);
    } catch (error) {
      if (generation === this.generation) this.problem.set(problemOf(error, this.words()));
    } finally {
      if (generation === this.generation) this.isBusy.set(false);
    }
  }
}
