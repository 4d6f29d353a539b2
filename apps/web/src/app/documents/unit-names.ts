import { inject, Injectable, signal } from '@angular/core';
import type { OrgUnit } from '@vanthu/model';
import { ApiClient, itemsOf } from '../api/api-client';

/** The names of units by their id, asked for once. An id whose name is not known stands for itself. */
@Injectable({ providedIn: 'root' })
export class UnitNames {
  private readonly api = inject(ApiClient);
  private readonly names = signal<ReadonlyMap<string, string>>(new Map());
  private isAsked = false;

  of(ids: readonly string[]): string {
    return ids.map((id) => this.names().get(id) ?? id).join(', ');
  }

  async load(): Promise<void> {
    if (this.isAsked) return;
    this.isAsked = true;
    try {
      const units = itemsOf(await this.api.get<readonly OrgUnit[] | { readonly items: readonly OrgUnit[] }>('/units', { q: '', limit: 100 }));
      this.names.set(new Map(units.map((unit) => [unit.id, unit.name])));
    } catch {
      this.isAsked = false;
    }
  }
}
