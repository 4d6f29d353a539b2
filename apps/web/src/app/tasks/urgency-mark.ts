import { Component, computed, inject, input } from '@angular/core';
import { Interpreter } from '../language/interpreter';

/** The urgency as stamped on the paper; nothing for ordinary documents. */
@Component({
  selector: 'vt-urgency-mark',
  template: '@if (word(); as word) { <span [class]="\'level-\' + urgency()">{{ word }}</span> }',
  styles: `
    :host { display: contents; }
    span { flex: none; padding: 0 5px; border: 1px solid currentColor; border-radius: 3px; font-size: 11.5px; line-height: 17px; font-weight: 600; text-transform: uppercase; letter-spacing: 0.02em; color: #a32b22; white-space: nowrap; }
    .level-2 { border-width: 1.5px; }
    .level-3 { background: #a32b22; border-color: #a32b22; color: #fff; }
  `,
})
export class UrgencyMark {
  readonly urgency = input.required<number>();
  private readonly words = inject(Interpreter).words;
  protected readonly word = computed(() => (this.urgency() > 0 ? this.words().urgency[this.urgency()] : undefined));
}
