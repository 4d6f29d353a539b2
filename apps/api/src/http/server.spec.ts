import http from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Problem } from '@vanthu/model';
import { createLogger } from '../logging/logger.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';
import { UploadGate } from './upload-gate.js';

describe('the server', () => {
  let server: TestServer | null = null;

  afterEach(async () => {
    await server?.stop();
    server = null;
    jest.restoreAllMocks();
  });

  it('lets running requests end while it stops, and tells new ones to come again', async () => {
    // given: a request that is under way
    server = await startTestServer({ environment: { ROLE: 'api' } });
    const clerk = await server.as('vanthu.sgddt');
    let letGo = () => undefined as void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const began = new Promise<void>((resolve) => {
      jest.spyOn(server!.parts.reader, 'list').mockImplementationOnce(async () => {
        resolve();
        await held;
        return { items: [], nextCursor: null };
      });
    });
    const running = clerk.get('/api/documents');
    await began;
    // when
    const stopped = server.stop();
    const [late, ready, health] = [await clerk.get<Problem>('/api/documents'), await clerk.get<{ missing: string[] }>('/ready'), await clerk.get('/health')];
    letGo();
    // then
    expect([late.status, late.body.code, late.headers.get('retry-after'), late.headers.get('connection')]).toEqual([503, 'UNAVAILABLE', '5', 'close']);
    expect([ready.status, ready.body.missing]).toEqual([503, ['shutting down']]);
    expect(health.status).toBe(200);
    expect((await running).status).toBe(200);
    await stopped;
    await expect(clerk.get('/health')).rejects.toThrow();
  });

  it('sends headers that keep foreign scripts and frames out', async () => {
    server = await startTestServer({ environment: { ROLE: 'api', SIGNING_AGENT_URL: 'http://127.0.0.1:9999/path' } });
    const { headers } = await server.stranger.get('/health');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:9999;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('asks for https for ever where people reach it by https', async () => {
    server = await startTestServer({ environment: { ROLE: 'api', PUBLIC_URL: 'https://vanthu.example' } });
    expect((await server.stranger.get('/health')).headers.get('strict-transport-security')).toContain('max-age');
  });

  it('takes no upload that hides its size', async () => {
    server = await startTestServer({ environment: { ROLE: 'api' } });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = http.request(`${server!.url}/api/documents/inbound`, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' } }, (answer) => {
        resolve(answer.statusCode);
        answer.resume();
      });
      request.on('error', reject).end('--x--');
    });
    expect(status).toBe(400);
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

describe('the request log', () => {
  it('names method, path, answer and person, never what was searched for', async () => {
    // given
    let lines = '';
    const server = await startTestServer({ environment: { ROLE: 'api' }, logger: createLogger('debug', { write: (line: string) => void (lines += line) }) });
    // when
    const clerk = await server.as('vanthu.sgddt');
    await clerk.get('/api/documents?q=bi-mat-gia-dinh');
    await server.stop();
    // then
    const logged = lines.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>).find((each) => each['path'] === '/api/documents');
    expect(logged).toMatchObject({ method: 'GET', status: 200, who: 'vanthu.sgddt', msg: 'request' });
    expect(lines).not.toMatch(/bi-mat-gia-dinh|Vanthu@2026|vanthu_session/);
  });
});
