import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DocumentDetail, Problem } from '@vanthu/model';
import { mariadbDatabases, sqliteDatabases } from '@vanthu/persistence/testing';
import { sessionCookie } from '../authentication/session-cookie.js';
import { HttpClient } from '../testing/http-client.js';
import { handIn, registrationOf, taskOf, until } from '../testing/office.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

const CROWD = 50;

describe.each([sqliteDatabases(), mariadbDatabases()])('fifty clerks at the same moment on $name', (databases) => {
  let server: TestServer;
  let clerks: HttpClient[];

  beforeAll(async () => {
    const { url } = await databases.fresh();
    server = await startTestServer({ environment: url ? { DATABASE_URL: url } : {} });
    clerks = await Promise.all(Array.from({ length: CROWD }, (_, index) => newClerk(`vanthu-${index}.sgddt`)));
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await databases.stop();
  });

  /** A colleague of the agency's clerk, signed in. */
  async function newClerk(username: string): Promise<HttpClient> {
    const { organisation, sessions } = server.parts;
    const colleague = await organisation.person('vanthu.sgddt');
    if (!colleague) throw new Error('the sample clerk is missing');
    await organisation.addPerson({ ...colleague, username, displayName: username }, null);
    const { token, csrfToken } = await sessions.open(username, 3_600_000);
    return new HttpClient(server.url, { cookie: `${sessionCookie}=${token}`, csrfToken });
  }

  const first = () => clerks[0] as HttpClient;
  const numberOf = (id: string) => until('the number', async () => (await first().read<DocumentDetail>(`/api/documents/${id}`)).arrivalNumber);

  it('complete one task: one of them does, all others are told so with one clear 409', async () => {
    // given
    const document = await handIn(first());
    const { key } = await taskOf(first(), 'receive', document.id);
    // when
    const answers = await Promise.all(clerks.map((each) => each.post<Problem>(`/api/tasks/${key}/complete`, { outcome: 'register', data: registrationOf(document) })));
    // then
    const refused = answers.filter((each) => each.status !== 200);
    expect(refused).toHaveLength(CROWD - 1);
    expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(new Set(['409 TASK_NOT_OPEN']));
    expect(await numberOf(document.id)).toBe(1);
  }, 60_000);

  it('register a letter each: all numbers are given once, without a gap', async () => {
    // given
    const documents = await Promise.all(clerks.map((each) => handIn(each)));
    const keys = await Promise.all(documents.map(async ({ id }) => (await taskOf(first(), 'receive', id)).key));
    // when
    const answers = await Promise.all(clerks.map((each, index) => each.post(`/api/tasks/${keys[index]}/complete`, { outcome: 'register', data: registrationOf(documents[index] as DocumentDetail) })));
    // then
    expect(answers.map((each) => each.status)).toEqual(answers.map(() => 200));
    const numbers = await Promise.all(documents.map((each) => numberOf(each.id)));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 2));
  }, 120_000);
});
