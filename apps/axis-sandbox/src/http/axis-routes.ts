import { axisErrorCodes, axisPaths, verifyAxisRequest } from '@vanthu/edxml';
import { z } from 'zod';
import { AxisRefusal } from '../axis-refusal.js';
import { agencySchema } from '../agency.js';
import { spoil } from '../fault-content.js';
import { HttpRefusal, mebibyte, parseJson, readBody, send, sendJson } from './http-exchange.js';
import { agencyEntry, ok, page, receivedEntry, sentEntries } from './axis-answers.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AxisMessageType } from '@vanthu/edxml';
import type { Axis } from '../axis.js';
import type { DeliveryState } from '../axis-state.js';
import type { Faults } from '../faults.js';

export interface AxisSystem {
  readonly systemId: string;
  readonly secret: string;
}

export interface AxisRoutesContext {
  readonly axis: Axis;
  readonly faults: Faults;
  readonly systems: readonly AxisSystem[];
  readonly now: () => Date;
}

interface AxisCall {
  readonly systemId: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

type Handler = (routes: AxisRoutes, call: AxisCall) => Promise<object | Buffer> | object;

const maxMessage = 200 * mebibyte;
const maxJson = mebibyte;
const messageType = z.enum(['edoc', 'status']);
const transportStatus = z.enum(['initial', 'processing', 'done', 'fail']);
const axisDate = z.string().regex(/^\d{4}[/-]\d{2}[/-]\d{2}$/).optional();
const paging = { fromDate: axisDate, toDate: axisDate, pageSize: z.coerce.number().int().min(1).max(1000).optional(), pageIndex: z.coerce.number().int().min(1).optional() };
const receivedQuerySchema = z.object({
  servicetype: z.literal('eDoc'), messagetype: messageType, to: z.string().max(35).optional(), status: transportStatus.optional(), ...paging,
});
const registrationSchema = z.object({
  data: z.object({ code: z.string(), name: z.string(), pcode: z.string().default(''), mail: z.string().default('') }),
});

/** The paths of the national gateway. Signed headers are required on each of them. */
export class AxisRoutes {
  private readonly handlers: Readonly<Record<string, Handler>> = {
    [`POST ${axisPaths.agencies}`]: (routes) => routes.agencies(),
    'POST /getAgenciesListQD20': (routes) => routes.agencies(),
    'POST /getSynchronizeUnit': (routes) => routes.agencies(),
    [`POST ${axisPaths.registerAgency}`]: (routes, call) => routes.register(call),
    [`POST ${axisPaths.deleteAgency}`]: (routes, call) => routes.remove(call),
    [`POST ${axisPaths.receivedList}`]: (routes, call) => routes.received(call),
    [`POST ${axisPaths.edoc}`]: (routes, call) => routes.edoc(call),
    [`GET ${axisPaths.download}`]: (routes, call) => routes.downloadFile(call),
    [`POST ${axisPaths.send}`]: (routes, call) => routes.send(call),
    [`POST ${axisPaths.sentList}`]: (routes, call) => routes.sent(call),
    [`POST ${axisPaths.updateStatus}`]: (routes, call) => routes.updateStatus(call),
    [`GET ${axisPaths.countEdoc}`]: (routes, call) => routes.count(call, 'edoc'),
    [`GET ${axisPaths.countStatus}`]: (routes, call) => routes.count(call, 'status'),
  };

  constructor(private readonly context: AxisRoutesContext) {}

  has(request: IncomingMessage, url: URL): boolean {
    return `${request.method} ${url.pathname}` in this.handlers;
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { faults } = this.context;
    const isSend = url.pathname === axisPaths.send;
    const body = await readBody(request, isSend ? maxMessage : maxJson);
    if (faults.take('timeout')) return;
    if (faults.take('error500')) return void sendJson(response, 500, fail(axisErrorCodes.systemFault, 'Lỗi hệ thống'));
    try {
      const call = { ...this.authenticate(request, body), body, query: url.searchParams, headers: request.headers };
      const answer = await this.handlers[`${request.method} ${url.pathname}`]?.(this, call);
      if (isSend && faults.take('lostAnswer')) return void request.socket.destroy();
      if (answer instanceof Buffer) send(response, 200, 'application/xml', answer);
      else sendJson(response, 200, answer);
    } catch (error) {
      answerFailure(response, error);
    }
  }

  private authenticate(request: IncomingMessage, body: Buffer): Pick<AxisCall, 'systemId' | 'fields'> {
    const secretOf = (systemId: string) => this.context.systems.find((system) => system.systemId === systemId)?.secret;
    const result = verifyAxisRequest(request.headers, { secretOf, now: this.context.now(), body });
    if (this.context.faults.take('wrongHash') || !result.ok) {
      throw new AxisRefusal(axisErrorCodes.badCredentials, `Sai SystemId hoặc SecretKey (${result.ok ? 'badHash' : result.reason})`);
    }
    return { systemId: result.systemId, fields: result.fields };
  }

  private agencies(): object {
    return { ...ok, data: [...this.context.axis.state.agencies.values()].map(agencyEntry) };
  }

  private async register(call: AxisCall): Promise<object> {
    const { data } = parseJson(call.body, registrationSchema);
    const known = this.context.axis.state.agencies.get(data.code);
    const agency = agencySchema.safeParse({
      ...known, code: data.code, name: data.name, parentCode: data.pcode, mail: data.mail, mode: 'hosted', systemId: call.systemId,
    });
    if (!agency.success) throw new AxisRefusal(axisErrorCodes.badFile, 'Mã định danh hoặc tên đơn vị không hợp lệ');
    if (known && this.systemOf(known.code) !== call.systemId) throw new AxisRefusal(axisErrorCodes.badCredentials, 'Đơn vị thuộc hệ thống khác');
    await this.context.axis.registerAgencies([agency.data]);
    return ok;
  }

  private async remove(call: AxisCall): Promise<object> {
    const { AgencyCode } = parseJson(call.body, z.object({ AgencyCode: z.string() }));
    this.requireOwn(AgencyCode, call);
    await this.context.axis.deleteAgency(AgencyCode);
    return ok;
  }

  private received(call: AxisCall): object {
    const query = parseJson(call.body, receivedQuerySchema);
    const found = this.context.axis.state.received(this.own(call, query.to), query.messagetype).filter((delivery) =>
      query.status === undefined ? delivery.status === 'initial' || delivery.status === 'processing' : delivery.status === query.status);
    const isReordered = query.messagetype === 'status' && this.context.faults.take('reorderedStatuses');
    return { ...ok, ...page((isReordered ? found.reverse() : found).map(receivedEntry), query, (entry) => entry.created_time) };
  }

  private async edoc(call: AxisCall): Promise<object> {
    const { docId } = parseJson(call.body, z.object({ docId: z.string() }));
    return { ...ok, data: (await this.contentFor(call, docId)).toString('base64') };
  }

  private downloadFile(call: AxisCall): Promise<Buffer> {
    return this.contentFor(call, call.query.get('docId') ?? '');
  }

  private async send(call: AxisCall): Promise<object> {
    const { axis, faults } = this.context;
    if (faults.take('unknownRecipient')) throw new AxisRefusal(axisErrorCodes.unknownReceiver, 'Đơn vị nhận không tồn tại');
    if (faults.take('lockedRecipient')) throw new AxisRefusal(axisErrorCodes.lockedReceiver, 'Đơn vị nhận đã khóa');
    const from = field(call, 'from');
    const kind = messageType.safeParse(field(call, 'messagetype'));
    if (!kind.success) throw new AxisRefusal(axisErrorCodes.badFile, 'messagetype phải là edoc hoặc status');
    this.requireOwn(from, call, axisErrorCodes.unknownSender);
    const key = call.headers['idempotency-key'];
    const sent = await axis.send({
      from, messageType: kind.data, content: call.body, copies: faults.take('duplicateDelivery') ? 2 : 1,
      idempotencyKey: typeof key === 'string' ? key.slice(0, 200) : undefined,
    });
    return { ...ok, DocId: sent.docId };
  }

  private sent(call: AxisCall): object {
    const query = parseJson(call.body, z.object(paging));
    const own = this.own(call);
    const messages = [...this.context.axis.state.messages.values()].filter((message) => own.has(message.from));
    const entries = messages.flatMap((message) => sentEntries(message, this.context.axis.state));
    return { ...ok, ...page(entries, query, (entry) => entry.sentTime) };
  }

  private async updateStatus(call: AxisCall): Promise<object> {
    const { docId, status } = parseJson(call.body, z.object({ docId: z.string(), status: z.enum(['done', 'processing', 'fail']) }));
    this.ownDelivery(call, docId);
    await this.context.axis.updateStatus(docId, status);
    return ok;
  }

  private count(call: AxisCall, type: AxisMessageType): object {
    const waiting = this.context.axis.state.received(this.own(call), type).filter((delivery) => delivery.status === 'initial');
    return { ...ok, count: waiting.length };
  }

  private async contentFor(call: AxisCall, docId: string): Promise<Buffer> {
    this.ownDelivery(call, docId);
    return spoil(await this.context.axis.download(docId), this.context.faults);
  }

  private ownDelivery(call: AxisCall, docId: string): DeliveryState {
    const delivery = this.context.axis.state.deliveries.get(docId);
    if (!delivery || this.systemOf(delivery.to) !== call.systemId) throw new AxisRefusal(axisErrorCodes.badFile, 'Không có thông điệp này');
    return delivery;
  }

  private own(call: AxisCall, only?: string): ReadonlySet<string> {
    const hosted = [...this.context.axis.state.agencies.keys()].filter((organId) => this.systemOf(organId) === call.systemId);
    return new Set(only === undefined ? hosted : hosted.filter((organId) => organId === only));
  }

  private requireOwn(organId: string, call: AxisCall, code: AxisRefusal['code'] = axisErrorCodes.badCredentials): void {
    if (this.systemOf(organId) !== call.systemId) throw new AxisRefusal(code, `Đơn vị ${organId} không thuộc hệ thống này`);
  }

  /** The system that acts for an agency; nobody acts for an automatic one. */
  private systemOf(organId: string): string | undefined {
    const agency = this.context.axis.state.agencies.get(organId);
    if (agency?.mode !== 'hosted') return undefined;
    return agency.systemId || this.context.systems[0]?.systemId;
  }
}

function field(call: AxisCall, name: string): string {
  const plain = call.headers[name];
  return call.fields[name] ?? (typeof plain === 'string' ? plain : '');
}

function answerFailure(response: ServerResponse, error: unknown): void {
  if (error instanceof AxisRefusal) {
    const status = error.code === axisErrorCodes.badCredentials ? 401 : 200;
    sendJson(response, status, { ...fail(error.code, error.message), DocId: '' });
  } else if (error instanceof HttpRefusal) {
    sendJson(response, error.status, fail(axisErrorCodes.badFile, error.message));
  } else {
    throw error;
  }
}

function fail(code: string, description: string) {
  return { status: 'FAIL', ErrorCode: code, ErrorDesc: description } as const;
}
