import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleData } from '@vanthu/documents';
import type { Problem, Role } from '@vanthu/model';
import { startTestServer, type TestServer } from '../testing/test-server.js';
import { accessTable, type Access } from './access-table.js';

const entries = Object.entries(accessTable).map(([action, access]) => {
  const [method = '', path = ''] = action.split(' ');
  return { action, access, method, path: path.replace(/:\w+/g, '1') };
});
const isUnsafe = ({ method }: { method: string }) => method !== 'GET';
/** Answers of the Camunda 8 REST API have titles of their own. */
const isRest = (path: string) => path.startsWith('/v2/');
const nameOf = (problem: Problem) => problem.code ?? problem.title;
const hasRole = (access: Access) => Array.isArray(access);

/** Somebody who holds none of the roles. */
function outsider(roles: readonly Role[]): string {
  const person = sampleData.persons.find((each) => !each.assignments.some(({ role }) => roles.includes(role)));
  if (!person) throw new Error(`everybody is one of ${roles.join()}`);
  return person.username;
}

describe('access table', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ environment: { ROLE: 'api' } });
  });
  afterAll(() => server?.stop());

  it('lists exactly the actions of the server', () => {
    expect([...server.routes].sort()).toEqual(Object.keys(accessTable).sort());
  });

  it.each(entries.filter(({ access }) => access !== 'public'))('$action needs a session', async ({ method, path }) => {
    const { status, body } = await server.stranger.send<Problem>(method, path);
    expect([status, nameOf(body)]).toEqual([401, isRest(path) ? 'UNAUTHORIZED' : 'NOT_SIGNED_IN']);
  });

  it.each(entries.filter(({ access }) => hasRole(access)))('$action needs one of its roles', async ({ method, path, access }) => {
    const person = await server.as(outsider(access as readonly Role[]));
    const { status, body } = await person.send<Problem>(method, path);
    expect([status, nameOf(body)]).toEqual([403, isRest(path) ? 'FORBIDDEN' : 'NOT_ALLOWED']);
    expect(body.detail).not.toMatch(/clerk|unitAdmin|[{}…]/);
  });

  it.each(entries.filter((each) => each.access !== 'public' && isUnsafe(each)))('$action needs the CSRF token', async ({ method, path }) => {
    const person = (await server.as('vanthu.sgddt')).withoutToken();
    const { status, body } = await person.send<Problem>(method, path);
    expect([status, nameOf(body)]).toEqual([403, isRest(path) ? 'FORBIDDEN' : 'CSRF_TOKEN_INVALID']);
  });

  it('refuses what it does not list, also to people who are signed in', async () => {
    const person = await server.as('vanthu.sgddt');
    expect((await person.send<Problem>('HEAD', '/api/units')).status).toBe(403);
    expect((await person.get<Problem>('/api/nothing')).body.code).toBe('NOT_FOUND');
  });

  it('does not let a token of another session pass', async () => {
    const [one, other] = [await server.as('vanthu.sgddt'), await server.as('giamdoc.sgddt')];
    const { csrfToken } = await other.read<{ csrfToken: string }>('/api/session');
    const { body } = await one.withoutToken().send<Problem>('POST', '/api/documents', { json: {}, headers: { 'x-csrf-token': csrfToken } });
    expect(body.code).toBe('CSRF_TOKEN_INVALID');
  });
});
