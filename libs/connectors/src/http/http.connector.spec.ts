import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEgressFetch, runOperation } from '@vanthu/connector-sdk';
import type { OperationOutcome } from '@vanthu/connector-sdk';
import { describeConnectorContract, testHost } from '@vanthu/connector-sdk/testing';
import type { ContractCall, TestHostOptions } from '@vanthu/connector-sdk/testing';
import { createHttpConnector } from './http.connector.js';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

interface Service {
  readonly origin: string;
  readonly requests: readonly { readonly method: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
  stop(): void;
}

const running: Service[] = [];
afterEach(() => {
  for (const service of running.splice(0)) service.stop();
});

async function startService(answer: Answer): Promise<Service> {
  const requests: { method: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server: Server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      requests.push({ method: request.method ?? '', headers: request.headers, body });
      answer(request, response, body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  const service = { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, stop };
  running.push(service);
  return service;
}

const connector = createHttpConnector({ maxResponseBytes: 1000 });

function run(service: Service, input: object, options: TestHostOptions = {}): Promise<OperationOutcome> {
  return runOperation(connector, 'request', { url: service.origin, ...input }, testHost({ fetch: createEgressFetch([service.origin]), ...options }));
}

const echo: Answer = (request, response, body) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ method: request.method, authorization: request.headers.authorization, body }));

async function contractCall(answer: Answer): Promise<ContractCall> {
  const service = await startService(answer);
  const host = testHost({ fetch: createEgressFetch([service.origin]), secrets: { TOKEN: 'khoa-dich-vu-1' } });
  const input = { method: 'POST', url: service.origin, secretHeaders: { authorization: 'Bearer {{secrets.TOKEN}}' }, body: { a: 1 } };
  return { host, input, outsideCalls: () => service.requests.length };
}

describeConnectorContract(connector, {
  templatesDir: import.meta.dirname,
  operations: {
    request: {
      badInputs: [
        { description: 'no address', input: { method: 'GET' } },
        { description: 'an address of another kind', input: { url: 'file:///etc/passwd' } },
        { description: 'an unknown method', input: { url: 'https://a.example', method: 'TRACE' } },
        { description: 'a user name in the address', input: { url: 'https://me:pass@a.example' } },
        { description: 'a header value that cannot be sent', input: { url: 'https://a.example', headers: { a: 'ữ' } } },
        { description: 'a header with a line break in its name', input: { url: 'https://a.example', headers: { 'a\r\nb': 'x' } } },
      ],
      secrets: ['khoa-dich-vu-1'],
      succeeding: () => contractCall(echo),
      failing: () => contractCall((request, response) => void response.writeHead(403).end(`no: ${request.headers.authorization ?? ''}`)),
      hanging: () => contractCall(() => undefined),
    },
  },
});

describe('http:request:1', () => {
  it('sends text as it is and other values as JSON, and parses a JSON answer', async () => {
    const service = await startService(echo);
    expect(await run(service, { method: 'PUT', body: 'chào' })).toMatchObject({ output: { status: 200, body: { method: 'PUT', body: 'chào' } } });
    expect(await run(service, { method: 'POST', body: { tên: 'Sở' } })).toMatchObject({ output: { body: { body: '{"tên":"Sở"}' } } });
    expect(service.requests[1]?.headers['content-type']).toContain('application/json');
  });

  it('resolves no secret in headers that may carry what a stranger wrote', async () => {
    const service = await startService(echo);
    const outcome = await run(service, { headers: { authorization: '{{secrets.TOKEN}}' } }, { secrets: { TOKEN: 'khoa-dich-vu-1' } });
    expect(outcome).toMatchObject({ output: { body: { authorization: '{{secrets.TOKEN}}' } } });
  });

  it('carries the idempotency key with every call that changes something', async () => {
    const service = await startService(echo);
    await run(service, { method: 'POST' }, { idempotencyKey: 'job-7' });
    await run(service, { method: 'GET' }, { idempotencyKey: 'job-7' });
    expect(service.requests.map((request) => request.headers['idempotency-key'])).toEqual(['job-7', undefined]);
  });

  it.each([
    [400, {}, { code: 'HTTP_400', retryable: false }],
    [404, { 'retry-after': '5' }, { code: 'HTTP_404', retryable: false }],
    [408, {}, { code: 'HTTP_408', retryable: true }],
    [429, { 'retry-after': '5' }, { code: 'HTTP_429', retryable: true, retryAfterMs: 5000 }],
    [503, { 'retry-after': 'Sun, 04 Oct 2026 02:16:00 GMT' }, { code: 'HTTP_503', retryable: true, retryAfterMs: 60_000 }],
    [500, { 'retry-after': 'soon' }, { code: 'HTTP_500', retryable: true }],
  ])('an answer of %d %j', async (status, headers, expected) => {
    const service = await startService((_, response) => void response.writeHead(status, headers).end('vì sao'));
    expect(await run(service, {})).toEqual({ kind: 'failed', message: expect.stringContaining('vì sao') as string, ...expected });
  });

  it('stores an answer that is no text as a file', async () => {
    const service = await startService((_, response) => void response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.7'));
    expect(await run(service, {})).toMatchObject({ kind: 'completed', output: { body: null, file: { size: 8 } } });
  });

  it('reads no further than the limit', async () => {
    const service = await startService((_, response) => void response.writeHead(200).end('x'.repeat(1001)));
    expect(await run(service, {})).toMatchObject({ code: 'RESPONSE_TOO_LARGE', retryable: false });
  });

  it('says when an answer is not the JSON it claims to be', async () => {
    const service = await startService((_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('<html>'));
    expect(await run(service, {})).toMatchObject({ code: 'ANSWER_NOT_JSON', retryable: false });
  });

  it('waits as long as the diagram says', async () => {
    const service = await startService(() => undefined);
    expect(await run(service, { timeoutSeconds: 0.05 })).toMatchObject({ code: 'HTTP_TIMEOUT', retryable: true });
  });

  it('retries an answer that breaks off', async () => {
    const service = await startService((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('abc');
      setImmediate(() => response.destroy());
    });
    expect(await run(service, {})).toMatchObject({ code: 'NETWORK_FAILED', retryable: true });
  });

  it('does not follow a redirect to a host that is not allowed', async () => {
    const service = await startService((_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    expect(await run(service, {})).toMatchObject({ code: 'EGRESS_REFUSED', retryable: false });
  });
});
