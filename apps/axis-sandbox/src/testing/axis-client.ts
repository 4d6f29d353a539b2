import { axisPaths, signAxisRequest } from '@vanthu/edxml';
import type { AxisMessageType, AxisReceivedAnswer, AxisReceivedQuery, AxisSentAnswer } from '@vanthu/edxml';

export interface AxisClientOptions {
  readonly systemId?: string;
  readonly secret?: string;
  readonly now?: Date;
}

/** Speaks to the axis over HTTP as a connected system would. */
export class AxisClient {
  constructor(
    readonly url: string,
    private readonly options: AxisClientOptions = {},
  ) {}

  async post(path: string, body: unknown): Promise<{ httpStatus: number; answer: Record<string, unknown> }> {
    const bytes = Buffer.from(JSON.stringify(body));
    return this.exchange(path, { method: 'POST', body: bytes, headers: this.sign({ body: bytes }, 'application/json') });
  }

  async get(path: string): Promise<{ httpStatus: number; answer: Record<string, unknown> }> {
    return this.exchange(path, { headers: this.sign({}) });
  }

  async send(from: string, messageType: AxisMessageType, xml: string, extra: Record<string, string> = {}): Promise<AxisSentAnswer & { httpStatus: number }> {
    const body = Buffer.from(xml);
    const headers = { ...this.sign({ body, from, serviceType: 'eDoc', messageType }, 'application/octet-stream'), ...extra };
    const { httpStatus, answer } = await this.exchange(axisPaths.send, { method: 'POST', body, headers });
    return { httpStatus, ...(answer as unknown as AxisSentAnswer) };
  }

  async received(query: Omit<AxisReceivedQuery, 'servicetype'>): Promise<AxisReceivedAnswer> {
    return (await this.post(axisPaths.receivedList, { servicetype: 'eDoc', ...query })).answer as unknown as AxisReceivedAnswer;
  }

  async edoc(docId: string): Promise<Buffer> {
    const { answer } = await this.post(axisPaths.edoc, { docId });
    return Buffer.from(String(answer['data']), 'base64');
  }

  sign(request: { body?: Uint8Array; from?: string; serviceType?: string; messageType?: AxisMessageType }, contentType?: string) {
    const { systemId = 'vanthu', secret = 'khoa-thu-nghiem', now = new Date() } = this.options;
    return { ...signAxisRequest({ systemId, ...request }, { secret, now }), ...(contentType && { 'content-type': contentType }) };
  }

  private async exchange(path: string, init: RequestInit): Promise<{ httpStatus: number; answer: Record<string, unknown> }> {
    const response = await fetch(`${this.url}${path}`, init);
    return { httpStatus: response.status, answer: (await response.json()) as Record<string, unknown> };
  }
}
