import type { DocumentType, LinePurpose, OrgClass, OrgUnit } from '@vanthu/model';
import { classifyDocument, type Classification } from './classify-document.js';

/** The inputs of the decision `channel-policy`, by their names in the DMN. */
export interface PolicyInput {
  readonly secrecy: number;
  readonly publishable: boolean;
  readonly group: 1 | 2 | 3;
  readonly documentType: DocumentType;
  readonly topic: string;
  readonly period: string;
  readonly isCopy: boolean;
  readonly senderClass: OrgClass;
  /** `external` for a recipient that is not in the directory. */
  readonly recipientClass: OrgClass;
  readonly purpose: LinePurpose;
  /** yyyy-mm-dd of the issue */
  readonly date: string;
  /** What reaches the recipient: the axis, a mailbox, an account on this system. */
  readonly axis: boolean;
  readonly email: boolean;
  readonly guest: boolean;
}

export interface PolicyQuestion {
  readonly line: { readonly purpose: LinePurpose; readonly email: string | null };
  readonly document: {
    readonly type: DocumentType;
    readonly subject: string;
    readonly notation?: string;
    readonly secrecy?: number;
    /** False while it may not be made public yet; true when absent. */
    readonly isPublishable?: boolean;
    /** Set where a person knows better than the subject tells. */
    readonly classification?: Partial<Classification>;
  };
  /** Null: not in the directory. */
  readonly recipient: OrgUnit | null;
  readonly sender: OrgUnit;
  /** yyyy-mm-dd of the issue */
  readonly date: string;
}

/** The facts channel policy decides on. A unit of this installation is reached on it, so it counts as holding an account. */
export function policyInput({ line, document, recipient, sender, date }: PolicyQuestion): PolicyInput {
  const { type, subject, notation, secrecy = 0, isPublishable = true } = document;
  const classification = { ...classifyDocument({ type, subject, secrecy, isPublishable, ...(notation !== undefined && { notation }) }), ...document.classification };
  return {
    secrecy,
    publishable: isPublishable,
    group: classification.group,
    documentType: type,
    topic: classification.topic,
    period: classification.period,
    isCopy: classification.isCopy,
    senderClass: sender.orgClass,
    recipientClass: recipient?.orgClass ?? 'external',
    purpose: line.purpose,
    date,
    axis: recipient?.capabilities.axis ?? false,
    email: (line.email ?? recipient?.capabilities.email ?? '') !== '',
    guest: (recipient?.capabilities.guestAccount ?? false) || (recipient?.isHosted ?? false),
  };
}
