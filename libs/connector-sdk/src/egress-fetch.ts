import { runtimeError } from './runtime-errors.js';

const mostRedirects = 5;
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const credentialHeaders = ['authorization', 'cookie', 'proxy-authorization'];

/**
 * A `fetch` that reaches only the origins an operator allows, and checks every redirect too.
 * An entry is an origin: `https://api.example.vn`, `https://*.example.vn` (subdomains), `http://127.0.0.1:8080`.
 * Throws `EGRESS_REFUSED` (an incident); throws `TypeError` at once when an entry is not an origin.
 * A redirect with 301, 302 or 303 goes on as GET; credentials are not carried to another origin.
 */
export function createEgressFetch(allowedOrigins: readonly string[], baseFetch: typeof fetch = fetch): typeof fetch {
  const rules = allowedOrigins.map(ruleOf);
  const check = (url: URL): void => {
    if (!rules.some((rule) => rule(url))) {
      throw runtimeError('EGRESS_REFUSED', { detail: url.origin });
    }
  };
  return async (input, init) => {
    let request = new Request(input, init);
    const signal = init?.signal ?? undefined;
    for (let redirects = 0; ; redirects++) {
      check(new URL(request.url));
      const body = request.body === null ? null : await request.clone().arrayBuffer();
      const response = await baseFetch(request.url, { method: request.method, headers: request.headers, body, redirect: 'manual', signal });
      const target = redirectTarget(request, response);
      if (target === null || init?.redirect === 'manual') return response;
      await response.body?.cancel();
      if (redirects === mostRedirects) {
        throw runtimeError('TOO_MANY_REDIRECTS', { detail: new URL(request.url).host });
      }
      request = followed(request, body, response.status, target);
    }
  };
}

function redirectTarget(request: Request, response: Response): URL | null {
  const location = response.headers.get('location');
  return redirectStatuses.has(response.status) && location !== null ? new URL(location, request.url) : null;
}

function followed(request: Request, body: ArrayBuffer | null, status: number, target: URL): Request {
  const headers = new Headers(request.headers);
  if (target.origin !== new URL(request.url).origin) for (const name of credentialHeaders) headers.delete(name);
  const keepsMethod = status === 307 || status === 308 || request.method === 'GET' || request.method === 'HEAD';
  if (keepsMethod) return new Request(target, { method: request.method, headers, body });
  for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name);
  return new Request(target, { headers });
}

function ruleOf(entry: string): (url: URL) => boolean {
  const [, protocol, wildcard, host, port] = /^(https?:)\/\/(\*\.)?(\[[^\]]+\]|[^/:*?#@]+)(?::(\d+))?$/.exec(entry) ?? [];
  if (protocol === undefined || host === undefined) throw new TypeError(`"${entry}" is not an origin such as https://api.example.vn`);
  const name = host.toLowerCase();
  const allowedPort = String(Number(port ?? (protocol === 'https:' ? 443 : 80)));
  return (url) =>
    url.protocol === protocol &&
    (url.port || (url.protocol === 'https:' ? '443' : '80')) === allowedPort &&
    (wildcard === undefined ? url.hostname === name : url.hostname.endsWith(`.${name}`));
}
