import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { basic, startRestServer, type RestServer } from '../testing/rest-server.js';

describe('documents over /v2', () => {
  let server: RestServer;
  const content = 'Kính gửi: Sở Mẫu\n';
  const textOf = async (answer: unknown) => (answer instanceof Blob ? answer.text() : answer instanceof ArrayBuffer ? Buffer.from(answer).toString() : String(answer));

  beforeAll(async () => {
    server = await startRestServer();
  });
  afterAll(() => server?.stop());

  it('are kept, read and deleted', async () => {
    const metadata = { fileName: 'công văn.txt', contentType: 'text/plain', customProperties: { số: 12 } };
    const reference = await server.client.createDocument({ file: new File([content], 'a.txt'), metadata });
    expect(reference).toMatchObject({ 'camunda.document.type': 'camunda', storeId: 'vanthu', metadata: { ...metadata } });
    const documentId = reference.documentId as never;
    const { contentHash = '' } = reference;
    expect(await textOf(await server.client.getDocument({ documentId, contentHash }))).toBe(content);
    expect((await server.send('GET', `/v2/documents/${String(documentId)}?contentHash=other`)).status).toBe(400);
    await server.client.deleteDocument({ documentId });
    expect((await server.send('GET', `/v2/documents/${String(documentId)}`)).body['title']).toBe('NOT_FOUND');
  });

  it('are kept under an id once, for a client of 8.9', async () => {
    const reference = await server.client89.createDocument({ file: new File([content], 'b.txt', { type: 'text/plain' }), documentId: 'my/own id' as never });
    expect(reference).toMatchObject({ documentId: 'my/own id', metadata: { fileName: 'b.txt', expiresAt: null, customProperties: {} } });
    const form = new FormData();
    form.append('file', new File(['other'], 'c.txt'));
    const again = await fetch(`${server.url}/v2/documents?documentId=${encodeURIComponent('my/own id')}`, { method: 'POST', body: form, headers: { authorization: basic } });
    expect(again.status).toBe(409);
  });

  it('are kept many at a time', async () => {
    const answer = await server.client.createDocuments({ files: [new File(['1'], '1.txt'), new File(['2'], '2.txt')] });
    const answer89 = await server.client89.createDocuments({ files: [new File(['3'], '3.txt')] });
    expect([answer.createdDocuments?.length, answer.failedDocuments, answer89.createdDocuments.length]).toEqual([2, [], 1]);
  });

  it('are opened by a link until it is over, and only as a file', async () => {
    const { documentId, contentHash = '' } = await server.client.createDocument({ file: new File(['<script>1</script>'], 'page.html', { type: 'text/html' }) });
    const { url = '' } = await server.client.createDocumentLink({ documentId: documentId as never, contentHash, timeToLive: 60_000 });
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([200, '<script>1</script>']);
    expect([response.headers.get('content-disposition'), response.headers.get('content-security-policy')]).toEqual([expect.stringContaining('attachment'), expect.stringContaining('sandbox')]);
    expect((await fetch(url.replace(/expires=\d/, 'expires=9'))).status).toBe(403);
    expect((await fetch(url.replace(/signature=../, 'signature=AA'))).status).toBe(403);
    await server.client.pinClock({ timestamp: Date.now() + 120_000 });
    expect((await fetch(url)).status).toBe(403);
    await server.client.resetClock();
  });

  it('end when their time is over', async () => {
    const reference = await server.client.createDocument({ file: new File(['x'], 'x.txt'), metadata: { expiresAt: new Date(Date.now() + 1_000).toISOString() } });
    await server.client.pinClock({ timestamp: Date.now() + 5_000 });
    expect((await server.send('GET', `/v2/documents/${String(reference.documentId)}`)).status).toBe(404);
    await server.client.resetClock();
  });
});
