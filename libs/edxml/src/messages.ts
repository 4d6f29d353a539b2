/** Dates are `yyyy-MM-dd`; date-times are ISO 8601 at +07:00 without fractions. Optional text is absent rather than empty. */
export interface Organisation {
  readonly organId: string;
  /** Cơ quan chủ quản. */
  readonly organizationInCharge?: string;
  readonly organName: string;
  readonly organAdd?: string;
  readonly email?: string;
  readonly telephone?: string;
  readonly fax?: string;
  readonly website?: string;
}

export interface DocumentCode {
  readonly number: string;
  readonly notation: string;
}

export interface DocumentKind {
  readonly type?: string;
  readonly typeDetail?: string;
  /** "Công văn". The codes contradict each other between systems, the name does not. */
  readonly typeName: string;
}

export interface SignerInfo {
  /** "KT. GIÁM ĐỐC" */
  readonly competence?: string;
  readonly position?: string;
  readonly fullName: string;
}

export interface OtherInfo {
  /** 0 thường · 1 khẩn · 2 thượng khẩn · 3 hỏa tốc */
  readonly priority?: number;
  readonly sphereOfPromulgation?: string;
  /** Ký hiệu người soạn. */
  readonly typerNotation?: string;
  readonly promulgationAmount?: number;
  readonly pageAmount?: number;
  readonly direction?: boolean;
  readonly appendixes: readonly string[];
}

/** The document a message answers, recalls or reports on. In a status message `organId` is the addressee. */
export interface ResponseFor {
  readonly organId: string;
  /** "7816/VPCP-TTĐT" */
  readonly code?: string;
  readonly promulgationDate?: string;
  readonly documentId?: string;
}

export interface Trace {
  readonly organId: string;
  /** null when it was written but cannot be read. */
  readonly timestamp: string | null;
}

export interface StaffInfo {
  readonly department?: string;
  readonly departmentId?: string;
  readonly staff?: string;
  readonly staffId?: string;
  readonly email?: string;
  readonly mobile?: string;
}

/** What the message does: a new document, a recall, an update or a replacement. */
export const businessTypes = { new: 0, recall: 1, update: 2, replace: 3 } as const;

export interface BusinessReceiver {
  readonly organId: string;
  readonly change: 'added' | 'removed';
}

export interface BusinessUpdate {
  /** Whether the document itself changed. */
  readonly content: boolean;
  /** Whether the list of receivers changed. */
  readonly receivers: boolean;
  readonly receiverList: readonly BusinessReceiver[];
}

export interface Replacement {
  readonly documentId: string;
  readonly organIds: readonly string[];
}

export interface Business {
  /** One of `businessTypes`; other numbers are kept as they came. */
  readonly type: number;
  readonly documentId?: string;
  readonly reason?: string;
  /** A paper copy follows. */
  readonly hasPaper: boolean;
  readonly staff?: StaffInfo;
  readonly update?: BusinessUpdate;
  readonly replacements: readonly Replacement[];
}

export interface Attachment {
  /** Without the `cid:` that the wire carries. */
  readonly contentId: string;
  /** A file name without folders and control characters, at most 255 characters. */
  readonly name: string;
  readonly description?: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** A document on the axis (`messagetype: edoc`). */
export interface EdocMessage {
  readonly from: Organisation;
  readonly to: readonly Organisation[];
  readonly documentId: string;
  readonly code: DocumentCode;
  readonly promulgationPlace?: string;
  /** null when a sender wrote a date that does not exist; the encoder refuses null. */
  readonly promulgationDate: string | null;
  readonly documentType: DocumentKind;
  readonly subject: string;
  readonly content?: string;
  readonly signer?: SignerInfo;
  readonly dueDate?: string;
  /** Lines of "Nơi nhận", as text. */
  readonly toPlaces: readonly string[];
  readonly otherInfo?: OtherInfo;
  readonly responseFor: readonly ResponseFor[];
  readonly steeringType?: number;
  readonly responseForTasks: readonly string[];
  readonly applicationType?: string;
  readonly traces: readonly Trace[];
  readonly business?: Business;
  readonly attachments: readonly Attachment[];
}

/** A report on a document (`messagetype: status`): what the receiver did, or the issuer asks. */
export interface StatusMessage {
  readonly from: Organisation;
  readonly responseFor: ResponseFor;
  readonly staff?: StaffInfo;
  /** `01` … `16`; unknown codes are kept. */
  readonly statusCode: string;
  readonly description?: string;
  /** null when it was written but cannot be read; the encoder refuses null. */
  readonly timestamp: string | null;
}
