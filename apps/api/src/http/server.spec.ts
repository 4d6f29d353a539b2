import http from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Problem } from '@vanthu/model';
import { createLogger } from '../logging/logger.js';
import { until } from '../testing/office.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';
import { UploadGate } from './upload-gate.js';

describe('the server', () => {
  let server: TestServer;
  let lines = '';

  beforeAll(async () => {
    const logger = createLogger('debug', { write: (line: string) => void (lines += line) });
    server = await startTestServer({ environment: { ROLE: 'api', SIGNING_AGENT_URL: 'http://127.0.0.1:9999/path' }, logger });
  });
  afterAll(() => server?.stop());
  afterEach(() => void jest.restoreAllMocks());

  it('sends headers that keep foreign scripts and frames out', async () => {
    const { headers } = await server.stranger.get('/health');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:9999;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('takes no upload that hides its size', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' };
      const request = http.request(`${server.url}/api/documents/inbound`, { method: 'POST', headers }, (answer) => {
        resolve(answer.statusCode);
        answer.resume();
      });
      request.on('error', reject).end('--x--');
    });
    expect(status).toBe(400);
  });

  it('logs method, path, answer and person of a request, never what was searched for', async () => {
    // when
    const clerk = await server.as('vanthu.sgddt');
    await clerk.get('/api/documents?q=bi-mat-gia-dinh');
    // then
    const logged = await until('the line', () => Promise.resolve(lines.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>).find((each) => each['path'] === '/api/documents')));
    expect(logged).toMatchObject({ method: 'GET', status: 200, who: 'vanthu.sgddt', msg: 'request' });
    expect(lines).not.toMatch(/bi-mat-gia-dinh|Vanthu@2026|vanthu_session/);
  });

  it('lets running requests end while it stops, and tells new ones to come again', async () => {
    // given: a request that is under way
    const clerk = await server.as('vanthu.sgddt');
    const held = Promise.withResolvers<undefined>();
    const began = Promise.withResolvers<undefined>();
    jest.spyOn(server.parts.reader, 'list').mockImplementationOnce(async () => {
      began.resolve(undefined);
      await held.promise;
      return { items: [], nextCursor: null };
    });
    const running = clerk.get('/api/documents');
    await began.promise;
    // when
    const stopped = server.stop();
    const [late, ready, health] = [await clerk.get<Problem>('/api/documents'), await clerk.get<{ missing: string[] }>('/ready'), await clerk.get('/health')];
    held.resolve(undefined);
    // then
    expect([late.status, late.body.code, late.headers.get('retry-after'), late.headers.get('connection')]).toEqual([503, 'UNAVAILABLE', '5', 'close']);
    expect([ready.status, ready.body.missing]).toEqual([503, ['shutting down']]);
    expect(health.status).toBe(200);
    expect((await running).status).toBe(200);
    await stopped;
    await expect(clerk.get('/health')).rejects.toThrow();
  });
});

describe('UploadGate', () => {
  const upload = (bytes: number) => {
    const closed: (() => void)[] = [];
    const request = { is: () => 'multipart/form-data', get: () => String(bytes) };
    const response = { once: (_: string, listener: () => void) => closed.push(listener) };
    return { request, response, close: () => closed.forEach((each) => each()) };
  };
  const passed = (gate: UploadGate, { request, response }: ReturnType<typeof upload>) => {
    let error: unknown = 'not called';
    gate.pass(request as never, response as never, (given?: unknown) => (error = given));
    return (error as { code?: string } | undefined)?.code ?? error;
  };

  it('holds no more in memory at a time than it may, and lets in again what was let go', () => {
    // given
    const gate = new UploadGate(100);
    const first = upload(80);
    // then
    expect(passed(gate, first)).toBeUndefined();
    expect(passed(gate, upload(30))).toBe('UNAVAILABLE');
    first.close();
    expect(passed(gate, upload(30))).toBeUndefined();
    expect(passed(gate, upload(200 << 20))).toBe('REQUEST_TOO_LARGE');
  });
});
