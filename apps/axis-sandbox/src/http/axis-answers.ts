import { transportTexts } from '../axis-state.js';
import type { AxisAgencyEntry, AxisAnswer, AxisReceivedEntry, AxisSentEntry } from '@vanthu/edxml';
import type { Agency } from '../agency.js';
import type { AxisState, DeliveryState } from '../axis-state.js';
import type { MessageSent } from '../axis-event.js';

export const ok: AxisAnswer = { status: 'OK', ErrorCode: '0', ErrorDesc: '' };

export interface PageQuery {
  readonly fromDate?: string;
  readonly toDate?: string;
  readonly pageSize?: number;
  readonly pageIndex?: number;
}

const defaultPageSize = 100;

/** One page of what lies between the dates, both inclusive. */
export function page<T>(entries: readonly T[], query: PageQuery, timeOf: (entry: T) => string): { data: T[]; total: number } {
  const from = query.fromDate?.replaceAll('-', '/') ?? '';
  const to = query.toDate?.replaceAll('-', '/') ?? '9999';
  const within = entries.filter((entry) => timeOf(entry).slice(0, 10) >= from && timeOf(entry).slice(0, 10) <= to);
  const size = query.pageSize ?? defaultPageSize;
  const start = ((query.pageIndex ?? 1) - 1) * size;
  return { data: within.slice(start, start + size), total: within.length };
}

export function agencyEntry(agency: Agency): AxisAgencyEntry {
  return {
    id: agency.code, pid: agency.parentCode, code: agency.code, name: agency.name, mail: agency.mail,
    oldCode: agency.oldCode, code102: agency.oldCode,
  };
}

export function receivedEntry(delivery: DeliveryState): AxisReceivedEntry {
  return {
    docId: delivery.docId, serviceType: 'eDoc', messageType: delivery.message.messageType,
    created_time: axisTime(delivery.message.at), updated_time: axisTime(delivery.updatedAt),
    from: delivery.message.from, to: delivery.to, status: delivery.status, status_desc: transportTexts[delivery.status],
  };
}

export function sentEntries(message: MessageSent, state: AxisState): AxisSentEntry[] {
  return message.deliveries.flatMap(({ docId }) => {
    const delivery = state.deliveries.get(docId);
    if (!delivery) return [];
    return [{
      senderDocId: message.docId, receiverDocId: docId, fromCode: message.from, toCode: delivery.to,
      title: message.title, notation: message.notation,
      sentTime: axisTime(message.at), sendStatus: 'done', sendStatusDesc: 'Đã gửi',
      receivedTime: delivery.status === 'initial' ? '' : axisTime(delivery.updatedAt),
      receiveStatus: delivery.status, receiveStatusDesc: transportTexts[delivery.status],
      messageType: message.messageType, serviceType: 'eDoc',
    }];
  });
}

/** `yyyy/MM/dd HH:mm:ss`, Vietnamese time. */
export function axisTime(iso: string): string {
  const hanoi = new Date(Date.parse(iso) + 7 * 3_600_000).toISOString();
  return `${hanoi.slice(0, 10).replaceAll('-', '/')} ${hanoi.slice(11, 19)}`;
}
