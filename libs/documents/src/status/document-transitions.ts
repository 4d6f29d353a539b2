import { VanthuError, type DocumentStatus } from '@vanthu/model';

/** The statutory order: nothing is sealed before it is numbered, nothing issued before it is sealed. */
const next: Readonly<Record<DocumentStatus, readonly DocumentStatus[]>> = {
  received: ['registered', 'refused', 'recalled'],
  refused: [],
  registered: ['directed', 'inProgress', 'completed', 'recalled'],
  directed: ['inProgress', 'completed', 'recalled'],
  inProgress: ['directed', 'completed', 'recalled'],
  completed: ['recalled'],
  recalled: [],
  draft: ['submitted', 'refused'],
  submitted: ['draft', 'sentBack', 'signed', 'refused'],
  sentBack: ['draft', 'submitted', 'refused'],
  signed: ['sentBack', 'numbered'],
  numbered: ['sealed'],
  sealed: ['issued'],
  issued: ['recalled'],
};

export function isAllowedTransition(from: DocumentStatus, to: DocumentStatus): boolean {
  return next[from].includes(to);
}

/** Whether the text and the recipients of an outbound document may still be changed. */
export function isEditable(status: DocumentStatus): boolean {
  return status === 'draft' || status === 'sentBack';
}

/** @throws VanthuError DRAFT_LOCKED */
export function assertEditable(status: DocumentStatus): void {
  if (!isEditable(status)) throw new VanthuError('DRAFT_LOCKED', { status });
}
