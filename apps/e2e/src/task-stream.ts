import type { Balancer } from './balancer.js';

/** The server-sent events of a person's inbox, as an open page hears them. */
export class TaskStream {
  heard = 0;
  private readonly abort = new AbortController();

  constructor(url: string, headers: Balancer['session']) {
    void this.listen(`${url}/api/tasks/events`, headers).catch(() => undefined);
  }

  close(): void {
    this.abort.abort();
  }

  private async listen(url: string, headers: Balancer['session']): Promise<void> {
    const { body } = await fetch(url, { headers, signal: this.abort.signal });
    for await (const chunk of body ?? []) this.heard += Buffer.from(chunk).toString('utf8').split('event: tasks').length - 1;
  }
}
