import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';

/** A request that cannot be taken; answered with its status and text. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'HttpRefusal';
  }
}

export const mebibyte = 1024 * 1024;

/** The whole body. @throws HttpRefusal 413 past the limit */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new HttpRefusal(413, `Nội dung lớn hơn ${maxBytes} byte`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws HttpRefusal 400 naming the fields that do not fit */
export function parseJson<T extends z.ZodType>(body: Uint8Array, schema: T): z.infer<T> {
  const result = schema.safeParse(jsonOf(body));
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || '(nội dung)'}: ${issue.message}`);
  throw new HttpRefusal(400, `Dữ liệu không hợp lệ: ${problems.join('; ')}`);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json; charset=utf-8', Buffer.from(JSON.stringify(value)));
}

export function send(response: ServerResponse, status: number, contentType: string, content: Uint8Array | string): void {
  const bytes = Buffer.from(content);
  response.writeHead(status, {
    'content-type': contentType, 'content-length': bytes.length, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store',
    'content-security-policy': "default-src 'self'; img-src data:",
  });
  response.end(bytes);
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return body.byteLength === 0 ? {} : (JSON.parse(Buffer.from(body).toString('utf8')) as unknown);
  } catch {
    throw new HttpRefusal(400, 'Nội dung không phải JSON');
  }
}
