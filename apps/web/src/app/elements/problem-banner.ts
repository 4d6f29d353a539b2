import { Component, inject, input } from '@angular/core';
import type { Problem } from '@vanthu/model';
import { Interpreter } from '../language/interpreter';
import { Icon } from './icon';

/** A failure where it happened: what, what to do, and the code to quote. */
@Component({
  selector: 'vt-problem-banner',
  imports: [Icon],
  template: `
    <vt-icon name="alert" />
    <div>
      <p>{{ problem().detail }}</p>
      <ng-content />
      <p class="small code">{{ t().problem.code }}: {{ problem().code }}</p>
    </div>
  `,
  styles: `
    :host { display: flex; gap: 10px; padding: 10px 12px; border: 1px solid #efc7c2; border-left: 3px solid var(--vt-danger); border-radius: 4px; background: var(--vt-danger-soft); color: #5d140d; }
    vt-icon { color: var(--vt-danger); }
    div { display: flex; flex-direction: column; align-items: flex-start; gap: 4px; min-width: 0; overflow-wrap: anywhere; }
    .code { opacity: 0.85; }
  `,
  host: { role: 'alert' },
})
export class ProblemBanner {
  readonly problem = input.required<Problem>();
  protected readonly t = inject(Interpreter).words;
}
