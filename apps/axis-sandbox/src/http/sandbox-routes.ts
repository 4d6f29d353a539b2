import { z } from 'zod';
import { agencySchema } from '../agency.js';
import { AxisRefusal } from '../axis-refusal.js';
import { documentRequestSchema, encodeRequestedDocument } from '../sandbox-document.js';
import { faultsSchema } from '../faults.js';
import { HttpRefusal, mebibyte, parseJson, readBody, send, sendJson } from './http-exchange.js';
import { pageHtml, pageScript, pageStyle } from './page.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Axis } from '../axis.js';
import type { AxisState } from '../axis-state.js';
import type { MessageSent } from '../axis-event.js';
import type { Faults } from '../faults.js';

const maxBody = 200 * mebibyte;
const newestShown = 200;

/** What people and tests steer the sandbox with. Open to whoever reaches the loopback port. */
export class SandboxRoutes {
  constructor(
    private readonly axis: Axis,
    private readonly faults: Faults,
    private readonly now: () => Date,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    try {
      return await this.route(request, response, url);
    } catch (error) {
      if (error instanceof HttpRefusal) sendJson(response, error.status, { error: error.message });
      else if (error instanceof AxisRefusal) sendJson(response, 422, { errorCode: error.code, error: error.message });
      else throw error;
      return true;
    }
  }

  private async route(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const { state } = this.axis;
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /health':
        sendJson(response, 200, { status: 'ok', agencies: state.agencies.size, messages: state.messages.size });
        return true;
      case 'GET /':
        send(response, 200, 'text/html; charset=utf-8', pageHtml);
        return true;
      case 'GET /page.js':
        send(response, 200, 'text/javascript; charset=utf-8', pageScript);
        return true;
      case 'GET /page.css':
        send(response, 200, 'text/css; charset=utf-8', pageStyle);
        return true;
      case 'GET /sandbox/agencies':
        sendJson(response, 200, [...state.agencies.values()]);
        return true;
      case 'POST /sandbox/agencies':
        await this.axis.registerAgencies(parseJson(await this.body(request), z.array(agencySchema)));
        sendJson(response, 200, [...state.agencies.values()]);
        return true;
      case 'POST /sandbox/send':
        sendJson(response, 201, await this.sendDocument(await this.body(request)));
        return true;
      case 'GET /sandbox/faults':
        sendJson(response, 200, this.faults.current());
        return true;
      case 'POST /sandbox/faults':
        sendJson(response, 200, this.faults.set(parseJson(await this.body(request), faultsSchema)));
        return true;
      case 'GET /sandbox/messages':
        sendJson(response, 200, [...state.messages.values()].slice(-(Number(url.searchParams.get('newest')) || newestShown)).reverse().map((message) => summary(message, state)));
        return true;
      default:
        return this.messageRoute(request, response, url);
    }
  }

  private async messageRoute(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const match = /^\/sandbox\/messages\/([0-9a-f-]{36})(\/xml)?$/.exec(url.pathname);
    if (request.method !== 'GET' || !match?.[1]) return false;
    const message = this.axis.state.messages.get(match[1]) ?? this.axis.state.deliveries.get(match[1])?.message;
    if (!message) throw new HttpRefusal(404, 'Không có thông điệp này');
    const xml = await this.axis.contentOf(message.docId);
    if (match[2]) send(response, 200, 'application/xml', xml);
    else sendJson(response, 200, { ...summary(message, this.axis.state), xml: xml.toString('utf8') });
    return true;
  }

  private async sendDocument(body: Buffer): Promise<object> {
    const request = parseJson(body, documentRequestSchema);
    const { agencies } = this.axis.state;
    if (agencies.get(request.from)?.mode !== 'automatic') throw new HttpRefusal(400, `from: ${request.from} không phải đơn vị tự động`);
    const content = encodeRequestedDocument(request, agencies, this.now());
    const sent = await this.axis.send({ from: request.from, messageType: 'edoc', content });
    return { docId: sent.docId, documentId: sent.documentId, deliveries: sent.deliveries };
  }

  private body(request: IncomingMessage): Promise<Buffer> {
    // A page elsewhere can make a browser post forms and text, but not JSON, without asking.
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) throw new HttpRefusal(415, 'Chỉ nhận application/json');
    return readBody(request, maxBody);
  }
}

function summary(message: MessageSent, state: AxisState): object {
  const deliveries = message.deliveries.map(({ docId, to }) => {
    const delivery = state.deliveries.get(docId);
    return { docId, to, status: delivery?.status, timeline: delivery?.timeline ?? [] };
  });
  const { docId, at, messageType, statusCode, from, title, notation, documentId, size } = message;
  return { docId, at, messageType, statusCode, from, title, notation, documentId, size, deliveries };
}
