import { z } from 'zod';
import {
  channelSchema, documentFileSchema, documentStatuses, documentTypeSchema, linePurposes, recipientLineSchema,
  secrecySchema, urgencySchema, verificationReportSchema,
} from '../document.js';
import { keySchema } from '../key.js';
import { pageOf, pageQuerySchema } from './paging.js';

/** GET /api/documents; `q` finds with and without diacritics, in every field and in the text of the files. */
export const documentListQuerySchema = pageQuerySchema.extend({
  direction: z.enum(['inbound', 'outbound']).optional(),
  status: z.enum(documentStatuses).optional(),
  archived: z.stringbool().optional(),
  q: z.string().max(200).optional(),
});

export const documentSummarySchema = z.object({
  id: keySchema,
  direction: z.enum(['inbound', 'outbound']),
  status: z.enum(documentStatuses),
  type: documentTypeSchema,
  /** Số/ký hiệu as printed, empty while an outbound document has none. */
  notation: z.string(),
  subject: z.string(),
  documentDate: z.iso.date().nullable(),
  /** Sender of an inbound document; the drafting unit of an outbound one. */
  counterpart: z.string(),
  arrivalNumber: z.number().int().nullable(),
  issueNumber: z.number().int().nullable(),
  urgency: urgencySchema,
  dueDate: z.iso.date().nullable(),
  createdAt: z.iso.datetime({ offset: true }),
  isArchived: z.boolean(),
});
export type DocumentSummary = z.infer<typeof documentSummarySchema>;
export const documentPageSchema = pageOf(documentSummarySchema);

export const directiveSchema = z.object({
  text: z.string().min(1).max(2000),
  leadUnitId: z.string().min(1).max(64),
  coordinatingUnitIds: z.array(z.string().max(64)).max(50).default([]),
  informedUnitIds: z.array(z.string().max(64)).max(200).default([]),
  /** working days from today; the server computes the date from the agency's calendar */
  workingDays: z.number().int().min(1).max(365).nullable().default(null),
});
export type Directive = z.infer<typeof directiveSchema>;

/** GET /api/documents/:id */
export const documentDetailSchema = documentSummarySchema.extend({
  agencyId: z.string(),
  agencyName: z.string(),
  channel: channelSchema.nullable(),
  sender: z.object({ organId: z.string().nullable(), name: z.string(), email: z.string().nullable() }).nullable(),
  signer: z.object({ name: z.string(), title: z.string() }).nullable(),
  arrivalDate: z.iso.date().nullable(),
  issueDate: z.iso.date().nullable(),
  registerName: z.string().nullable(),
  /** Text of an outbound document, exactly as it will be mailed. */
  body: z.string(),
  /** The approval record, once given. Void (null) after any edit. */
  approval: z
    .object({ by: z.string(), title: z.string(), at: z.iso.datetime({ offset: true }), contentSha256: z.string() })
    .nullable(),
  directive: directiveSchema.extend({ by: z.string(), at: z.iso.datetime({ offset: true }) }).nullable(),
  files: z.array(documentFileSchema),
  recipients: z.array(recipientLineSchema),
  verification: verificationReportSchema.nullable(),
  links: z.array(
    z.object({ relation: z.enum(['replyTo', 'repliedBy']), documentId: keySchema, notation: z.string(), subject: z.string() }),
  ),
  processInstanceKey: keySchema.nullable(),
});
export type DocumentDetail = z.infer<typeof documentDetailSchema>;

/** GET /api/documents/duplicates?sender&notation&date: documents already registered that look the same. */
export const duplicateQuerySchema = z.object({
  sender: z.string().max(200),
  notation: z.string().max(60),
  date: z.iso.date(),
  exceptId: keySchema.optional(),
});

const recipientInputSchema = z.object({
  unitId: z.string().max(64).nullable().default(null),
  name: z.string().min(1).max(200),
  email: z.email().nullable().default(null),
  purpose: z.enum(linePurposes).default('execute'),
});
export type RecipientInput = z.infer<typeof recipientInputSchema>;

/** PUT /api/documents/:id/draft: the whole draft. Any change voids an approval. */
export const draftSchema = z.object({
  type: documentTypeSchema,
  subject: z.string().min(1).max(500),
  body: z.string().min(1).max(50_000),
  urgency: urgencySchema.default(0),
  secrecy: secrecySchema.default(0),
  recipients: z.array(recipientInputSchema).min(1).max(500),
});
export type Draft = z.infer<typeof draftSchema>;

/** GET /api/documents/:id/letter: what the form of the letter adds to a draft. */
export const letterFrameSchema = z.object({
  /** Cơ quan chủ quản; null where there is none above. */
  parentAgency: z.string().nullable(),
  agency: z.string(),
  place: z.string(),
  /** Lines above the signature: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC". */
  authority: z.array(z.string()),
  signerName: z.string(),
});
export type LetterFrame = z.infer<typeof letterFrameSchema>;

/** POST /api/documents: a new outbound document, its drafter is the caller; answers the document and the first task. */
export const newOutboundSchema = draftSchema.partial().extend({ replyToId: keySchema.nullable().default(null) });
export type NewOutbound = z.infer<typeof newOutboundSchema>;

/** POST /api/documents/inbound (multipart: field `document` as JSON, `files`): paper or hand-delivered. */
export const newInboundSchema = z.object({
  sender: z.string().min(1).max(200),
  notation: z.string().max(60).default(''),
  documentDate: z.iso.date().nullable().default(null),
  subject: z.string().min(1).max(500),
  type: documentTypeSchema.default('CV'),
  urgency: urgencySchema.default(0),
  secrecy: secrecySchema.default(0),
});
export type NewInbound = z.infer<typeof newInboundSchema>;

/** One line of the timeline. GET /api/documents/:id/trail, oldest first. */
export const trailEntrySchema = z.object({
  at: z.iso.datetime({ offset: true }),
  /** Display name; empty for the system. */
  who: z.string(),
  /** What was done: an act of the glossary, e.g. `register`, `directive`, `sendBack`, `sign`, `issue`. */
  act: z.string(),
  /** The sentence people read, in Vietnamese and English. */
  text: z.object({ vi: z.string(), en: z.string() }),
  note: z.string(),
});
export type TrailEntry = z.infer<typeof trailEntrySchema>;

/** GET /api/documents/:id/diagram: the running process (and its called ones), innermost last. */
export const diagramSchema = z.object({
  name: z.string(),
  xml: z.string(),
  activeElementIds: z.array(z.string()),
  completedElementIds: z.array(z.string()),
  takenFlowIds: z.array(z.string()),
  incidentElementIds: z.array(z.string()),
});
export type Diagram = z.infer<typeof diagramSchema>;
