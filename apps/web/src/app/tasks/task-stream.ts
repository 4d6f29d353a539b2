import { DestroyRef, DOCUMENT, inject, Injectable } from '@angular/core';
import { InboxStore } from './inbox-store';

const address = '/api/tasks/events';

/**
 * Lets the server say when something came into the inbox. Only the tab in view listens: a browser has few connections to one server.
 * Without the stream the inbox is looked at now and then, as always.
 */
@Injectable()
export class TaskStream {
  private readonly inbox = inject(InboxStore);
  private readonly document = inject(DOCUMENT);
  private source: EventSource | null = null;

  constructor() {
    const follow = (): void => this.follow();
    this.document.addEventListener('visibilitychange', follow);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('visibilitychange', follow);
      this.close();
    });
    this.follow();
  }

  private follow(): void {
    if (this.document.visibilityState === 'hidden') return this.close();
    if (this.source !== null && this.source.readyState !== EventSource.CLOSED) return;
    this.source = new EventSource(address);
    this.source.addEventListener('tasks', () => void this.inbox.lookAgain());
  }

  private close(): void {
    this.source?.close();
    this.source = null;
  }
}
