import { Component, computed, inject, input } from '@angular/core';
import { Interpreter } from '../language/interpreter';

/** Holds the place of lines that are on their way; shows only after 200 ms, so quick answers never flicker. */
@Component({
  selector: 'vt-skeleton',
  template: `
    <span class="visually-hidden">{{ t().act.loading }}</span>
    @for (width of widths(); track $index) { <span class="line" [style.width.%]="width" aria-hidden="true"></span> }
  `,
  styles: `
    :host { display: flex; flex-direction: column; gap: 22px; padding: 14px 16px; opacity: 0; animation: appear 0.15s 0.2s forwards; }
    .line { height: 12px; border-radius: 4px; background: linear-gradient(90deg, #e7e9ec 0%, #f1f2f4 50%, #e7e9ec 100%); background-size: 300% 100%; animation: pass 1.6s linear infinite; }
    @keyframes appear { to { opacity: 1; } }
    @keyframes pass { from { background-position: 150% 0; } to { background-position: -150% 0; } }
  `,
  host: { role: 'status' },
})
export class Skeleton {
  readonly lines = input(6);
  protected readonly t = inject(Interpreter).words;
  protected readonly widths = computed(() => Array.from({ length: this.lines() }, (_, index) => 92 - ((index * 37) % 45)));
}
