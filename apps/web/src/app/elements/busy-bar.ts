import { Component } from '@angular/core';

/** A thin bar under a header while something is being fetched again; takes no room of its own. */
@Component({
  selector: 'vt-busy-bar',
  template: '<span></span>',
  styles: `
    :host { position: absolute; inset: auto 0 0; height: 2px; overflow: hidden; }
    span { position: absolute; inset: 0; width: 30%; background: var(--vt-accent); animation: run 1.1s ease-in-out infinite; }
    @keyframes run { from { left: -30%; } to { left: 100%; } }
  `,
  host: { 'aria-hidden': 'true' },
})
export class BusyBar {}
