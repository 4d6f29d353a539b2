import { ConnectorError, defineConnector, defineOperation, field } from '@vanthu/connector-sdk';
import type { Connector, OperationContext } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { httpError, httpErrors } from './http-errors.js';
import { httpIcon } from './http.icon.js';
import { readLimited } from './read-limited.js';
import { retryAfterMs } from './retry-after.js';

const configurationSchema = z.object({
  /** Largest answer in bytes. */
  maxResponseBytes: z.number().int().positive().default(10 * 1024 * 1024),
});
type Configuration = z.output<typeof configurationSchema>;

const headerValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'không được có ký tự xuống dòng hoặc ký tự ngoài ISO 8859-1');
const headers = z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), headerValue).default({});
const address = z
  .url({ protocol: /^https?$/, message: 'phải là địa chỉ http hoặc https' })
  .refine((url) => new URL(url).username === '' && new URL(url).password === '', 'không được chứa tên đăng nhập; hãy dùng đầu mục Authorization');

const inputSchema = z.object({
  method: field(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'), { label: { vi: 'Phương thức', en: 'Method' } }),
  url: field(address, {
    label: { vi: 'Địa chỉ', en: 'URL' },
    hint: { vi: 'Máy chủ phải nằm trong danh sách được phép', en: 'The host must be on the list of allowed hosts' },
  }),
  headers: field(headers, { label: { vi: 'Đầu mục', en: 'Headers' }, hint: { vi: 'Ví dụ ={"Accept": "application/json"}', en: 'For example ={"Accept": "application/json"}' } }),
  secretHeaders: field(headers, {
    label: { vi: 'Đầu mục có bí mật', en: 'Headers with secrets' },
    hint: { vi: 'Ví dụ ={"Authorization": "Bearer {{secrets.TOKEN}}"}; không đưa biến vào đây', en: 'For example ={"Authorization": "Bearer {{secrets.TOKEN}}"}; put no variables here' },
    acceptsSecrets: true,
  }),
  body: field(z.unknown().optional(), {
    label: { vi: 'Nội dung gửi', en: 'Body' },
    hint: { vi: 'Văn bản được gửi nguyên; giá trị khác gửi dạng JSON', en: 'Text goes as it is, any other value as JSON' },
  }),
  timeoutSeconds: field(z.number().positive().max(110).default(20), { label: { vi: 'Thời gian chờ (giây)', en: 'Timeout (seconds)' } }),
});
type Input = z.output<typeof inputSchema>;

const outputSchema = z.object({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  /** Parsed JSON, text, or null when the answer was stored as a file. */
  body: z.unknown(),
  file: z.object({ sha256: z.string(), size: z.number() }).nullable(),
});

/**
 * `http:request:1`. Answers from 400 on are failures: `HTTP_<status>`, retryable for 408, 425, 429 and from 500 on.
 * Which hosts it reaches is decided by the host's `fetch`. An answer that is neither JSON nor text is stored as a file.
 */
export function createHttpConnector(configuration: z.input<typeof configurationSchema> = {}): Connector {
  const settings = configurationSchema.parse(configuration);
  return defineConnector({
    id: 'http',
    version: 1,
    name: { vi: 'Gọi HTTP', en: 'HTTP' },
    icon: httpIcon,
    errors: httpErrors,
    operations: {
      request: defineOperation({
        name: { vi: 'Gọi dịch vụ HTTP', en: 'HTTP request' },
        input: inputSchema,
        output: outputSchema,
        timeoutMs: 120_000,
        execute: (input, context) => request(input, context, settings),
      }),
    },
  });
}

async function request(input: Input, context: OperationContext, settings: Configuration): Promise<z.input<typeof outputSchema>> {
  const limit = AbortSignal.timeout(input.timeoutSeconds * 1000);
  try {
    const response = await context.fetch(input.url, requestInit(input, context, limit));
    const content = await readLimited(response, settings.maxResponseBytes);
    if (response.status >= 400) throw refusal(response, content, context.now());
    return { status: response.status, headers: Object.fromEntries(response.headers), ...(await bodyOf(response, content, context)) };
  } catch (error) {
    if (limit.aborted && !context.signal.aborted && !(error instanceof ConnectorError)) {
      throw httpError('HTTP_TIMEOUT', { detail: `${new URL(input.url).host} (${input.timeoutSeconds} giây).` });
    }
    throw error;
  }
}

function requestInit(input: Input, context: OperationContext, limit: AbortSignal): RequestInit {
  const headers = new Headers({ ...input.headers, ...input.secretHeaders });
  if (!['GET', 'HEAD'].includes(input.method) && !headers.has('idempotency-key')) headers.set('idempotency-key', context.idempotencyKey);
  const init = { method: input.method, headers, signal: limit };
  if (input.body === undefined || input.body === null || input.method === 'GET' || input.method === 'HEAD') return init;
  if (typeof input.body === 'string') return { ...init, body: input.body };
  if (!headers.has('content-type')) headers.set('content-type', 'application/json; charset=utf-8');
  return { ...init, body: JSON.stringify(input.body) };
}

function refusal(response: Response, content: Uint8Array, now: Date): ConnectorError {
  const retryable = response.status >= 500 || [408, 425, 429].includes(response.status);
  const wait = retryable ? retryAfterMs(response.headers.get('retry-after'), now) : null;
  const words = Buffer.from(content.subarray(0, 300)).toString('utf8').replace(/\s+/g, ' ').trim();
  return new ConnectorError(`HTTP_${response.status}`, `Dịch vụ trả lời ${response.status} ${response.statusText}: ${words}`, {
    retryable, ...(wait !== null && { retryAfterMs: wait }),
  });
}

async function bodyOf(response: Response, content: Uint8Array, context: OperationContext): Promise<{ body: unknown; file: { sha256: string; size: number } | null }> {
  const type = (response.headers.get('content-type') ?? '').toLowerCase();
  if (content.byteLength === 0) return { body: null, file: null };
  if (/[/+]json\b/.test(type)) return { body: parsedJson(content), file: null };
  if (type === '' || type.startsWith('text/') || /[/+]xml\b|urlencoded/.test(type)) return { body: Buffer.from(content).toString('utf8'), file: null };
  return { body: null, file: await context.files.save(content, new URL(response.url || 'http://file/answer').pathname.split('/').at(-1) || 'answer') };
}

function parsedJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(content).toString('utf8'));
  } catch (cause) {
    throw httpError('ANSWER_NOT_JSON', { cause });
  }
}
