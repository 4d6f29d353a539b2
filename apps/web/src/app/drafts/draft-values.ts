import type { DocumentDetail, DocumentType, Draft, RecipientInput } from '@vanthu/model';

export type DraftFault = 'subject' | 'body' | 'recipients' | 'secrecy';

/** The draft as the document has it. */
export function draftOf(document: DocumentDetail): Draft {
  return {
    type: document.type,
    subject: document.subject,
    body: document.body,
    urgency: document.urgency,
    secrecy: 0,
    recipients: document.recipients.map(({ unitId, name, email, purpose }): RecipientInput => ({ unitId, name, email, purpose })),
  };
}

/** What keeps a draft from being saved, in the order of the fields. */
export function faultsOf(draft: Draft): readonly DraftFault[] {
  const faults: DraftFault[] = [];
  if (draft.secrecy > 0) faults.push('secrecy');
  if (draft.subject.trim() === '') faults.push('subject');
  if (draft.recipients.length === 0) faults.push('recipients');
  if (draft.body.trim() === '') faults.push('body');
  return faults;
}

export function isSameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(draft: Draft): readonly unknown[] {
  const { type, subject, body, urgency, secrecy, recipients } = draft;
  return [type satisfies DocumentType, subject, body, urgency, secrecy, recipients.map(({ unitId, name, email, purpose }) => [unitId, name, email, purpose])];
}
