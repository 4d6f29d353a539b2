import { Component, inject } from '@angular/core';
import { Interpreter } from './interpreter';

@Component({
  selector: 'vt-language-switch',
  template: `
    <div role="group" [attr.aria-label]="interpreter.words().session.language">
      <button type="button" lang="vi" [attr.aria-pressed]="interpreter.language() === 'vi'" (click)="interpreter.choose('vi')">Tiếng Việt</button>
      <button type="button" lang="en" [attr.aria-pressed]="interpreter.language() === 'en'" (click)="interpreter.choose('en')">English</button>
    </div>
  `,
  styles: `
    div { display: flex; gap: 4px; }
    button { height: 32px; padding: 0 12px; border: 0; border-radius: 4px; background: none; color: var(--vt-text-soft); cursor: pointer; }
    button:hover { background: #e9ebee; }
    button[aria-pressed='true'] { color: var(--vt-text); font-weight: 550; text-decoration: underline; text-decoration-color: var(--vt-accent); text-decoration-thickness: 2px; text-underline-offset: 5px; }
    @media (pointer: coarse) { button { height: 44px; } }
  `,
})
export class LanguageSwitch {
  protected readonly interpreter = inject(Interpreter);
}
