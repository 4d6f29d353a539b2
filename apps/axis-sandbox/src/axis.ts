import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { mkdir } from 'node:fs/promises';
import { axisErrorCodes } from '@vanthu/edxml';
import { AxisRefusal } from './axis-refusal.js';
import { AxisState } from './axis-state.js';
import { Journal } from './journal.js';
import { MessageFiles } from './message-files.js';
import { readEnvelope } from './message-envelope.js';
import type { AxisMessageType, AxisTransportStatus } from '@vanthu/edxml';
import type { Agency } from './agency.js';
import type { AnswerStep, AxisEvent, MessageSent } from './axis-event.js';
import type { DeliveryState } from './axis-state.js';
import type { Envelope } from './message-envelope.js';

export interface SendRequest {
  readonly from: string;
  readonly messageType: AxisMessageType;
  readonly content: Uint8Array;
  readonly idempotencyKey?: string;
  readonly answer?: AnswerStep;
  /** Copies for each receiver: 2 is the fault of double delivery. */
  readonly copies?: number;
}

/** Store and forward: whatever a method answered is on the disk. */
export class Axis {
  readonly state = new AxisState();
  private last: Promise<unknown> = Promise.resolve();
  private readonly listeners: ((message: MessageSent) => void)[] = [];

  private constructor(
    private readonly journal: Journal<AxisEvent>,
    private readonly files: MessageFiles,
    private readonly now: () => Date,
  ) {}

  static async open(folder: string, now: () => Date): Promise<Axis> {
    await mkdir(folder, { recursive: true });
    const files = await MessageFiles.open(path.join(folder, 'messages'));
    const { journal, events } = await Journal.open<AxisEvent>(path.join(folder, 'journal.jsonl'));
    const axis = new Axis(journal, files, now);
    for (const event of events) axis.state.apply(event);
    return axis;
  }

  /** Called after a message is stored. */
  onSent(listener: (message: MessageSent) => void): void {
    this.listeners.push(listener);
  }

  /** @throws AxisRefusal with 18, 19, 22 or 23 */
  async send(request: SendRequest): Promise<MessageSent> {
    const envelope = readEnvelope(request.content, request.messageType);
    if (envelope.from !== request.from) throw new AxisRefusal(axisErrorCodes.unknownSender, 'Đơn vị gửi khác với đơn vị trong thông điệp');
    this.checkParties(envelope);
    const contentHash = await this.files.put(request.content);
    return this.exclusive(async () => {
      this.checkParties(envelope);
      const known = this.alreadySent(request, envelope, contentHash);
      if (known) return known;
      const message = this.newMessage(request, envelope, contentHash);
      await this.commit([message]);
      for (const listener of this.listeners) listener(message);
      return message;
    });
  }

  async updateStatus(docId: string, status: AxisTransportStatus): Promise<void> {
    await this.exclusive(async () => {
      const delivery = this.delivery(docId);
      if (delivery.status === status) return;
      await this.commit([{ type: 'DeliveryStatusChanged', at: this.timestamp(), docId, status }]);
    });
  }

  async contentOf(docId: string): Promise<Buffer> {
    const message = this.state.deliveries.get(docId)?.message ?? this.state.messages.get(docId);
    if (!message) throw new AxisRefusal(axisErrorCodes.badFile, 'Không có thông điệp này');
    return this.files.get(message.contentHash);
  }

  /** The content for its receiver; the first time is noted. */
  async download(docId: string): Promise<Buffer> {
    const delivery = this.delivery(docId);
    const content = await this.files.get(delivery.message.contentHash);
    if (!delivery.isDownloaded) await this.exclusive(() => this.commit([{ type: 'DeliveryDownloaded', at: this.timestamp(), docId }]));
    return content;
  }

  async registerAgencies(agencies: readonly Agency[]): Promise<void> {
    await this.exclusive(async () => {
      const at = this.timestamp();
      const changed = agencies.filter((agency) => JSON.stringify(this.state.agencies.get(agency.code)) !== JSON.stringify(agency));
      await this.commit(changed.map((agency) => ({ type: 'AgencyRegistered', at, agency })));
    });
  }

  async deleteAgency(code: string): Promise<void> {
    await this.exclusive(async () => {
      if (!this.state.agencies.has(code)) throw new AxisRefusal(axisErrorCodes.unknownReceiver, 'Đơn vị không tồn tại');
      await this.commit([{ type: 'AgencyDeleted', at: this.timestamp(), code }]);
    });
  }

  delivery(docId: string): DeliveryState {
    const delivery = this.state.deliveries.get(docId);
    if (!delivery) throw new AxisRefusal(axisErrorCodes.badFile, 'Không có thông điệp này');
    return delivery;
  }

  async close(): Promise<void> {
    await this.last.catch(() => undefined);
    await this.journal.close();
  }

  private checkParties(envelope: Envelope): void {
    if (!this.state.agencies.has(envelope.from)) throw new AxisRefusal(axisErrorCodes.unknownSender, 'Đơn vị gửi chưa đăng ký');
    const unknown = envelope.receivers.filter((organId) => !this.state.agencies.has(organId));
    if (unknown.length > 0) throw new AxisRefusal(axisErrorCodes.unknownReceiver, `Đơn vị nhận không tồn tại: ${unknown.join(', ')}`);
    const locked = envelope.receivers.filter((organId) => this.state.agencies.get(organId)?.isLocked);
    if (locked.length > 0) throw new AxisRefusal(axisErrorCodes.lockedReceiver, `Đơn vị nhận đã khóa: ${locked.join(', ')}`);
  }

  private alreadySent(request: SendRequest, envelope: Envelope, contentHash: string): MessageSent | undefined {
    const byKey = request.idempotencyKey === undefined ? undefined : this.state.sameKey(request.from, request.idempotencyKey);
    if (byKey && byKey.documentId !== envelope.documentId) {
      throw new AxisRefusal(axisErrorCodes.fileNotProcessed, 'Idempotency-Key đã dùng cho văn bản khác');
    }
    return byKey ?? this.state.sameMessage(request.from, envelope.documentId, envelope.receivers, contentHash);
  }

  private newMessage(request: SendRequest, envelope: Envelope, contentHash: string): MessageSent {
    const copies = Array.from({ length: request.copies ?? 1 });
    return {
      type: 'MessageSent', at: this.timestamp(), docId: randomUUID(), messageType: request.messageType, from: envelope.from,
      deliveries: envelope.receivers.flatMap((to) => copies.map(() => ({ docId: randomUUID(), to }))),
      contentHash, size: request.content.byteLength,
      documentId: envelope.documentId, title: envelope.title, notation: envelope.notation, statusCode: envelope.statusCode,
      idempotencyKey: request.idempotencyKey, answer: request.answer,
    };
  }

  private async commit(events: readonly AxisEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.journal.append(events);
    for (const event of events) this.state.apply(event);
  }

  /** One change after the other, so that what was checked still holds when it is written. */
  private exclusive<T>(change: () => Promise<T>): Promise<T> {
    const next = this.last.then(change, change);
    this.last = next.catch(() => undefined);
    return next;
  }

  private timestamp(): string {
    return this.now().toISOString();
  }
}
