import { encodeEdoc, newDocumentId } from '@vanthu/edxml';
import { z } from 'zod';
import type { Agency } from './agency.js';
import type { Attachment } from '@vanthu/edxml';

const organId = z.string().min(1).max(35);

/** A document that an automatic agency sends, as asked for by a person or a test. */
export const documentRequestSchema = z.strictObject({
  from: organId,
  to: z.union([organId, z.array(organId).min(1).max(100)]),
  subject: z.string().min(1).max(500),
  codeNumber: z.string().min(1).max(11),
  codeNotation: z.string().min(1).max(30),
  date: z.iso.date(),
  typeName: z.string().min(1).max(100).default('Công văn'),
  dueDate: z.iso.date().optional(),
  /** 0 thường · 1 khẩn · 2 thượng khẩn · 3 hỏa tốc */
  priority: z.number().int().min(0).max(3).default(0),
  /** A sender who breaks the rules: the mark stands in the subject and in the scope of circulation. */
  secrecy: z.enum(['MẬT', 'TỐI MẬT', 'TUYỆT MẬT']).optional(),
  signer: z.string().min(1).max(50).default('Lãnh Đạo Mẫu 01'),
  attachments: z.array(z.strictObject({ name: z.string().min(1).max(255), contentBase64: z.base64() })).max(50).default([]),
});
export type DocumentRequest = z.infer<typeof documentRequestSchema>;

export function encodeRequestedDocument(request: DocumentRequest, agencies: ReadonlyMap<string, Agency>, now: Date): Buffer {
  const sender = organisationOf(request.from, agencies);
  const documentId = newDocumentId(request.from, request.date, `${request.codeNumber}/${request.codeNotation}`);
  const xml = encodeEdoc({
    from: sender,
    to: [request.to].flat().map((each) => organisationOf(each, agencies)),
    documentId,
    code: { number: request.codeNumber, notation: request.codeNotation },
    promulgationPlace: 'Mẫu',
    promulgationDate: request.date,
    documentType: { type: '2', typeName: request.typeName },
    subject: request.secrecy ? `[${request.secrecy}] ${request.subject}` : request.subject,
    content: request.subject,
    signer: { competence: 'THỦ TRƯỞNG', position: 'Thủ trưởng', fullName: request.signer },
    dueDate: request.dueDate,
    toPlaces: ['Như trên', 'Lưu: VT'],
    otherInfo: { priority: request.priority, sphereOfPromulgation: request.secrecy, promulgationAmount: 1, appendixes: [] },
    responseFor: [],
    responseForTasks: [],
    traces: [{ organId: request.from, timestamp: now.toISOString() }],
    business: { type: 0, documentId, reason: 'Văn bản điện tử mới', hasPaper: false, staff: staffOf(request.from, agencies), replacements: [] },
    attachments: request.attachments.map(toAttachment),
  });
  return Buffer.from(xml);
}

function toAttachment(file: DocumentRequest['attachments'][number], index: number): Attachment {
  const isPdf = file.name.toLowerCase().endsWith('.pdf');
  return {
    contentId: String(index + 1), name: file.name, description: file.name,
    contentType: isPdf ? 'application/pdf' : 'application/octet-stream', content: Buffer.from(file.contentBase64, 'base64'),
  };
}

function organisationOf(organId: string, agencies: ReadonlyMap<string, Agency>) {
  const agency = agencies.get(organId);
  return { organId, organName: agency?.name ?? organId, organAdd: agency?.address, email: agency?.mail };
}

function staffOf(organId: string, agencies: ReadonlyMap<string, Agency>) {
  return { department: 'Văn thư', staff: agencies.get(organId)?.clerk };
}
