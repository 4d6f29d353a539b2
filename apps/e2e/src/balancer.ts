import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;
const LOOK_LIMIT_MS = 1_000;
const REQUEST_LIMIT_MS = 20_000;

export interface BalancedAnswer<T> {
  readonly status: number;
  readonly body: T;
  readonly server: string;
}

/** An answer of 500 and above. */
export interface Failed {
  readonly status: number;
  readonly code: string;
  readonly retryAfter: string | null;
  readonly afterMs: number;
}

/**
 * A person behind a load balancer: requests go in turn to the servers whose /ready says 200, to any when none does. Nothing is repeated;
 * what fails is noted.
 */
export class Balancer {
  /** Requests that got no answer, or an answer of 500 and above. */
  readonly failures: string[] = [];
  /** Those of them that were answered. */
  readonly failed: Failed[] = [];
  answered = 0;
  private readonly ready: Set<string>;
  private turn = 0;
  private isLooking = true;
  private readonly looking: Promise<void>;
  private headers: Record<string, string> = {};

  constructor(
    private readonly urls: readonly string[],
    private readonly limitMs = REQUEST_LIMIT_MS,
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
    const from = performance.now();
    const { response, server } = await this.fetch(method, path, sent);
    if (!response) return null;
    const text = await response.text().catch((error: unknown) => this.note(method, path, server, error));
    if (text === null) return null;
    if (response.status >= 500) this.noteFailed(response, text, performance.now() - from, `${method} ${server}${path}`);
    else this.answered += 1;
    return { status: response.status, server, body: (/json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text) as T };
  }

  /** What its requests carry once it is signed in. */
  get session(): Readonly<Record<string, string>> {
    return this.headers;
  }

  isReady(url: string): boolean {
    return this.ready.has(url);
  }

  async stop(): Promise<void> {
    this.isLooking = false;
    await this.looking;
  }

  private async fetch(method: string, path: string, body: string | FormData | undefined): Promise<{ response: Response | null; server: string }> {
    const ready = this.urls.filter((each) => this.ready.has(each));
    const servers = ready.length > 0 ? ready : this.urls;
    const server = servers[this.turn++ % servers.length] ?? '';
    try {
      const headers = { ...this.headers, ...(typeof body === 'string' && { 'content-type': 'application/json' }) };
      return { server, response: await fetch(`${server}${path}`, { method, headers, signal: AbortSignal.timeout(this.limitMs), ...(body !== undefined && { body }) }) };
    } catch (error) {
      this.note(method, path, server, error);
      return { server, response: null };
    }
  }

  private noteFailed({ status, headers }: Response, text: string, afterMs: number, request: string): void {
    this.failures.push(`${request}: ${status} ${text.slice(0, 200)}`);
    this.failed.push({ status, code: /"code":"(\w+)"/.exec(text)?.[1] ?? '', retryAfter: headers.get('retry-after'), afterMs });
  }

  private note(method: string, path: string, server: string, error: unknown): null {
    const reason = error instanceof Error ? `${error.message} ${String((error.cause as Error | undefined)?.message ?? '')}` : String(error);
    this.failures.push(`${method} ${server}${path}: ${reason}`);
    return null;
  }

  private async look(url: string): Promise<void> {
    while (this.isLooking) {
      const isReady = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(LOOK_LIMIT_MS) }).then((answer) => answer.ok, () => false);
      if (isReady) this.ready.add(url);
      else this.ready.delete(url);
      await sleep(LOOK_EVERY_MS);
    }
  }
}
