import { Directive, ElementRef, inject, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';

/** Shows the whole of a text that was cut (its `.cut` part, or itself) on hover and on keyboard focus. */
@Directive({
  selector: '[vtWholeText]',
  hostDirectives: [MatTooltip],
  host: { '(mouseenter)': 'arm()', '(focus)': 'showOnFocus()' },
})
export class WholeText {
  readonly vtWholeText = input.required<string>();

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly tooltip = inject(MatTooltip);

  protected showOnFocus(): void {
    this.arm();
    if (this.host.matches(':focus-visible')) this.tooltip.show(350);
  }

  protected arm(): void {
    const cut = this.host.querySelector<HTMLElement>('.cut') ?? this.host;
    const isCut = cut.scrollWidth > cut.clientWidth || cut.scrollHeight > cut.clientHeight + 1;
    this.tooltip.message = isCut ? this.vtWholeText() : '';
    this.tooltip.position = 'below';
    this.tooltip.showDelay = 350;
  }
}
