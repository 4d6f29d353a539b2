import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { problemSchema, type Problem } from '@vanthu/model';
import { DatabaseError } from '@vanthu/persistence';
import type { HttpClient } from '../testing/http-client.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('problem details', () => {
  let server: TestServer;
  let clerk: HttpClient;
  const english = { 'accept-language': 'en-GB,en;q=0.9,vi;q=0.5' };

  beforeAll(async () => {
    server = await startTestServer({ environment: { ROLE: 'api' } });
    clerk = await server.as('vanthu.sgddt');
  });
  afterAll(() => server?.stop());
  afterEach(() => void jest.restoreAllMocks());

  it('speak Vietnamese, and English to whom prefers it', async () => {
    const [vi, en, other] = [await clerk.get<Problem>('/api/documents/7'), await clerk.get<Problem>('/api/documents/7', english), await clerk.get<Problem>('/api/documents/7', { 'accept-language': 'fr' })];
    expect(vi.body).toEqual({ type: '/problems/not-found', title: 'NOT_FOUND', status: 404, code: 'NOT_FOUND', detail: 'Không tìm thấy văn bản, hoặc bạn không được xem.' });
    expect(en.body.detail).toBe('There is no such document, or you may not see it.');
    expect(other.body.detail).toBe(vi.body.detail);
    expect(vi.headers.get('content-type')).toContain('application/problem+json');
  });

  it('name every wrong place of an input, in the words of the reader', async () => {
    // given
    const draft = { type: 'XX', subject: 'x'.repeat(501), body: '', urgency: 9, recipients: [{ name: 'A', email: 'no address' }] };
    // when
    const vi = await clerk.post<Problem>('/api/documents', draft);
    const en = await clerk.send<Problem>('POST', '/api/documents', { json: draft, headers: english });
    // then
    expect(vi.body).toMatchObject({ code: 'INPUT_INVALID', status: 400 });
    expect(Object.fromEntries((vi.body.errors ?? []).map((each) => [each.path, each.message]))).toEqual({
      type: 'Giá trị không hợp lệ: không có trong danh sách.',
      subject: 'Giá trị không hợp lệ: nhiều nhất 500 ký tự.',
      body: 'Phải nhập mục này.',
      urgency: 'Giá trị không hợp lệ: lớn nhất là 3.',
      'recipients.0.email': 'Giá trị không hợp lệ: không phải địa chỉ thư điện tử.',
    });
    expect(en.body.errors?.map((each) => each.message).join()).not.toMatch(/[ạảấầẩậằẳặẹẻẽếềểệỉịọỏốồổộớờởợụủứừửựỳỵỷỹđ]/);
  });

  it.each([
    ['broken JSON', { headers: { 'content-type': 'application/json' }, method: 'POST', path: '/api/session', text: '{"username":' }, 400, 'REQUEST_INVALID'],
    ['a body that is too large', { headers: { 'content-type': 'application/json' }, method: 'POST', path: '/api/session', text: `{"a":"${'x'.repeat(4 << 20)}"}` }, 413, 'REQUEST_TOO_LARGE'],
    ['a charset nobody reads', { headers: { 'content-type': 'application/json; charset=klingon' }, method: 'POST', path: '/api/session', text: '{}' }, 400, 'REQUEST_INVALID'],
    ['a path that is no text', { headers: {}, method: 'GET', path: '/api/tasks/%E0%A4%A', text: undefined }, 400, 'REQUEST_INVALID'],
    ['an address that is not there', { headers: {}, method: 'GET', path: '/api/nowhere', text: undefined }, 404, 'NOT_FOUND'],
  ])('answer %s', async (_, { method, path, headers, text }, status, code) => {
    const response = await fetch(`${server.url}${path}`, { method, headers, ...(text !== undefined && { body: text }) });
    const problem = problemSchema.parse(await response.json());
    expect([response.status, problem.code]).toEqual([status, code]);
    expect(JSON.stringify(problem)).not.toMatch(/node_modules|SyntaxError|\bat /);
  });

  it('tell of an unexpected failure only a reference', async () => {
    jest.spyOn(server.parts.reader, 'list').mockRejectedValueOnce(new Error('SELECT geheim FROM user_password'));
    const { status, body } = await clerk.get<Problem>('/api/documents');
    expect([status, body.code]).toEqual([500, 'INTERNAL']);
    expect(body.detail).toMatch(/mã [0-9a-f]{8}\./);
    expect(JSON.stringify(body)).not.toMatch(/geheim|stack|\.ts/);
  });

  it('ask to come again when the database is away', async () => {
    jest.spyOn(server.parts.reader, 'list').mockRejectedValueOnce(new DatabaseError('UNREACHABLE', 'mysql://u:geheim@h'));
    const { status, body, headers } = await clerk.get<Problem>('/api/documents');
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'UNAVAILABLE', '5']);
    expect(body.detail).toContain('cơ sở dữ liệu');
    expect(JSON.stringify(body)).not.toContain('geheim');
  });

  it.each(['/api/documents/abc', '/api/documents/99999999999999999999', '/api/documents/9223372036854775808', '/api/tasks/1e3', '/api/registers/x/entries', '/api/documents/1/files/..%2f..%2fx'])('know nothing at %s', async (path) => {
    const { status, body } = await clerk.get<Problem>(path);
    expect([status, body.code]).toEqual([404, 'NOT_FOUND']);
  });

  it.each(['/api/documents?limit=0', '/api/documents?limit=1000', '/api/documents?status=gone', '/api/documents?archived=perhaps', '/api/tasks?filter=all&filter=mine', '/api/units?limit=x', '/api/people', '/api/documents/duplicates?sender=a&notation=b&date=2026-02-31', '/api/documents?cursor=x%27--'])('refuse the query %s', async (path) => {
    expect((await clerk.get<Problem>(path)).status).toBe(400);
  });
});
