import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { documentTypes, type DocumentDetail, type TrailEntry } from '@vanthu/model';
import { z } from 'zod';
import { documentIdSchema } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

const caseSchema = z.object({ caseId: z.string(), agencyId: z.string(), year: z.number().int(), files: z.array(z.unknown()), metadata: z.record(z.string(), z.unknown()) });

/** The case as the archive takes it: files by hash, metadata of NĐ 30/2020 Phụ lục VI, the whole trail. */
export function describeCase({ reader, trail, personActs }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Lập hồ sơ', en: 'Describe the case' },
    input: documentIdSchema,
    output: z.object({ case: caseSchema }),
    async execute({ documentId }) {
      await personActs.record(documentId);
      const document = await reader.get(documentId);
      return { case: caseOf(document, await trail.list(documentId)) };
    },
  });
}

function caseOf(document: DocumentDetail, trail: readonly TrailEntry[]): z.input<typeof caseSchema> {
  const year = Number((document.arrivalDate ?? document.issueDate ?? document.createdAt).slice(0, 4));
  const start = document.createdAt.slice(0, 10);
  return {
    caseId: document.id,
    agencyId: document.agencyId,
    year,
    files: document.files.map(({ sha256, name, role }) => ({ sha256, name, role, docOrdinal: 1 })),
    metadata: {
      caseFile: { organId: document.agencyId, fileCatalog: year, fileNotation: document.notation, title: document.subject || document.notation, creator: document.agencyName, startDate: start, endDate: trail.at(-1)?.at.slice(0, 10) ?? start },
      documents: [archivedDocument(document, trail)],
    },
  };
}

function archivedDocument(document: DocumentDetail, trail: readonly TrailEntry[]): Record<string, unknown> {
  const [codeNumber = '', ...codeNotation] = document.notation.split('/');
  const inbound = document.direction === 'inbound';
  return {
    direction: document.direction,
    docOrdinal: 1,
    typeName: documentTypes[document.type],
    codeNumber,
    codeNotation: codeNotation.join('/'),
    issuedDate: document.documentDate,
    organName: inbound ? document.counterpart : document.agencyName,
    subject: document.subject || document.notation,
    arrivalDate: inbound ? document.arrivalDate : null,
    arrivalNumber: inbound ? document.arrivalNumber : null,
    signer: document.signer && { position: document.signer.title, fullName: document.signer.name },
    to: document.recipients.map((line) => ({ organId: line.organId, organName: line.name })),
    priority: document.urgency,
    traces: trail.map((entry) => ({ at: entry.at, by: entry.who, text: entry.note ? `${entry.text.vi} (${entry.note})` : entry.text.vi })),
    dueDate: document.dueDate,
  };
}
