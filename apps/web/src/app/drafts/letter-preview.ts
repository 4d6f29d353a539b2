import { Component, computed, inject, input, resource } from '@angular/core';
import type { Draft, LetterFrame } from '@vanthu/model';
import { ApiClient } from '../api/api-client';
import { Interpreter } from '../language/interpreter';
import { vi } from '../language/vi';
import { SessionStore } from '../session/session-store';

/**
 * The draft as it will look on paper, while it is being written. Always in Vietnamese, as the paper is; number, date and
 * signature stay open. The binding paper is the PDF the server makes when the draft is submitted.
 */
@Component({
  selector: 'vt-letter-preview',
  templateUrl: './letter-preview.html',
  styleUrl: './letter-preview.css',
})
export class LetterPreview {
  readonly draft = input.required<Draft>();
  readonly documentId = input.required<string>();

  private readonly api = inject(ApiClient);
  private readonly letter = resource({ params: () => this.documentId(), loader: ({ params }) => this.api.get<LetterFrame>(`/documents/${params}/letter`) });

  private readonly session = inject(SessionStore).session;
  protected readonly t = inject(Interpreter).words;
  protected readonly agency = computed(() => this.session()?.agency ?? null);
  /** Who is above the agency, and who will sign; empty until the server has told. */
  protected readonly frame = computed(() => (this.letter.hasValue() ? this.letter.value() : null));
  protected readonly isLetter = computed(() => this.draft().type === 'CV');
  protected readonly typeName = computed(() => vi.documentType[this.draft().type]);
  protected readonly urgency = computed(() => (this.draft().urgency > 0 ? vi.urgency[this.draft().urgency] : null));
  protected readonly subject = computed(() => this.draft().subject.trim().replace(/^v\/v\s*/i, ''));
  protected readonly paragraphs = computed(() => this.draft().body.split(/\n+/).filter((line) => line.trim() !== ''));
  protected readonly addressees = computed(() => this.draft().recipients.filter((each) => each.purpose === 'execute').map((each) => each.name));
  protected readonly notation = computed(() => {
    const [agency, unit] = [this.agency(), this.session()?.unit];
    if (agency === null) return '/';
    const unitPart = unit === undefined || unit.id === agency.id ? '' : `-${unit.abbreviation}`;
    return this.isLetter() ? `/${agency.abbreviation}${unitPart}` : `/${this.draft().type}-${agency.abbreviation}`;
  });
  protected readonly receivers = computed(() => {
    const others = this.draft().recipients.filter((each) => each.purpose !== 'execute');
    const unit = this.session()?.unit.abbreviation;
    return [...(this.addressees().length > 0 ? ['Như trên'] : []), ...others.map((each) => `${each.name} (${vi.purpose[each.purpose]})`), `Lưu: VT${unit ? `, ${unit}` : ''}`];
  });
}
