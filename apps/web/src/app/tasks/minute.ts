import { Injectable, signal } from '@angular/core';

/** The present moment, renewed each minute, so that "overdue" appears on a page left open. */
@Injectable({ providedIn: 'root' })
export class Minute {
  readonly now = signal(new Date());

  constructor() {
    setInterval(() => this.now.set(new Date()), 60_000);
  }
}
