import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { samplePassword } from '@vanthu/documents';
import type { Problem, Session } from '@vanthu/model';
import { HttpClient } from '../testing/http-client.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('sessions', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ environment: { ROLE: 'api', PUBLIC_URL: 'https://vanthu.example' } });
  });
  afterAll(() => server?.stop());
  afterEach(() => void jest.restoreAllMocks());

  const signIn = <T = Session>(username: string, password = samplePassword, headers = {}) => server.stranger.send<T>('POST', '/api/session', { json: { username, password }, headers });
  const clientOf = ({ headers, body }: Awaited<ReturnType<typeof signIn<Session>>>) =>
    new HttpClient(server.url, { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '', csrfToken: body.csrfToken });

  it('begins with a cookie that scripts and other sites do not get', async () => {
    // when
    const answer = await signIn('vanthu.sgddt');
    // then
    const [cookie = ''] = answer.headers.getSetCookie();
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/', 'Max-Age=36000']) expect(cookie).toContain(flag);
    expect(answer.body).toMatchObject({ person: { username: 'vanthu.sgddt' }, unit: { id: 'Z01.05-VP' }, agency: { id: 'Z01.05' } });
    expect(JSON.stringify(answer.body)).not.toContain(cookie.split(/[=;]/)[1]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('strict-transport-security')).toContain('max-age');
  });

  it('ends with signing out', async () => {
    // given
    const client = clientOf(await signIn('vanthu.sgddt'));
    expect((await client.get('/api/session')).status).toBe(200);
    // when
    const answer = await client.send('DELETE', '/api/session');
    // then
    expect([answer.status, answer.headers.getSetCookie()[0]]).toEqual([204, expect.stringContaining('Expires=Thu, 01 Jan 1970')]);
    expect((await client.get('/api/session')).status).toBe(401);
  });

  it('ends by itself after ten hours', async () => {
    const client = clientOf(await signIn('vanthu.sgddt'));
    const later = Date.now() + 10 * 3_600_000 + 1;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    expect((await client.get('/api/session')).status).toBe(401);
  });

  it('says the same of an unknown name and a wrong password', async () => {
    const answers = [await signIn<Problem>('nobody', 'x'), await signIn<Problem>('giamdoc.sgddt', 'x')];
    expect(answers.map(({ status, body }) => [status, body.code, body.detail])).toEqual(Array(2).fill([401, 'LOGIN_FAILED', 'Tên đăng nhập hoặc mật khẩu không đúng.']));
    expect(answers[0]?.headers.getSetCookie()).toEqual([]);
  });

  it('makes who guesses wait, however the name is spelled, even with the right password', async () => {
    for (let each = 0; each < 5; each++) await signIn(each % 2 ? 'chuyenvien.khtc' : 'ChuyenVien.KHTC', 'guess');
    const refused = await signIn<Problem>('chuyenvien.khtc');
    expect([refused.status, refused.body.code]).toEqual([429, 'LOGIN_THROTTLED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn('chuyenvien.vp')).status).toBe(200);
  });

  it('makes an address wait that tries many names, as the proxy reports it', async () => {
    // given
    const verify = jest.spyOn(server.parts.organisation, 'verifyPassword').mockResolvedValue(null);
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let each = 0; each < 50; each++) await signIn(`guess${each}`, 'x', from('203.0.113.9'));
    verify.mockRestore();
    // then
    expect((await signIn<Problem>('chuyenvien.tccb', samplePassword, from('203.0.113.9'))).status).toBe(429);
    expect((await signIn('chuyenvien.tccb', samplePassword, from('203.0.113.10'))).status).toBe(200);
  });

  it.each([[{}], [{ username: 'vanthu.sgddt' }], [{ username: ['vanthu.sgddt'], password: { $ne: 1 } }], ['text']])('refuses %j', async (json) => {
    const { status, body } = await server.stranger.send<Problem>('POST', '/api/session', { json });
    expect([status, body.status]).toEqual([400, 400]);
  });

  it.each(['', 'x', 'a'.repeat(5000)])('knows no session "%s"', async (token) => {
    const { status } = await server.stranger.get('/api/session', { cookie: `vanthu_session=${token}` });
    expect(status).toBe(401);
  });
});
