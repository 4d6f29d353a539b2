import type { AxisMessageType, AxisTransportStatus } from '@vanthu/edxml';
import type { Agency } from './agency.js';
import type { AxisEvent, Delivery, MessageSent } from './axis-event.js';

export interface TimelineEntry {
  readonly at: string;
  readonly what: string;
}

/** One receiver's copy of a message. */
export interface DeliveryState {
  readonly docId: string;
  readonly message: MessageSent;
  readonly to: string;
  status: AxisTransportStatus;
  updatedAt: string;
  isDownloaded: boolean;
  readonly timeline: TimelineEntry[];
}

/** What the journal adds up to. Only `apply` changes it. */
export class AxisState {
  readonly agencies = new Map<string, Agency>();
  readonly messages = new Map<string, MessageSent>();
  readonly deliveries = new Map<string, DeliveryState>();
  private readonly byContent = new Map<string, MessageSent>();
  private readonly byKey = new Map<string, MessageSent>();
  private readonly answers = new Map<string, Set<number>>();

  apply(event: AxisEvent): void {
    switch (event.type) {
      case 'AgencyRegistered':
        this.agencies.set(event.agency.code, event.agency);
        break;
      case 'AgencyDeleted':
        this.agencies.delete(event.code);
        break;
      case 'MessageSent':
        this.applySent(event);
        break;
      case 'DeliveryStatusChanged':
        this.applyStatus(event.docId, event.status, event.at);
        break;
      case 'DeliveryDownloaded':
        this.applyDownload(event.docId, event.at);
        break;
    }
  }

  /** The message a sender already sent: same sender, document, receivers and content. */
  sameMessage(from: string, documentId: string, receivers: readonly string[], contentHash: string): MessageSent | undefined {
    return this.byContent.get(contentKey(from, documentId, receivers, contentHash));
  }

  sameKey(from: string, idempotencyKey: string): MessageSent | undefined {
    return this.byKey.get(JSON.stringify([from, idempotencyKey]));
  }

  /** How many answers an automatic agency gave to a delivery; steps are given in order. */
  answeredSteps(docId: string): number {
    return this.answers.get(docId)?.size ?? 0;
  }

  /** Copies for any of the organisations, oldest first. */
  received(organIds: ReadonlySet<string>, messageType: AxisMessageType): DeliveryState[] {
    return [...this.deliveries.values()].filter((each) => organIds.has(each.to) && each.message.messageType === messageType);
  }

  private applySent(event: MessageSent): void {
    this.messages.set(event.docId, event);
    for (const delivery of event.deliveries) this.deliveries.set(delivery.docId, newDelivery(event, delivery));
    const receivers = [...new Set(event.deliveries.map((delivery) => delivery.to))];
    this.byContent.set(contentKey(event.from, event.documentId, receivers, event.contentHash), event);
    if (event.idempotencyKey !== undefined) this.byKey.set(JSON.stringify([event.from, event.idempotencyKey]), event);
    if (event.answer) this.answers.set(event.answer.docId, (this.answers.get(event.answer.docId) ?? new Set()).add(event.answer.step));
  }

  private applyDownload(docId: string, at: string): void {
    const delivery = this.deliveries.get(docId);
    if (!delivery) return;
    delivery.isDownloaded = true;
    delivery.timeline.push({ at, what: 'Đã tải về' });
  }

  private applyStatus(docId: string, status: AxisTransportStatus, at: string): void {
    const delivery = this.deliveries.get(docId);
    if (!delivery) return;
    delivery.status = status;
    delivery.updatedAt = at;
    delivery.timeline.push({ at, what: transportTexts[status] });
  }
}

export const transportTexts: Readonly<Record<AxisTransportStatus, string>> = {
  initial: 'Chờ nhận',
  processing: 'Đang nhận',
  done: 'Đã nhận',
  fail: 'Nhận lỗi',
};

function newDelivery(message: MessageSent, delivery: Delivery): DeliveryState {
  const timeline = [{ at: message.at, what: transportTexts.initial }];
  return { docId: delivery.docId, message, to: delivery.to, status: 'initial', updatedAt: message.at, isDownloaded: false, timeline };
}

function contentKey(from: string, documentId: string, receivers: readonly string[], contentHash: string): string {
  return JSON.stringify([from, documentId, receivers.toSorted(), contentHash]);
}
