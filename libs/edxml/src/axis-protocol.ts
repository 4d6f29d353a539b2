/** Paths of the national gateway, with the method each is called by. Requests are signed by `signAxisRequest`. */
export const axisPaths = {
  /** POST `{}` → AxisAgenciesAnswer */
  agencies: '/getAgenciesList',
  /** POST `{ data: AxisAgencyRegistration }` → AxisAnswer */
  registerAgency: '/registerAgency',
  /** POST `{ AgencyCode }` → AxisAnswer */
  deleteAgency: '/deleteAgency',
  /** POST AxisReceivedQuery → AxisReceivedAnswer */
  receivedList: '/getReceivedEdocList',
  /** POST `{ docId }` → AxisEdocAnswer */
  edoc: '/getEdoc',
  /** GET `?docId=` → the XML itself */
  download: '/downloadEdoc',
  /** POST octet-stream, fields from, servicetype, messagetype → AxisSentAnswer */
  send: '/sendEdoc',
  /** POST AxisSentQuery → AxisSentListAnswer */
  sentList: '/getSentEdocList',
  /** POST `{ docId, status }` → AxisAnswer */
  updateStatus: '/updateStatus',
  /** GET → AxisCountAnswer */
  countEdoc: '/countReceiveEdoc',
  /** GET → AxisCountAnswer */
  countStatus: '/countReceiveStatus',
} as const;

export type AxisMessageType = 'edoc' | 'status';

/** Where one receiver's copy is on the axis; says nothing of what the receiver did with the document. */
export type AxisTransportStatus = 'initial' | 'processing' | 'done' | 'fail';

/** ErrorCode of an answer whose status is FAIL. */
export const axisErrorCodes = {
  ok: '0',
  badFile: '10',
  badCredentials: '15',
  unknownReceiver: '18',
  unknownSender: '19',
  systemFault: '20',
  fileNotProcessed: '21',
  badEdxml: '22',
  lockedReceiver: '23',
} as const;

export interface AxisAnswer {
  readonly status: 'OK' | 'FAIL';
  readonly ErrorCode: string;
  readonly ErrorDesc: string;
}

export interface AxisAgencyEntry {
  readonly id: string;
  /** Code of the parent agency, empty at the top. */
  readonly pid: string;
  readonly code: string;
  readonly name: string;
  readonly mail: string;
  readonly oldCode: string;
  readonly code102: string;
}

export interface AxisAgenciesAnswer extends AxisAnswer {
  readonly data: readonly AxisAgencyEntry[];
}

export interface AxisAgencyRegistration {
  readonly id?: string;
  readonly pcode?: string;
  readonly code: string;
  readonly name: string;
  readonly mail?: string;
  readonly mobile?: string;
  readonly fax?: string;
}

export interface AxisReceivedQuery {
  readonly servicetype: 'eDoc';
  readonly messagetype: AxisMessageType;
  /** Only what was sent to this organisation; all of the system's organisations when absent. Ours. */
  readonly to?: string;
  /** yyyy/MM/dd, inclusive. */
  readonly fromDate?: string;
  readonly toDate?: string;
  /** Absent: what is not yet done or failed. */
  readonly status?: AxisTransportStatus;
  readonly pageSize?: number;
  /** From 1. */
  readonly pageIndex?: number;
}

export interface AxisReceivedEntry {
  readonly docId: string;
  readonly serviceType: 'eDoc';
  readonly messageType: AxisMessageType;
  /** yyyy/MM/dd HH:mm:ss */
  readonly created_time: string;
  readonly updated_time: string;
  readonly from: string;
  readonly to: string;
  readonly status: AxisTransportStatus;
  readonly status_desc: string;
}

export interface AxisReceivedAnswer extends AxisAnswer {
  readonly data: readonly AxisReceivedEntry[];
  /** Over all pages. */
  readonly total: number;
}

export interface AxisEdocAnswer extends AxisAnswer {
  /** The message, base64. */
  readonly data: string;
}

export interface AxisSentAnswer extends AxisAnswer {
  /** Of the message as sent; each receiver's copy has a docId of its own. Empty when it was refused. */
  readonly DocId: string;
}

export interface AxisSentQuery {
  readonly fromDate?: string;
  readonly toDate?: string;
  readonly pageSize?: number;
  readonly pageIndex?: number;
}

export interface AxisSentEntry {
  readonly senderDocId: string;
  readonly receiverDocId: string;
  readonly fromCode: string;
  readonly toCode: string;
  readonly title: string;
  readonly notation: string;
  readonly sentTime: string;
  readonly sendStatus: AxisTransportStatus;
  readonly sendStatusDesc: string;
  readonly receivedTime: string;
  readonly receiveStatus: AxisTransportStatus;
  readonly receiveStatusDesc: string;
  readonly messageType: AxisMessageType;
  readonly serviceType: 'eDoc';
}

export interface AxisSentListAnswer extends AxisAnswer {
  readonly data: readonly AxisSentEntry[];
  readonly total: number;
}

export interface AxisCountAnswer extends AxisAnswer {
  readonly count: number;
}
