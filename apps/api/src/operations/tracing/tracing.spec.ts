import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../logging/logger.js';
import { complete, handIn, registrationOf, taskOf, until } from '../../testing/office.js';
import { startTestServer, type TestServer } from '../../testing/test-server.js';
import { placeOfCaller, traceOfInstance } from './tracing.js';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string; readonly intValue?: number } }[];
  readonly links?: readonly { readonly traceId: string }[];
}

describe('traces', () => {
  const spans: Span[] = [];
  let collector: Server;
  let server: TestServer;
  let lines = '';
  let secret: string;

  /** A case begins, waits for the clerk, goes on, waits for the leader. */
  beforeAll(async () => {
    collector = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
        spans.push(...resourceSpans.flatMap((each) => each.scopeSpans.flatMap((scope) => scope.spans)));
        response.end('{}');
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => collector.once('listening', resolve));
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    const logger = createLogger('debug', { write: (line: string) => void (lines += line) });
    server = await startTestServer({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, logger });
    const clerk = await server.as('vanthu.sgddt');
    const document = await handIn(clerk, { subject: 'Nội dung không được lộ' });
    secret = document.subject;
    await complete(clerk, 'receive', document.id, 'register', registrationOf(document));
    await taskOf(await server.as('giamdoc.sgddt'), 'direct', document.id);
    await until('the spans', () => Promise.resolve(spans.some((each) => each.name === 'CompleteJob') && spans.some((each) => each.name.startsWith('POST /api/tasks'))));
  });
  afterAll(async () => {
    await server?.stop();
    collector.closeAllConnections();
    await new Promise((resolve) => collector.close(resolve));
  });

  const attribute = (span: Span | undefined, key: string) => span?.attributes.find((each) => each.key === key)?.value.stringValue;
  const named = (name: string) => spans.find((each) => each.name.startsWith(name));
  const parentOf = (span: Span | undefined) => spans.find((each) => each.spanId === span?.parentSpanId);

  it('join the steps of one instance across its wait states', () => {
    // given
    const complete = named('CompleteUserTask');
    const instanceKey = attribute(complete, 'vanthu.instance.key') ?? '';
    const trace = traceOfInstance(instanceKey);
    // then
    const names = spans.filter((each) => each.traceId === trace.traceId).map((each) => each.name);
    expect(names).toEqual(expect.arrayContaining(['StartInstance', 'CompleteUserTask', 'CompleteJob', 'commit', 'POST /api/documents/inbound', 'POST /api/tasks/:key/complete']));
    expect(spans.find((each) => each.spanId === trace.spanId)?.name).toMatch(/^process /);
  });

  it('lead from the request to the command, its commit and the job it made', async () => {
    const job = await until('the job', () => Promise.resolve(spans.find((each) => each.name.startsWith('job documents:') && parentOf(each)?.name === 'CompleteUserTask')));
    expect(parentOf(parentOf(job))?.name).toBe('POST /api/tasks/:key/complete');
    expect(parentOf(named('CompleteJob'))?.name).toMatch(/^job /);
    expect(spans.filter((each) => each.name === 'commit').map((each) => parentOf(each)?.name)).toContain('CompleteUserTask');
  });

  it('carry no content', () => {
    expect(JSON.stringify(spans)).not.toContain(secret);
    expect(JSON.stringify(spans)).not.toMatch(/vanthu_session|sgddt/);
  });

  it('are named in log lines, with the ids of request, instance, task and job', async () => {
    const logged = () => lines.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    const request = await until('the line', () => Promise.resolve(logged().find((each) => String(each['path']).endsWith('/complete'))));
    expect(request).toMatchObject({ requestId: expect.any(String), instanceKey: expect.any(String), taskKey: expect.any(String), traceId: traceOfInstance(String(request['instanceKey'])).traceId });
    expect(lines).not.toContain(secret);
  });

  it('keep the trace that a caller brings, and link it', async () => {
    // given
    const [theirs, id] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
    const clerk = await server.as('vanthu.sgddt');
    const document = await handIn(clerk);
    const { key } = await taskOf(clerk, 'receive', document.id);
    // when
    await clerk.send('POST', `/api/tasks/${key}/complete`, { json: { outcome: 'register', data: registrationOf(document) }, headers: { traceparent: `00-${theirs}-${id}-01` } });
    // then
    const request = await until('their span', () => Promise.resolve(spans.find((each) => each.traceId === theirs)));
    expect(request.parentSpanId).toBe(id);
    await until('the link', () => Promise.resolve(spans.find((each) => each.name === 'CompleteUserTask' && each.links?.some((link) => link.traceId === theirs))));
  });
});

describe('placeOfCaller', () => {
  it('takes a well-formed header only', () => {
    expect(placeOfCaller('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')).toEqual({ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' });
    for (const header of [undefined, '', 'x', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`]) expect(placeOfCaller(header)).toBeNull();
  });
});
