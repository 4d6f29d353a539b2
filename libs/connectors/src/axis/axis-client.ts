import { axisPaths, signAxisRequest } from '@vanthu/edxml';
import type { AxisMessageType, AxisReceivedEntry, AxisSentEntry } from '@vanthu/edxml';
import { z } from 'zod';
import { axisError, axisRefusal } from './axis-errors.js';

/** Where the axis is and as which system we speak. The secret itself is asked for by name at each use. */
export const axisGatewaySchema = z.object({
  gatewayUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  systemId: z.string().min(1),
  secretName: z.string().min(1).default('AXIS_SECRET'),
});
export type AxisGateway = z.output<typeof axisGatewaySchema>;

export interface AxisAccess {
  readonly gateway: AxisGateway;
  readonly secret: string;
  readonly fetch: typeof fetch;
  now(): Date;
}

const requestTimeoutMs = 60_000;
const pageSize = 100;
const mostPages = 1000;

const answerSchema = z.object({ status: z.string(), ErrorCode: z.coerce.string().default(''), ErrorDesc: z.string().nullish() });
const receivedEntry = z.object({ docId: z.string().min(1), messageType: z.enum(['edoc', 'status']), created_time: z.string(), from: z.string(), to: z.string() });
const sentEntry = z.object({ senderDocId: z.string(), fromCode: z.string(), toCode: z.string(), title: z.string(), notation: z.string(), messageType: z.string() });
const pageOf = <Entry extends z.ZodType>(entry: Entry) => z.object({ data: z.array(entry), total: z.number().optional() });

export type ReceivedEntry = Pick<AxisReceivedEntry, 'docId' | 'messageType' | 'created_time' | 'from' | 'to'>;
export type SentEntry = Pick<AxisSentEntry, 'senderDocId' | 'fromCode' | 'toCode' | 'title' | 'notation'> & { readonly messageType: string };

/** The national gateway's protocol. Throws `ConnectorError`. */
export class AxisClient {
  constructor(private readonly access: AxisAccess) {}

  /** Resolves with the axis' own id of the message. The same key and document twice is one message where the gateway supports it. */
  async send(from: string, messageType: AxisMessageType, xml: Uint8Array, idempotencyKey: string): Promise<string> {
    const answer = await this.#call(axisPaths.send, xml, {
      'content-type': 'application/octet-stream', 'idempotency-key': idempotencyKey, ...this.#signed({ from, messageType, body: xml }),
    });
    return z.object({ DocId: z.coerce.string() }).parse(answer).DocId;
  }

  /** Messages waiting for us, all pages. */
  async waiting(messageType: AxisMessageType): Promise<readonly ReceivedEntry[]> {
    return this.#pages(axisPaths.receivedList, { servicetype: 'eDoc', messagetype: messageType }, receivedEntry);
  }

  /** What our system sent since a day (`yyyy/MM/dd`), one entry per receiver. */
  async sentSince(fromDate: string): Promise<readonly SentEntry[]> {
    return this.#pages(axisPaths.sentList, { fromDate }, sentEntry);
  }

  async message(docId: string): Promise<Buffer> {
    const answer = await this.#post(axisPaths.edoc, { docId });
    return Buffer.from(z.object({ data: z.string() }).parse(answer).data, 'base64');
  }

  async acknowledge(docId: string, status: 'done' | 'fail'): Promise<void> {
    await this.#post(axisPaths.updateStatus, { docId, status });
  }

  async #pages<Entry extends z.ZodType>(path: string, query: object, entry: Entry): Promise<readonly z.output<Entry>[]> {
    const entries: z.output<Entry>[] = [];
    for (let pageIndex = 1; pageIndex <= mostPages; pageIndex++) {
      const { data, total } = pageOf(entry).parse(await this.#post(path, { ...query, pageSize, pageIndex }));
      entries.push(...data);
      if (data.length < pageSize || (total !== undefined && entries.length >= total)) break;
    }
    return entries;
  }

  #post(path: string, value: object): Promise<unknown> {
    const body = Buffer.from(JSON.stringify(value), 'utf8');
    return this.#call(path, body, { 'content-type': 'application/json; charset=utf-8', ...this.#signed({ body }) });
  }

  #signed(request: { readonly from?: string; readonly messageType?: AxisMessageType; readonly body: Uint8Array }): Record<string, string> {
    const { gateway, secret } = this.access;
    return signAxisRequest({ systemId: gateway.systemId, serviceType: 'eDoc', ...request }, { secret, now: this.access.now() });
  }

  async #call(path: string, body: Uint8Array, headers: Record<string, string>): Promise<unknown> {
    const limit = AbortSignal.timeout(requestTimeoutMs);
    try {
      const response = await this.access.fetch(`${this.access.gateway.gatewayUrl}${path}`, { method: 'POST', headers, body: Buffer.from(body), signal: limit });
      return answerOf(response.status, await response.text());
    } catch (error) {
      if (limit.aborted) throw axisError('AXIS_FAULT', `không trả lời sau ${requestTimeoutMs / 1000} giây`, error);
      if (error instanceof z.ZodError) throw axisError('AXIS_ANSWER_UNREADABLE', path, error);
      throw error;
    }
  }
}

function answerOf(httpStatus: number, text: string): unknown {
  const answer = answerSchema.safeParse(parsed(text));
  if (answer.success && answer.data.status !== 'OK') throw axisRefusal(answer.data.ErrorCode, answer.data.ErrorDesc ?? '');
  if (httpStatus >= 400) throw axisError('AXIS_FAULT', `(HTTP ${httpStatus})`);
  if (!answer.success) throw axisError('AXIS_ANSWER_UNREADABLE', `(HTTP ${httpStatus})`);
  return parsed(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
