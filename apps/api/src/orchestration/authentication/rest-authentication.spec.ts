import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { samplePassword } from '@vanthu/documents';
import { startTestServer, type TestServer } from '../../testing/test-server.js';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

const secret = 'a secret of sixteen letters'.replaceAll(' ', '-');

describe('authentication of /v2', () => {
  let server: TestServer;
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${server.url}${path}`, init);
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  };
  const basic = (username: string, password: string) => ({ authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` });
  const token = (form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) => send('/oauth/token', { method: 'POST', body: new URLSearchParams(form), headers });

  beforeAll(async () => {
    server = await startTestServer({ environment: { ROLE: 'api', ADMIN_USERNAME: 'admin', ADMIN_PASSWORD: 'Quản trị 1', API_CLIENTS: `worker-1:${secret},other:another-secret-of-32-letters` } });
  });
  afterAll(() => server?.stop());

  it('lets the administrator in with a password, also one with other letters and colons', async () => {
    const { status, body } = await send('/v2/authentication/me', { headers: basic('admin', 'Quản trị 1') });
    expect([status, body['username']]).toEqual([200, 'admin']);
  });

  it('answers who is nobody with 401 and how to sign in', async () => {
    for (const headers of [{}, basic('admin', 'wrong'), basic('nobody', 'x'), { authorization: 'Basic !' }, { authorization: 'Digest x' }, { authorization: 'Bearer a.b.c' }]) {
      const { status, body, headers: answered } = await send('/v2/topology', { headers });
      expect([status, body['title'], body['instance']]).toEqual([401, 'UNAUTHORIZED', '/v2/topology']);
      expect(answered.get('www-authenticate')).toContain('Basic');
      expect(answered.get('content-type')).toContain('application/problem+json');
    }
  });

  it('refuses people who hold none of the roles', async () => {
    const { status, body } = await send('/v2/topology', { headers: basic('vanthu.sgddt', samplePassword) });
    expect([status, body['title']]).toEqual([403, 'FORBIDDEN']);
  });

  it('slows down guessing, but not the worker that has the right password', async () => {
    const right = basic('quantri.ubnd', samplePassword);
    await send('/v2/topology', { headers: right });
    // when
    for (let n = 0; n < 5; n++) await send('/v2/topology', { headers: basic('quantri.ubnd', `wrong ${n}`) });
    const { status, body, headers } = await send('/v2/topology', { headers: basic('quantri.ubnd', 'wrong again') });
    // then
    expect([status, body['title']]).toEqual([429, 'RESOURCE_EXHAUSTED']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('gives a program a token for its credentials, in the form or in the header', async () => {
    const inForm = await token({ grant_type: 'client_credentials', client_id: 'worker-1', client_secret: secret, audience: 'zeebe-api' });
    const inHeader = await token({ grant_type: 'client_credentials' }, basic('worker-1', secret));
    for (const { status, body } of [inForm, inHeader]) {
      expect([status, body['token_type'], body['expires_in']]).toEqual([200, 'Bearer', 900]);
      const me = await send('/v2/authentication/me', { headers: { authorization: `Bearer ${String(body['access_token'])}` } });
      expect([me.status, me.body['username']]).toEqual([200, 'worker-1']);
    }
  });

  it('gives no token for other credentials and takes no changed one', async () => {
    expect((await token({ grant_type: 'client_credentials', client_id: 'worker-1', client_secret: 'x' })).body).toMatchObject({ error: 'invalid_client' });
    expect((await token({ grant_type: 'client_credentials', client_id: 'nobody', client_secret: '' })).status).toBe(401);
    expect((await token({ grant_type: 'password', username: 'a' })).body).toMatchObject({ error: 'unsupported_grant_type' });
    expect((await send('/oauth/token', { method: 'POST' })).body).toMatchObject({ error: 'invalid_request' });
    // a token of one client whose name was changed to another's
    const { body } = await token({ grant_type: 'client_credentials', client_id: 'worker-1', client_secret: secret });
    const [head, claims = '', signed] = String(body['access_token']).split('.');
    const forged = Buffer.from(Buffer.from(claims, 'base64url').toString().replace('worker-1', 'other')).toString('base64url');
    expect((await send('/v2/topology', { headers: { authorization: `Bearer ${head}.${forged}.${signed}` } })).status).toBe(401);
  });

  it('opens nothing but /v2', async () => {
    expect((await send('/api/units', { headers: basic('admin', 'Quản trị 1') })).status).toBe(401);
  });
});
