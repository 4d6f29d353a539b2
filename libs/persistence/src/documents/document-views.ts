import { localIso } from '@vanthu/documents';
import type { DocumentDetail, DocumentFile, DocumentSummary, RecipientLine } from '@vanthu/model';
import type { DocumentRow } from './document.entity.js';
import type { DocumentFileRow, RecipientLineRow, RecipientLineStatusRow } from './document-parts.entity.js';

/** Columns of a list line; the long texts stay in the database. */
export const summaryColumns = [
  'id', 'direction', 'status', 'type', 'notation', 'subject', 'documentDate', 'counterpart', 'arrivalNumber', 'issueNumber', 'urgency', 'dueDate', 'createdAt', 'archivedAt',
] as const satisfies readonly (keyof DocumentRow)[];

export const summarySelect = Object.fromEntries(summaryColumns.map((column) => [column, true])) as Record<(typeof summaryColumns)[number], true>;

export function summaryView(row: Pick<DocumentRow, (typeof summaryColumns)[number]>): DocumentSummary {
  const { id, direction, status, type, notation, subject, documentDate, counterpart, arrivalNumber, issueNumber, urgency, dueDate } = row;
  return {
    id, direction, status, type, notation, subject, documentDate, counterpart, arrivalNumber, issueNumber, urgency, dueDate,
    createdAt: localIso(row.createdAt),
    isArchived: row.archivedAt !== null,
  };
}

export interface DetailParts {
  readonly agencyName: string;
  readonly files: readonly DocumentFileRow[];
  readonly recipients: RecipientLine[];
  readonly links: DocumentDetail['links'];
}

export function detailView(row: DocumentRow, parts: DetailParts): DocumentDetail {
  const isInbound = row.direction === 'inbound';
  return {
    ...summaryView(row),
    agencyId: row.agencyId,
    agencyName: parts.agencyName,
    channel: row.channel,
    sender: isInbound ? { organId: row.senderOrganId, name: row.counterpart, email: row.senderEmail } : null,
    signer: row.signerName === '' ? null : { name: row.signerName, title: row.signerTitle },
    arrivalDate: row.arrivalDate,
    issueDate: row.issueDate,
    registerName: row.registerName,
    body: row.body,
    approval: row.approval,
    directive: row.directive,
    files: parts.files.map(fileView),
    recipients: parts.recipients,
    verification: row.verification,
    links: parts.links,
    processInstanceKey: row.processInstanceKey,
  };
}

export function fileView(row: DocumentFileRow): DocumentFile {
  const { id, name, mediaType, size, sha256, role, version } = row;
  return { id, name, mediaType, size, sha256, role, version, createdAt: localIso(row.createdAt) };
}

export function lineView(row: RecipientLineRow, statuses: readonly RecipientLineStatusRow[]): RecipientLine {
  const { id, unitId, organId, name, purpose, email, channels, policyRule, noPaper, delivery } = row;
  const reported = statuses.filter((each) => each.lineId === id).sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.code.localeCompare(b.code));
  return {
    id, unitId, organId, name, purpose, email, channels, policyRule, noPaper, delivery,
    statuses: reported.map(({ code, description, at, by }) => ({ code, description, at, by })),
  };
}
