import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEgressFetch } from './egress-fetch.js';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function startServer(redirectTo?: (url: string) => { status: number; to: string } | null): Promise<{ origin: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    const redirect = redirectTo?.(request.url ?? '') ?? null;
    if (redirect) response.writeHead(redirect.status, { location: redirect.to }).end();
    else request.pipe(response.writeHead(200));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

describe('createEgressFetch', () => {
  it('reaches an allowed origin, body and method included', async () => {
    const { origin, seen } = await startServer();
    const response = await createEgressFetch([origin])(`${origin}/a`, { method: 'POST', body: 'chào' });
    expect(await response.text()).toBe('chào');
    expect(seen).toMatchObject([{ method: 'POST', url: '/a' }]);
  });

  it.each([
    ['nothing is allowed', [], 'https://a.example/'],
    ['another port', ['https://a.example'], 'https://a.example:444/'],
    ['another protocol', ['https://a.example'], 'http://a.example/'],
    ['the bare domain of a wildcard', ['https://*.a.example'], 'https://a.example/'],
    ['a name that only ends alike', ['https://*.a.example'], 'https://xa.example/'],
    ['credentials that look like the host', ['https://a.example'], 'https://a.example@b.example/'],
    ['another scheme', ['https://a.example'], 'file:///etc/passwd'],
  ])('refuses when %s', async (_, allowed, url) => {
    const unreachable: typeof fetch = () => Promise.reject(new Error('was called'));
    await expect(createEgressFetch(allowed, unreachable)(url)).rejects.toThrow(/chưa cho phép|credentials/);
  });

  it('reaches subdomains of a wildcard', async () => {
    const answer: typeof fetch = () => Promise.resolve(new Response('ok'));
    expect(await (await createEgressFetch(['https://*.a.example'], answer)('https://x.y.a.example/')).text()).toBe('ok');
  });

  it('does not follow a redirect to a forbidden host', async () => {
    const forbidden = await startServer();
    const { origin } = await startServer(() => ({ status: 307, to: `${forbidden.origin}/steal` }));
    await expect(createEgressFetch([origin])(`${origin}/`, { method: 'POST', body: 'x' })).rejects.toMatchObject({ code: 'EGRESS_REFUSED' });
    expect(forbidden.seen).toEqual([]);
  });

  it('carries no credentials to another origin, and turns a 303 into GET', async () => {
    const other = await startServer();
    const { origin } = await startServer(() => ({ status: 303, to: `${other.origin}/next` }));
    const allowed = createEgressFetch([origin, other.origin]);
    await allowed(`${origin}/`, { method: 'POST', body: 'x', headers: { authorization: 'Bearer t', 'x-own': '1' } });
    expect(other.seen).toMatchObject([{ method: 'GET', url: '/next', headers: { 'x-own': '1' } }]);
    expect(other.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('stops going round in circles', async () => {
    const { origin } = await startServer(() => ({ status: 302, to: '/again' }));
    await expect(createEgressFetch([origin])(`${origin}/`)).rejects.toMatchObject({ code: 'TOO_MANY_REDIRECTS' });
  });

  it.each(['a.example', 'ftp://a.example', 'https://a.example/path', 'https://*'])('does not take "%s" for an origin', (entry) => {
    expect(() => createEgressFetch([entry])).toThrow(TypeError);
  });
});
