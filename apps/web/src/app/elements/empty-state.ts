import { Component, input } from '@angular/core';
import { Icon, type IconName } from './icon';

/** Says why there is nothing here; the way out comes as content. */
@Component({
  selector: 'vt-empty-state',
  imports: [Icon],
  template: `
    <vt-icon [name]="icon()" />
    <p class="text">{{ text() }}</p>
    @if (hint()) { <p class="soft hint">{{ hint() }}</p> }
    <ng-content />
  `,
  styles: `
    :host { display: flex; flex-direction: column; align-items: center; gap: 6px; padding: 56px 20px; text-align: center; }
    vt-icon { --icon-size: 32px; color: var(--vt-line-strong); margin-bottom: 4px; }
    .text { font-weight: 550; font-size: 15px; }
    .hint { max-width: 46ch; }
  `,
})
export class EmptyState {
  readonly icon = input<IconName>('info');
  readonly text = input.required<string>();
  readonly hint = input<string>('');
}
