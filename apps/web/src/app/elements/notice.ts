import { Component, computed, input } from '@angular/core';
import { Icon, type IconName } from './icon';

export type NoticeTone = 'info' | 'warning' | 'good' | 'bad';
const icons: Readonly<Record<NoticeTone, IconName>> = { info: 'info', warning: 'warning', good: 'good', bad: 'alert' };

/** Something worth knowing before acting; announced politely. */
@Component({
  selector: 'vt-notice',
  imports: [Icon],
  template: '<vt-icon [name]="icon()" /><div><ng-content /></div>',
  styles: `
    :host { display: flex; gap: 10px; padding: 10px 12px; border-radius: 4px; border: 1px solid transparent; }
    :host(.info) { background: var(--vt-info-soft); border-color: #cfdfeb; color: #143d5b; }
    :host(.warning) { background: var(--vt-warning-soft); border-color: #f0dcb4; color: #5e3800; }
    :host(.good) { background: var(--vt-good-soft); border-color: #c7e2d1; color: #124426; }
    :host(.bad) { background: var(--vt-danger-soft); border-color: #efc7c2; color: #5d140d; }
    div { min-width: 0; flex: 1; }
  `,
  host: { role: 'status', '[class]': 'tone()' },
})
export class Notice {
  readonly tone = input<NoticeTone>('info');
  protected readonly icon = computed(() => icons[this.tone()]);
}
