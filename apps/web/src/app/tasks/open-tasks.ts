import { inject, Injectable } from '@angular/core';
import type { Page, TaskSummary } from '@vanthu/model';
import { ApiClient } from '../api/api-client';

/** The person's own open tasks about one document. */
@Injectable({ providedIn: 'root' })
export class OpenTasks {
  private readonly api = inject(ApiClient);

  /** The first one, or null. `hint` (notation or subject) narrows the search where there is one. */
  async about(documentId: string, hint = ''): Promise<TaskSummary | null> {
    const page = await this.api.get<Page<TaskSummary>>('/tasks', { filter: 'all', q: hint.slice(0, 200), limit: 100 }).catch(() => null);
    return page?.items.find((task) => task.document?.id === documentId) ?? null;
  }
}
