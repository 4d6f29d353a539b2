import { field } from '@vanthu/connector-sdk';
import { z } from 'zod';

const short = z.string().trim().max(500);
const organId = z.string().trim().min(1).max(35);
const date = z.iso.date();
const dateTime = z.iso.datetime({ offset: true });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');

const organisation = z.object({
  organId,
  organizationInCharge: short.optional(),
  organName: short.min(1),
  organAdd: short.optional(),
  email: short.optional(),
  telephone: short.optional(),
  fax: short.optional(),
  website: short.optional(),
});
const staff = z.object({ department: short.optional(), staff: short.optional(), email: short.optional(), mobile: short.optional() });
const responseFor = z.object({ organId, code: short.optional(), promulgationDate: date.optional(), documentId: short.optional() });
const business = z.object({
  /** 0 new, 1 recall, 2 update, 3 replace */
  type: z.number().int().min(0).max(3).default(0),
  reason: short.optional(),
  hasPaper: z.boolean().default(false),
  staff: staff.optional(),
  update: z
    .object({
      content: z.boolean(),
      receivers: z.boolean(),
      receiverList: z.array(z.object({ organId, change: z.enum(['added', 'removed']) })).default([]),
    })
    .optional(),
  replacements: z.array(z.object({ documentId: short, organIds: z.array(organId) })).default([]),
});

export const documentInputSchema = z.object({
  from: field(organisation, { label: { vi: 'Cơ quan gửi', en: 'Sender' }, hint: { vi: '{organId, organName, …}', en: '{organId, organName, …}' } }),
  to: field(z.array(organisation).min(1).max(1000), { label: { vi: 'Cơ quan nhận', en: 'Receivers' }, hint: { vi: 'Danh sách {organId, organName}', en: 'List of {organId, organName}' } }),
  documentId: field(short.min(1).optional(), { label: { vi: 'Mã văn bản', en: 'Document id' }, hint: { vi: 'Để trống: mã cơ quan, ngày, số và ký hiệu', en: 'Empty: organisation, date, number and notation' } }),
  code: field(z.object({ number: short.min(1), notation: short.min(1) }), { label: { vi: 'Số và ký hiệu', en: 'Number and notation' }, hint: { vi: '{number, notation}', en: '{number, notation}' } }),
  promulgationDate: field(date, { label: { vi: 'Ngày ban hành', en: 'Date of the document' } }),
  promulgationPlace: field(short.optional(), { label: { vi: 'Nơi ban hành', en: 'Place' } }),
  documentType: field(z.object({ type: short.optional(), typeDetail: short.optional(), typeName: short.min(1) }), { label: { vi: 'Loại văn bản', en: 'Kind of document' }, hint: { vi: '{typeName}', en: '{typeName}' } }),
  subject: field(z.string().trim().min(1).max(2000), { label: { vi: 'Trích yếu', en: 'Subject' } }),
  signer: field(z.object({ competence: short.optional(), position: short.optional(), fullName: short.min(1) }), { label: { vi: 'Người ký', en: 'Signer' }, hint: { vi: '{competence, position, fullName}', en: '{competence, position, fullName}' } }),
  dueDate: field(date.nullable().default(null), { label: { vi: 'Hạn trả lời', en: 'Due date' } }),
  toPlaces: field(z.array(short).default([]), { label: { vi: 'Nơi nhận trên văn bản', en: 'Distribution as printed' } }),
  otherInfo: field(
    z.object({
      priority: z.number().int().min(0).max(3).default(0),
      typerNotation: short.optional(),
      promulgationAmount: z.number().int().nonnegative().optional(),
      pageAmount: z.number().int().nonnegative().optional(),
      appendixes: z.array(short).default([]),
    }).prefault({}),
    { label: { vi: 'Thông tin khác', en: 'Other facts' }, hint: { vi: 'Độ khẩn, số bản, số trang, phụ lục', en: 'Priority, copies, pages, appendixes' } },
  ),
  responseFor: field(z.array(responseFor).default([]), { label: { vi: 'Trả lời, thu hồi cho văn bản', en: 'Documents answered or recalled' } }),
  steeringType: field(z.number().int().min(0).max(2).nullable().default(null), { label: { vi: 'Văn bản chỉ đạo', en: 'Steering' } }),
  business: field(business.prefault({}), { label: { vi: 'Nghiệp vụ', en: 'Business' }, hint: { vi: 'type: 0 mới, 1 thu hồi, 2 cập nhật, 3 thay thế', en: 'type: 0 new, 1 recall, 2 update, 3 replace' } }),
  issuedAt: field(dateTime, { label: { vi: 'Thời điểm phát hành', en: 'Time of issue' }, hint: { vi: 'Cố định cho mọi lần thử, ghi trong thông điệp', en: 'Fixed for all attempts, written into the message' } }),
  files: field(z.array(z.object({ sha256, name: z.string().min(1).max(255), contentType: z.string().max(100).default('application/pdf') })).max(100), {
    label: { vi: 'Tệp', en: 'Files' },
    hint: { vi: 'Danh sách {sha256, name, contentType}', en: 'List of {sha256, name, contentType}' },
  }),
});
export type DocumentInput = z.output<typeof documentInputSchema>;

export const sendDocumentInputSchema = z.object({
  edxmlSha256: field(sha256, { label: { vi: 'Thông điệp đã ký (SHA-256)', en: 'Signed message (SHA-256)' } }),
});

/** Codes that mean nothing without a reason: refusal, request to take back, refusal of that request. */
const codesWithReason: readonly string[] = ['02', '13', '16'];

export const sendStatusInputSchema = z.object({
  from: field(organisation, { label: { vi: 'Cơ quan báo', en: 'Reporting organisation' } }),
  responseFor: field(responseFor, { label: { vi: 'Về văn bản', en: 'About the document' }, hint: { vi: 'organId: cơ quan nhận trạng thái', en: 'organId: who receives the status' } }),
  code: field(z.enum(['01', '02', '03', '04', '05', '06', '13', '15', '16']), { label: { vi: 'Trạng thái', en: 'Status' } }),
  description: field(z.string().trim().max(1000).default(''), { label: { vi: 'Nội dung', en: 'Description' }, hint: { vi: 'Để trống: theo mã trạng thái; mã 02, 13, 16 cần lý do', en: 'Empty: as the code says; 02, 13 and 16 need a reason' } }),
  staff: field(staff, { label: { vi: 'Người thực hiện', en: 'Staff' }, hint: { vi: '{department, staff, email, mobile}', en: '{department, staff, email, mobile}' } }),
  at: field(dateTime, { label: { vi: 'Thời điểm', en: 'Time' } }),
}).refine(({ code, description }) => description !== '' || !codesWithReason.includes(code), { path: ['description'], message: 'a reason is needed with this code' });
export type SendStatusInput = z.output<typeof sendStatusInputSchema>;
