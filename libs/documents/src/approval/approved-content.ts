import type { DocumentType, LinePurpose, Urgency } from '@vanthu/model';

export interface ApprovableContent {
  readonly type: DocumentType;
  readonly subject: string;
  readonly body: string;
  readonly urgency: Urgency;
  readonly recipients: readonly { readonly unitId: string | null; readonly name: string; readonly email: string | null; readonly purpose: LinePurpose }[];
  /** What goes out with it: the main file and the attachments, not the signed editions made from them. */
  readonly files: readonly { readonly role: string; readonly name: string; readonly sha256: string }[];
}

/** The bytes an approval covers: change any of it and the approval is void. Order of attachments and of recipients counts. */
export function approvedContent(content: ApprovableContent): string {
  const { type, subject, body, urgency, recipients, files } = content;
  return JSON.stringify([
    'vanthu-approval-1',
    type,
    subject.normalize('NFC'),
    body.normalize('NFC').replace(/\r\n/g, '\n'),
    urgency,
    recipients.map((each) => [each.unitId, each.name.normalize('NFC'), each.email, each.purpose]),
    files.map((each) => [each.role, each.name.normalize('NFC'), each.sha256]),
  ]);
}
