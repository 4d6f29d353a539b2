import type { AxisMessageType, AxisTransportStatus } from '@vanthu/edxml';
import type { Agency } from './agency.js';

export interface Delivery {
  readonly docId: string;
  readonly to: string;
}

/** The step of an automatic agency's answers that a message is. */
export interface AnswerStep {
  readonly docId: string;
  readonly step: number;
}

export interface MessageSent {
  readonly type: 'MessageSent';
  readonly at: string;
  readonly docId: string;
  readonly messageType: AxisMessageType;
  readonly from: string;
  readonly deliveries: readonly Delivery[];
  /** SHA-256 of the message; also the name of its file. */
  readonly contentHash: string;
  readonly size: number;
  readonly documentId: string;
  readonly title: string;
  readonly notation: string;
  /** Of a status message. */
  readonly statusCode?: string;
  readonly idempotencyKey?: string;
  readonly answer?: AnswerStep;
}

export interface DeliveryStatusChanged {
  readonly type: 'DeliveryStatusChanged';
  readonly at: string;
  readonly docId: string;
  readonly status: AxisTransportStatus;
}

export interface DeliveryDownloaded {
  readonly type: 'DeliveryDownloaded';
  readonly at: string;
  readonly docId: string;
}

export interface AgencyRegistered {
  readonly type: 'AgencyRegistered';
  readonly at: string;
  readonly agency: Agency;
}

export interface AgencyDeleted {
  readonly type: 'AgencyDeleted';
  readonly at: string;
  readonly code: string;
}

/** What the journal holds, one a line. */
export type AxisEvent = MessageSent | DeliveryStatusChanged | DeliveryDownloaded | AgencyRegistered | AgencyDeleted;
