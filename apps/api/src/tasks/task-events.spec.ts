import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpClient } from '../testing/http-client.js';
import { complete, handIn, registrationOf, until } from '../testing/office.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('events of tasks', () => {
  let server: TestServer;
  let clerk: HttpClient;

  beforeAll(async () => {
    server = await startTestServer();
    clerk = await server.as('vanthu.sgddt');
  });
  afterAll(() => server?.stop());

  /** The stream of this person, read as far as it has come. */
  const following = async (person: HttpClient) => {
    const response = await person.open('/api/tasks/events');
    const heard = { text: '', isEnded: false, type: response.headers.get('content-type') };
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) heard.text += decoder.decode(chunk as Uint8Array);
      heard.isEnded = true;
    })();
    return { heard, reading };
  };

  it('tell whom a task came to, and nobody else; all end when the server stops', async () => {
    // given
    const [clerks, leaders, others] = [await following(clerk), await following(await server.as('giamdoc.sgddt')), await following(await server.as('chuyenvien.tccb'))];
    expect(clerks.heard.type).toContain('text/event-stream');
    // when
    const document = await handIn(clerk);
    // then
    await until('the clerk’s event', async () => clerks.heard.text.includes('event: tasks'));
    expect(leaders.heard.text).not.toContain('event: tasks');
    // when
    await complete(clerk, 'receive', document.id, 'register', registrationOf(document));
    // then
    await until('the leader’s event', async () => leaders.heard.text.includes('event: tasks'));
    expect(others.heard.text).not.toContain('event: tasks');
    // when
    await server.stop();
    // then
    await Promise.all([clerks.reading, leaders.reading, others.reading]);
    expect(others.heard.isEnded).toBe(true);
  });

  it('are for who is signed in', async () => {
    const stranger = await startTestServer();
    expect((await stranger.stranger.get('/api/tasks/events')).status).toBe(401);
    await stranger.stop();
  });
});
