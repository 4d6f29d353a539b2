import { inject, Injectable, signal } from '@angular/core';
import type { DocumentSummary } from '@vanthu/model';
import { ApiClient, itemsOf } from '../api/api-client';
import { SessionStore } from '../session/session-store';

type Values = Readonly<Record<string, unknown>>;

const quietMs = 400;

/** Looks for documents already registered that resemble the one being registered, while its fields are typed. */
@Injectable()
export class DuplicateWatch {
  private readonly api = inject(ApiClient);
  private readonly session = inject(SessionStore);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = '';

  readonly duplicates = signal<readonly DocumentSummary[]>([]);

  look(values: Values, exceptId: string | undefined): void {
    if (!this.session.hasAny('clerk')) return;
    const sender = textOf(values, 'sender', 'senderName');
    const notation = textOf(values, 'notation');
    const date = textOf(values, 'documentDate', 'date');
    const question = JSON.stringify([sender, notation, date]);
    if (question === this.asked) return;
    this.asked = question;
    clearTimeout(this.timer);
    if (notation === '' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return this.duplicates.set([]);
    this.timer = setTimeout(() => void this.ask(question, { sender, notation, date, exceptId }), quietMs);
  }

  private async ask(question: string, query: Record<string, string | undefined>): Promise<void> {
    try {
      const found = itemsOf(await this.api.get<readonly DocumentSummary[] | { readonly items: readonly DocumentSummary[] }>('/documents/duplicates', query));
      if (question === this.asked) this.duplicates.set(found);
    } catch {
      // the server checks again when the document is registered
      if (question === this.asked) this.duplicates.set([]);
    }
  }
}

/** The first text under one of these keys, at the top or one level down (`registration.sender`). */
function textOf(values: Values, ...keys: readonly string[]): string {
  const levels = [values, ...Object.values(values).filter((each): each is Values => typeof each === 'object' && each !== null && !Array.isArray(each))];
  for (const key of keys) {
    const value = levels.map((level) => level[key]).find((each) => typeof each === 'string');
    if (typeof value === 'string') return value.trim();
  }
  return '';
}
