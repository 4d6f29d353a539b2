import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

export interface BalancedAnswer<T> {
  readonly status: number;
  readonly body: T;
  readonly server: string;
}

/** A person behind a load balancer: requests go in turn to the servers whose /ready says 200. Nothing is repeated; what fails is noted. */
export class Balancer {
  /** Requests that got no answer, or an answer of 500 and above. */
  readonly failures: string[] = [];
  answered = 0;
  private readonly ready: Set<string>;
  private turn = 0;
  private isLooking = true;
  private readonly looking: Promise<void>;
  private headers: Record<string, string> = {};

  constructor(
    private readonly urls: readonly string[],
    private readonly lookEveryMs = LOOK_EVERY_MS,
  ) {
    this.ready = new Set(urls);
    this.looking = Promise.all(urls.map((url) => this.look(url))).then(() => undefined);
  }

  async signIn(username: string, password: string): Promise<void> {
    const { response } = await this.fetch('POST', '/api/session', JSON.stringify({ username, password }));
    const session = (await response?.json()) as { csrfToken: string };
    this.headers = { cookie: (response?.headers.getSetCookie() ?? []).map((each) => each.split(';')[0]).join('; '), 'x-csrf-token': session.csrfToken };
  }

  /** Null when it failed. */
  async send<T>(method: string, path: string, body?: object): Promise<BalancedAnswer<T> | null> {
    const sent = body === undefined || body instanceof FormData ? body : JSON.stringify(body);
    const { response, server } = await this.fetch(method, path, sent);
    if (!response) return null;
    const text = await response.text().catch((error: unknown) => this.note(method, path, server, error));
    if (text === null) return null;
    if (response.status >= 500) this.note(method, path, server, `${response.status} ${text.slice(0, 200)}`);
    else this.answered += 1;
    return { status: response.status, server, body: (/json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text) as T };
  }

  isReady(url: string): boolean {
    return this.ready.has(url);
  }

  async stop(): Promise<void> {
    this.isLooking = false;
    await this.looking;
  }

  private async fetch(method: string, path: string, body: string | FormData | undefined): Promise<{ response: Response | null; server: string }> {
    const servers = this.urls.filter((each) => this.ready.has(each));
    const server = servers[this.turn++ % Math.max(servers.length, 1)] ?? '';
    try {
      const headers = { ...this.headers, ...(typeof body === 'string' && { 'content-type': 'application/json' }) };
      return { server, response: await fetch(`${server}${path}`, { method, headers, ...(body !== undefined && { body }) }) };
    } catch (error) {
      this.note(method, path, server, error);
      return { server, response: null };
    }
  }

  private note(method: string, path: string, server: string, error: unknown): null {
    const reason = error instanceof Error ? `${error.message} ${String((error.cause as Error | undefined)?.message ?? '')}` : String(error);
    this.failures.push(`${method} ${server}${path}: ${reason}`);
    return null;
  }

  private async look(url: string): Promise<void> {
    while (this.isLooking) {
      const isReady = await fetch(`${url}/ready`).then((answer) => answer.ok, () => false);
      if (isReady) this.ready.add(url);
      else this.ready.delete(url);
      await sleep(this.lookEveryMs);
    }
  }
}
