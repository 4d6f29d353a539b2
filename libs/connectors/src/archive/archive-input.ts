import { field } from '@vanthu/connector-sdk';
import { z } from 'zod';

const folderName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'chỉ gồm chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới');
const date = z.iso.date();
const text = z.string().trim().max(10_000);
const count = z.number().int().nonnegative();

/** Hồ sơ công việc: NĐ 30/2020, Phụ lục VI. */
const caseFileSchema = z.object({
  organId: text.max(35),
  fileCatalog: z.number().int().min(1900).max(2999),
  fileNotation: text,
  title: text.min(1),
  maintenance: text.default(''),
  rights: text.default(''),
  creator: text.default(''),
  language: text.default('Tiếng Việt'),
  startDate: date.nullable().default(null),
  endDate: date.nullable().default(null),
  pageTotal: count.nullable().default(null),
  description: text.default(''),
});

const traceSchema = z.object({ at: z.iso.datetime({ offset: true }), by: text, text });

/** Văn bản đến, văn bản đi: NĐ 30/2020, Phụ lục VI. */
const archivedDocumentSchema = z.object({
  direction: z.enum(['inbound', 'outbound']),
  docOrdinal: z.number().int().positive(),
  typeName: text.default(''),
  codeNumber: text.default(''),
  codeNotation: text.default(''),
  issuedDate: date.nullable().default(null),
  organName: text.default(''),
  subject: text.min(1),
  language: text.default('Tiếng Việt'),
  pageAmount: count.nullable().default(null),
  description: text.default(''),
  arrivalDate: date.nullable().default(null),
  arrivalNumber: count.nullable().default(null),
  signer: z.object({ position: text, fullName: text }).nullable().default(null),
  to: z.array(z.object({ organId: text.max(35).nullable(), organName: text })).default([]),
  priority: z.number().int().min(0).max(3).default(0),
  issuedAmount: count.nullable().default(null),
  toPlaces: text.default(''),
  traces: z.array(traceSchema).default([]),
  dueDate: date.nullable().default(null),
});

const archivedFileSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'phải là SHA-256, chữ thường'),
  name: z.string().min(1).max(255),
  role: z.string().min(1).max(40),
  /** The document of `metadata.documents` it belongs to; null: the case file itself. */
  docOrdinal: z.number().int().positive().nullable().default(null),
});

export const archiveInputSchema = z.object({
  agencyId: field(folderName, { label: { vi: 'Mã cơ quan', en: 'Agency' } }),
  year: field(z.number().int().min(1900).max(2999), { label: { vi: 'Năm hình thành', en: 'Year' } }),
  caseId: field(folderName, { label: { vi: 'Mã hồ sơ', en: 'Case file' } }),
  files: field(z.array(archivedFileSchema).max(5000), {
    label: { vi: 'Tệp', en: 'Files' },
    hint: { vi: 'Danh sách {sha256, name, role, docOrdinal}', en: 'List of {sha256, name, role, docOrdinal}' },
  }),
  metadata: field(z.object({ caseFile: caseFileSchema, documents: z.array(archivedDocumentSchema) }), {
    label: { vi: 'Siêu dữ liệu', en: 'Metadata' },
    hint: { vi: 'Theo Phụ lục VI Nghị định 30/2020/NĐ-CP', en: 'As Decree 30/2020, annex VI, lists it' },
  }),
});

export type ArchiveInput = z.output<typeof archiveInputSchema>;
export type ArchivedFile = ArchiveInput['files'][number];
export type ArchivedDocument = ArchiveInput['metadata']['documents'][number];
