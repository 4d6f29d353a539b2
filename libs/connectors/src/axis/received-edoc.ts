import { createHash } from 'node:crypto';
import type { ReceivedDocument, ReceivedStatus } from '@vanthu/model';
import type { Decoded, EdocMessage, StatusMessage } from '@vanthu/edxml';
import { secrecyMark } from '../secrecy-mark.js';
import type { ReceivedEntry } from './axis-client.js';

/** What the axis delivered, with the agency it is for. */
export interface AxisDelivery {
  readonly entry: ReceivedEntry;
  readonly agencyId: string;
  readonly bytes: Uint8Array;
  readonly receivedAt: Date;
}

const businessNotes: Readonly<Record<number, string>> = {
  1: 'Đây là thông điệp thu hồi văn bản đã gửi.',
  2: 'Đây là thông điệp cập nhật văn bản đã gửi.',
  3: 'Đây là văn bản thay thế văn bản đã gửi.',
};

/** A document as the intake knows it. */
export function receivedEdoc({ message, warnings }: Extract<Decoded, { kind: 'edoc' }>, delivery: AxisDelivery): ReceivedDocument {
  return {
    channel: 'axis',
    deduplicationKey: edocKey(message, delivery.entry.to),
    agencyId: delivery.agencyId,
    receivedAt: delivery.receivedAt.toISOString(),
    sender: { organId: message.from.organId, name: message.from.organName, email: message.from.email ?? null },
    subject: message.subject,
    text: message.content !== undefined && message.content !== message.subject ? message.content : '',
    notation: notationOf(message),
    documentDate: message.promulgationDate,
    typeName: message.documentType.typeName,
    urgency: urgencyOf(message.otherInfo?.priority),
    secrecy: secrecyMark(message.subject, message.otherInfo?.sphereOfPromulgation),
    signer: message.signer ? { name: message.signer.fullName, title: message.signer.position ?? message.signer.competence ?? '' } : null,
    dueDate: message.dueDate ?? null,
    externalId: message.documentId,
    responseTo: message.responseFor.map(({ documentId, code }) => ({ externalId: documentId ?? null, notation: code ?? null })),
    files: message.attachments.map(({ name, contentType, content }) => ({ name, claimedType: contentType, content })),
    raw: { name: `${delivery.entry.docId}.edxml`, claimedType: 'application/xml', content: delivery.bytes },
    notes: [...businessNote(message), ...warnings],
  };
}

/** A business status as the intake knows it. */
export function receivedStatus(message: StatusMessage, delivery: AxisDelivery): ReceivedStatus {
  const { from, responseFor, statusCode, timestamp, staff } = message;
  const about = [responseFor.documentId ?? '', responseFor.code ?? '', responseFor.promulgationDate ?? ''];
  return {
    deduplicationKey: hashOf(['axis-status', delivery.entry.to, from.organId, ...about, statusCode, timestamp ?? '', message.description ?? '']),
    agencyId: delivery.agencyId,
    fromOrganId: from.organId,
    fromName: from.organName,
    documentExternalId: responseFor.documentId ?? null,
    notation: responseFor.code ?? null,
    documentDate: responseFor.promulgationDate ?? null,
    code: statusCode,
    description: message.description ?? '',
    staff: [staff?.staff, staff?.department].filter((part) => part !== undefined && part !== '').join(', '),
    at: timestamp ?? delivery.receivedAt.toISOString(),
  };
}

/**
 * Of the content, not of the delivery: the axis may give one message two ids, and a sender may send it again with a new time in it.
 * An update keeps the DocumentId and differs in its content.
 */
function edocKey(message: EdocMessage, to: string): string {
  const files = message.attachments.map(({ name, content }) => [name, createHash('sha256').update(content).digest('hex')]);
  const { from, documentId, business, promulgationDate, subject } = message;
  return hashOf(['axis', to, from.organId, documentId, business?.type ?? 0, business?.reason ?? '', notationOf(message), promulgationDate, subject, files]);
}

function businessNote({ business }: EdocMessage): readonly string[] {
  const note = businessNotes[business?.type ?? 0];
  if (note === undefined) return [];
  return [business?.reason === undefined ? note : `${note} Lý do: ${business.reason}`];
}

function notationOf({ code }: EdocMessage): string | null {
  const parts = [code.number, code.notation].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join('/');
}

function urgencyOf(priority: number | undefined): 0 | 1 | 2 | 3 {
  return priority === 1 || priority === 2 || priority === 3 ? priority : 0;
}

function hashOf(facts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
