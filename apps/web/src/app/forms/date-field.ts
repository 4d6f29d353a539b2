import { Component, effect, type ElementRef, inject, input, model, signal, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { Icon } from '../elements/icon';
import { formatDate } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { isoDate, parseDateText } from './date-text';

/** A date typed as day/month/year, or picked; its value is `yyyy-mm-dd`, empty for none. */
@Component({
  selector: 'vt-date-field',
  imports: [MatIconButton, Icon],
  template: `
    <input class="input" inputmode="numeric" autocomplete="off" [id]="fieldId()" [value]="text()" [placeholder]="t().form.dateFormat" [attr.aria-invalid]="isWrong() || isInvalid()"
      [attr.aria-describedby]="describedBy()" (input)="type($any($event.target).value)" (blur)="tidy()" />
    <input #native class="native" type="date" tabindex="-1" aria-hidden="true" [value]="value()" (change)="pick($any($event.target).value)" />
    <button mat-icon-button type="button" tabindex="-1" (click)="openPicker()" [attr.aria-label]="t().act.choose"><vt-icon name="calendar" /></button>
  `,
  styles: `
    :host { position: relative; display: block; }
    .input { padding-right: 40px; }
    .native { position: absolute; right: 0; bottom: 0; width: 40px; height: 100%; opacity: 0; pointer-events: none; }
    button { position: absolute; right: 0; top: 50%; transform: translateY(-50%); color: var(--vt-text-soft); --icon-size: 18px; }
  `,
})
export class DateField {
  readonly fieldId = input.required<string>();
  readonly value = model<string>('');
  readonly isInvalid = input(false);
  readonly describedBy = input<string | null>(null);

  private readonly native = viewChild.required<ElementRef<HTMLInputElement>>('native');
  protected readonly t = inject(Interpreter).words;
  protected readonly text = signal('');
  protected readonly isWrong = signal(false);

  constructor() {
    effect(() => {
      const value = this.value();
      if (value !== '') this.text.set(formatDate(value));
    });
  }

  protected type(text: string): void {
    this.text.set(text);
    const date = parseDateText(text);
    this.isWrong.set(false);
    this.value.set(date === null ? '' : isoDate(date));
  }

  protected tidy(): void {
    this.isWrong.set(this.text().trim() !== '' && this.value() === '');
  }

  protected pick(value: string): void {
    this.isWrong.set(false);
    this.value.set(value);
  }

  protected openPicker(): void {
    this.native().nativeElement.showPicker();
  }
}
