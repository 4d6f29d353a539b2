import { Component, computed, inject, input, model, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatAutocomplete, MatAutocompleteTrigger } from '@angular/material/autocomplete';
import { MatOption } from '@angular/material/core';
import { MatIconButton } from '@angular/material/button';
import type { LinePurpose, OrgUnit, RecipientInput } from '@vanthu/model';
import { ApiClient, itemsOf } from '../api/api-client';
import { Icon } from '../elements/icon';
import { Interpreter } from '../language/interpreter';

type Suggestion = { readonly recipient: RecipientInput; readonly detail: string };

const quietMs = 250;
const purposes: readonly LinePurpose[] = ['execute', 'report', 'inform', 'coordinate', 'keep'];
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The recipients of a draft: units found by name, or plain e-mail addresses, each with a purpose. */
@Component({
  selector: 'vt-recipient-picker',
  imports: [FormsModule, MatAutocomplete, MatAutocompleteTrigger, MatOption, MatIconButton, Icon],
  templateUrl: './recipient-picker.html',
  styleUrl: './recipient-picker.css',
})
export class RecipientPicker {
  readonly recipients = model.required<readonly RecipientInput[]>();
  readonly isMissing = input(false);
  readonly isReadOnly = input(false);

  private readonly api = inject(ApiClient);
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly t = inject(Interpreter).words;
  protected readonly purposes = purposes;
  protected readonly nothing = (): string => '';
  protected readonly query = signal('');
  protected readonly units = signal<readonly OrgUnit[] | null>(null);
  protected readonly suggestions = computed<readonly Suggestion[]>(() => {
    const query = this.query().trim();
    const found = (this.units() ?? []).map((unit) => ({ recipient: recipientOf(unit), detail: unit.organId ?? unit.capabilities.email ?? '' }));
    return emailPattern.test(query) ? [{ recipient: recipientOfEmail(query), detail: '' }, ...found] : found;
  });

  protected look(query: unknown): void {
    if (typeof query !== 'string') return;
    this.query.set(query);
    clearTimeout(this.timer);
    if (query.trim().length < 2) return this.units.set(null);
    this.timer = setTimeout(() => void this.find(query.trim()), quietMs);
  }

  protected add(recipient: RecipientInput): void {
    const isThere = this.recipients().some((each) => (recipient.unitId !== null ? each.unitId === recipient.unitId : each.email === recipient.email));
    if (!isThere) this.recipients.update((recipients) => [...recipients, recipient]);
    this.query.set('');
    this.units.set(null);
  }

  protected addTyped(): void {
    const query = this.query().trim();
    if (emailPattern.test(query)) this.add(recipientOfEmail(query));
  }

  protected remove(index: number): void {
    this.recipients.update((recipients) => recipients.filter((_, each) => each !== index));
  }

  protected setPurpose(index: number, purpose: LinePurpose): void {
    this.recipients.update((recipients) => recipients.map((each, at) => (at === index ? { ...each, purpose } : each)));
  }

  private async find(query: string): Promise<void> {
    try {
      const units = itemsOf(await this.api.get<readonly OrgUnit[] | { readonly items: readonly OrgUnit[] }>('/units', { q: query, limit: 20 }));
      if (this.query().trim() === query) this.units.set(units);
    } catch {
      this.units.set([]);
    }
  }
}

function recipientOf(unit: OrgUnit): RecipientInput {
  return { unitId: unit.id, name: unit.name, email: null, purpose: 'execute' };
}

function recipientOfEmail(email: string): RecipientInput {
  return { unitId: null, name: email, email, purpose: 'execute' };
}
