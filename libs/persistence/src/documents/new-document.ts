import type { DocumentRow } from './document.entity.js';

type Given = Pick<DocumentRow, 'id' | 'direction' | 'status' | 'agencyId' | 'createdAt'> & Partial<DocumentRow>;

/** A row with everything empty that is not given. */
export function newDocument(given: Given): DocumentRow {
  return {
    revision: 1, unitId: null, drafter: null, type: 'CV', notation: '', subject: '', body: '', urgency: 0, documentDate: null, dueDate: null, counterpart: '',
    channel: null, senderOrganId: null, senderEmail: null, signerName: '', signerTitle: '', externalId: null, onceKey: null, duplicateKey: null, duplicateOfId: null,
    arrivalNumber: null, arrivalDate: null, issueNumber: null, issueDate: null, registerName: null, approval: null, directive: null, verification: null,
    processInstanceKey: null, fileText: '', updatedAt: given.createdAt, archivedAt: null, archiveLocation: null,
    ...given,
  };
}
