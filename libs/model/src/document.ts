import { z } from 'zod';
import { keySchema } from './key.js';

export const directions = ['inbound', 'outbound'] as const;
export type Direction = (typeof directions)[number];

/** 0 thường · 1 khẩn · 2 thượng khẩn · 3 hỏa tốc */
export const urgencySchema = z.number().int().min(0).max(3);
export type Urgency = 0 | 1 | 2 | 3;

/** 0 none · 1 mật · 2 tối mật · 3 tuyệt mật. Anything above 0 is refused at every entrance. */
export const secrecySchema = z.number().int().min(0).max(3);

/** How a document came or goes. */
export const channels = ['axis', 'mail', 'guest', 'paper'] as const;
export type Channel = (typeof channels)[number];
export const channelSchema = z.enum(channels);

/** What the decision `channel-policy` answers for a recipient line. */
export const channelDecisionSchema = z.object({
  /** In order; empty: nothing may or need be sent. */
  channels: z.array(channelSchema),
  noPaper: z.boolean(),
  /** The source that decided, as people cite it. */
  rule: z.string().min(1),
});
export type ChannelDecision = z.infer<typeof channelDecisionSchema>;

export const documentStatuses = [
  // inbound
  'received', // in the waiting box, not yet in a register
  'refused',
  'registered',
  'directed', // a leader gave a directive
  'inProgress',
  'completed',
  'recalled',
  // outbound
  'draft',
  'submitted', // on its way through approval
  'sentBack',
  'signed', // by the signing authority; waits for its number
  'numbered',
  'sealed', // agency signature made
  'issued',
] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

/** Why a line receives the document (the words in brackets under "Nơi nhận"). */
export const linePurposes = ['execute', 'report', 'inform', 'coordinate', 'keep'] as const;
export type LinePurpose = (typeof linePurposes)[number];

/** A business status as the axis reported it; unknown codes are kept and shown as they come. */
export const lineStatusSchema = z.object({
  code: z.string().max(8),
  description: z.string().max(1000),
  at: z.iso.datetime({ offset: true }),
  by: z.string().max(200).default(''),
});

export const recipientLineSchema = z.object({
  id: keySchema,
  unitId: z.string().max(64).nullable(),
  organId: z.string().max(35).nullable(),
  name: z.string().min(1).max(200),
  purpose: z.enum(linePurposes),
  email: z.email().nullable(),
  /** Channels the policy chose, in order; empty until issue. */
  channels: z.array(channelSchema),
  /** The rule of the channel policy that fired, `<policy>#<rule>`. */
  policyRule: z.string().nullable(),
  /** No paper copy has to follow (S4 III.2). */
  noPaper: z.boolean(),
  /** `pending` until a channel took it; `failed` carries the reason in the last status. */
  delivery: z.enum(['pending', 'sent', 'failed', 'done']),
  statuses: z.array(lineStatusSchema),
});
export type RecipientLine = z.infer<typeof recipientLineSchema>;

export const fileRoles = ['main', 'attachment', 'original', 'signed', 'numbered', 'issued'] as const;
export type FileRole = (typeof fileRoles)[number];

export const documentFileSchema = z.object({
  id: keySchema,
  name: z.string().min(1).max(255),
  mediaType: z.string().max(100),
  /** bytes */
  size: z.number().int().nonnegative(),
  /** lower-case hex */
  sha256: z.string().length(64),
  role: z.enum(fileRoles),
  /** 1 for the first file of its role, then counting. */
  version: z.number().int().positive(),
  createdAt: z.iso.datetime({ offset: true }),
});
export type DocumentFile = z.infer<typeof documentFileSchema>;

/** The statutory kinds (NĐ 30/2020 Đ7) by abbreviation; CV has none in print. */
export const documentTypes = {
  NQ: 'Nghị quyết', QĐ: 'Quyết định', CT: 'Chỉ thị', QC: 'Quy chế', QyĐ: 'Quy định', TC: 'Thông cáo', TB: 'Thông báo',
  HD: 'Hướng dẫn', CTr: 'Chương trình', KH: 'Kế hoạch', PA: 'Phương án', ĐA: 'Đề án', DA: 'Dự án', BC: 'Báo cáo',
  BB: 'Biên bản', TTr: 'Tờ trình', HĐ: 'Hợp đồng', CV: 'Công văn', CĐ: 'Công điện', BGN: 'Bản ghi nhớ',
  BTT: 'Bản thỏa thuận', GUQ: 'Giấy uỷ quyền', GM: 'Giấy mời', GGT: 'Giấy giới thiệu', GNP: 'Giấy nghỉ phép',
  PG: 'Phiếu gửi', PC: 'Phiếu chuyển', PB: 'Phiếu báo', TCg: 'Thư công',
} as const;
export type DocumentType = keyof typeof documentTypes;
export const documentTypeSchema = z.enum(Object.keys(documentTypes) as [DocumentType, ...DocumentType[]]);

/** One check of a signature in a received file. */
export const signatureCheckSchema = z.object({
  signer: z.string(),
  kind: z.enum(['person', 'organisation', 'unknown']),
  issuer: z.string(),
  serialNumber: z.string(),
  signedAt: z.iso.datetime({ offset: true }).nullable(),
  coversWholeFile: z.boolean(),
  result: z.enum(['valid', 'invalid', 'unverifiable']),
  reason: z.string().default(''),
});
export type SignatureCheck = z.infer<typeof signatureCheckSchema>;

/** The check of the signature on the message that brought the document, e.g. the edXML of the axis. */
export const messageCheckSchema = z.object({
  result: z.enum(['valid', 'invalid', 'unverifiable', 'unsigned']),
  /** Why it is not valid; empty otherwise. */
  reason: z.string(),
  signer: signatureCheckSchema.pick({ signer: true, kind: true, issuer: true, serialNumber: true }).nullable(),
});
export type MessageCheck = z.infer<typeof messageCheckSchema>;

/** Stored once per received document and shown to the clerk. */
export const verificationReportSchema = z.object({
  overall: z.enum(['valid', 'invalid', 'unverifiable', 'unsigned']),
  signatures: z.array(signatureCheckSchema),
  /** Absent where the channel has no signed messages. */
  message: messageCheckSchema.optional(),
  notes: z.array(z.string()),
  checkedAt: z.iso.datetime({ offset: true }),
});
export type VerificationReport = z.infer<typeof verificationReportSchema>;
