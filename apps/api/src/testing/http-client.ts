import type { Problem } from '@vanthu/model';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Sent {
  readonly json?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks HTTP to the server as one person, or as nobody. */
export class HttpClient {
  constructor(
    readonly url: string,
    private readonly session: { readonly cookie: string; readonly csrfToken: string } | null = null,
  ) {}

  /** The same person without the CSRF token. */
  withoutToken(): HttpClient {
    return new HttpClient(this.url, this.session && { ...this.session, csrfToken: '' });
  }

  get<T>(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
    return this.send<T>('GET', path, { headers });
  }

  post<T>(path: string, json: unknown = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, { json });
  }

  /** The body of a success. @throws Error with the problem of anything else */
  async read<T>(path: string): Promise<T> {
    return successOf(await this.get<T>(path), path);
  }

  async write<T>(path: string, json: unknown = {}, method = 'POST'): Promise<T> {
    return successOf(await this.send<T>(method, path, { json }), path);
  }

  /** The answer while it comes. */
  open(path: string): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: { ...(this.session && { cookie: this.session.cookie }) } });
  }

  async send<T>(method: string, path: string, { json, form, headers = {} }: Sent = {}): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.session && { cookie: this.session.cookie, ...(this.session.csrfToken !== '' && { 'x-csrf-token': this.session.csrfToken }) }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(form && { body: form }),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (isJson && text !== '' ? JSON.parse(text) : text) as T };
  }
}

function successOf<T>({ status, body }: Answer<T>, path: string): T {
  if (status >= 200 && status < 300) return body;
  const { code, detail, errors } = body as Problem;
  throw new Error(`${path}: ${status} ${code} ${detail} ${JSON.stringify(errors ?? '')}`);
}
