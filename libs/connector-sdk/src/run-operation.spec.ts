import { z } from 'zod';
import { BpmnError } from './bpmn-error.js';
import { ConnectorError } from './connector-error.js';
import { defineConnector, defineOperation } from './connector.js';
import { field } from './field.js';
import type { OperationContext } from './operation-context.js';
import { runOperation } from './run-operation.js';
import { hangingFetch, recordingFetch, testHost } from './testing/index.js';

type Act = (input: { to: string; token?: string; count: number }, context: OperationContext) => Promise<{ answer: string }>;

const label = { vi: 'Trường', en: 'Field' };

function connectorThat(act: Act) {
  return defineConnector({
    id: 'sample',
    version: 1,
    name: label,
    icon: '<svg/>',
    operations: {
      run: defineOperation({
        name: label,
        input: z.object({
          to: field(z.string().min(1), { label }),
          token: field(z.string().optional(), { label, acceptsSecrets: true }),
          count: field(z.number().default(3), { label }),
        }),
        output: z.object({ answer: z.string() }),
        execute: act,
      }),
    },
  });
}

const secret = 'mật-khẩu "rất" dài/+';
const withSecret = { secrets: { TOKEN: secret } };

describe('runOperation', () => {
  it('validates, fills defaults and completes with the output', async () => {
    const connector = connectorThat((input) => Promise.resolve({ answer: `${input.to} ${input.count}` }));
    expect(await runOperation(connector, 'run', { to: 'A' }, testHost())).toEqual({ kind: 'completed', output: { answer: 'A 3' } });
  });

  it('names every field that does not fit, and no value', async () => {
    const connector = connectorThat(() => Promise.reject(new Error('must not run')));
    const outcome = await runOperation(connector, 'run', { to: '', count: 'bí mật' }, testHost());
    expect(outcome).toMatchObject({ kind: 'failed', code: 'INPUT_INVALID', retryable: false });
    expect(JSON.stringify(outcome)).toMatch(/to: .*count: /);
    expect(JSON.stringify(outcome)).not.toContain('bí mật');
  });

  it('refuses an operation the connector does not have, also one of Object.prototype', async () => {
    const connector = connectorThat(() => Promise.resolve({ answer: '' }));
    expect(await runOperation(connector, 'toString', {}, testHost())).toMatchObject({ code: 'OPERATION_UNKNOWN', retryable: false });
  });

  it.each<[string, unknown, object]>([
    ['a BPMN error', new BpmnError('REFUSED', 'no', { by: 'x' }), { kind: 'error', code: 'REFUSED', message: 'no', variables: { by: 'x' } }],
    [
      'a technical failure',
      new ConnectorError('BUSY', 'later', { retryable: true, retryAfterMs: 5000 }),
      { kind: 'failed', code: 'BUSY', message: 'later', retryable: true, retryAfterMs: 5000 },
    ],
    ['anything else as a bug', new RangeError('oops'), { kind: 'failed', code: 'CONNECTOR_BUG', message: 'Kết nối gặp lỗi lập trình: RangeError: oops', retryable: false }],
    ['a thrown value as a bug', 'text', { kind: 'failed', code: 'CONNECTOR_BUG', retryable: false }],
    [
      'a broken connection as retryable',
      new TypeError('terminated', { cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }) }),
      { kind: 'failed', code: 'NETWORK_FAILED', retryable: true },
    ],
  ])('tells %s', async (_, thrown, expected) => {
    const connector = connectorThat(() => Promise.reject(thrown as Error));
    expect(await runOperation(connector, 'run', { to: 'A' }, testHost())).toMatchObject(expected);
  });

  it('recognises the errors of another copy of the SDK', async () => {
    const foreign = Object.assign(new Error('later'), { [Symbol.for('vanthu.ConnectorError')]: true, code: 'BUSY', retryable: true });
    const connector = connectorThat(() => Promise.reject(foreign));
    expect(await runOperation(connector, 'run', { to: 'A' }, testHost())).toMatchObject({ kind: 'failed', code: 'BUSY', retryable: true });
  });

  it('calls an output that its own schema refuses a bug of the connector', async () => {
    const connector = connectorThat(() => Promise.resolve({ answer: 5 } as unknown as { answer: string }));
    expect(await runOperation(connector, 'run', { to: 'A' }, testHost())).toMatchObject({ code: 'OUTPUT_INVALID', retryable: false });
  });
});

describe('secrets', () => {
  it('are resolved where the field accepts them', async () => {
    const seen: string[] = [];
    const connector = connectorThat((input) => {
      seen.push(input.token ?? '');
      return Promise.resolve({ answer: 'ok' });
    });
    await runOperation(connector, 'run', { to: 'A', token: 'Bearer {{secrets.TOKEN}}' }, testHost(withSecret));
    expect(seen).toEqual([`Bearer ${secret}`]);
  });

  it('are not resolved in other fields, where text from outside may arrive', async () => {
    // given a subject a stranger wrote
    const connector = connectorThat((input) => Promise.resolve({ answer: input.to }));
    const host = testHost(withSecret);

    // when
    const outcome = await runOperation(connector, 'run', { to: '{{secrets.TOKEN}}' }, host);

    // then
    expect(outcome).toEqual({ kind: 'completed', output: { answer: '{{secrets.TOKEN}}' } });
    expect(host.askedSecrets).toEqual([]);
  });

  it('that are missing are an incident with their name', async () => {
    const connector = connectorThat(() => Promise.resolve({ answer: '' }));
    const outcome = await runOperation(connector, 'run', { to: 'A', token: '{{secrets.NOPE}}' }, testHost());
    expect(outcome).toMatchObject({ code: 'SECRET_MISSING', retryable: false });
    expect(JSON.stringify(outcome)).toContain('NOPE');
  });

  it('are in no output, error, variable or log line, in whatever form', async () => {
    const bytes = Buffer.from(secret);
    const encoded = [encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('hex'), Buffer.from(`user:${secret}`).toString('base64')];
    const forms = [secret, JSON.stringify({ secret }), ...encoded].join(' ');
    const leaks: Act[] = [
      () => Promise.resolve({ answer: forms }),
      () => Promise.reject(new ConnectorError('X', forms, { retryable: false })),
      () => Promise.reject(new BpmnError('X', forms, { [forms]: [forms] })),
      () => Promise.reject(new Error(forms)),
      (_, { logger }) => {
        logger.info(forms, { nested: { forms }, error: new Error(forms) });
        return Promise.resolve({ answer: '' });
      },
    ];
    for (const leak of leaks) {
      const host = testHost(withSecret);
      const outcome = await runOperation(connectorThat(leak), 'run', { to: 'A', token: '{{secrets.TOKEN}}' }, host);
      const written = JSON.stringify([outcome, host.log]);
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), ...encoded]) expect(written).not.toContain(form);
    }
  });
});

describe('time limit and abort', () => {
  const fetching = connectorThat(async (_, { fetch }) => ({ answer: await (await fetch('https://x.example/')).text() }));

  it('ends an operation at its limit, to be tried again', async () => {
    const outcome = await runOperation(fetching, 'run', { to: 'A' }, testHost({ fetch: hangingFetch, timeoutMs: 20 }));
    expect(outcome).toMatchObject({ kind: 'failed', code: 'TIMEOUT', retryable: true });
  });

  it('ends when the host stops', async () => {
    const stop = new AbortController();
    const running = runOperation(fetching, 'run', { to: 'A' }, testHost({ fetch: hangingFetch, signal: stop.signal }));
    stop.abort();
    expect(await running).toMatchObject({ code: 'ABORTED', retryable: true });
  });

  it('lets an act that was nearly done finish', async () => {
    const stop = new AbortController();
    const connector = connectorThat(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { answer: 'sent' };
    });
    const running = runOperation(connector, 'run', { to: 'A' }, testHost({ signal: stop.signal }));
    setTimeout(() => stop.abort(), 1);
    expect(await running).toEqual({ kind: 'completed', output: { answer: 'sent' } });
  });

  it('gives up on an operation that does not listen, and logs how it ended', async () => {
    const release: (() => void)[] = [];
    const connector = connectorThat(() => new Promise((resolve) => release.push(() => resolve({ answer: 'late' }))));
    const host = testHost({ timeoutMs: 5, graceMs: 5 });
    expect(await runOperation(connector, 'run', { to: 'A' }, host)).toMatchObject({ code: 'UNRESPONSIVE', retryable: true });
    release[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(host.log.map((line) => line.message)).toEqual([expect.stringContaining('given up')]);
  });

  it('turns a refused connection into a retryable failure that names the host', async () => {
    const refused = new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });
    const outcome = await runOperation(fetching, 'run', { to: 'A' }, testHost({ fetch: recordingFetch(refused).fetch }));
    expect(outcome).toMatchObject({ code: 'NETWORK_FAILED', retryable: true, message: expect.stringContaining('x.example') as string });
  });
});
