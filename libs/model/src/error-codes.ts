import { factTexts } from './fact-texts.js';

/** Every code the product answers with, and what people read: what happened and what to do. `{name}` is filled in. */
export const errorCodes = {
  NOT_SIGNED_IN: { status: 401, vi: 'Phiên làm việc đã hết. Hãy đăng nhập lại.', en: 'You are not signed in. Sign in again.' },
  LOGIN_FAILED: { status: 401, vi: 'Tên đăng nhập hoặc mật khẩu không đúng.', en: 'The user name or the password is wrong.' },
  LOGIN_THROTTLED: { status: 429, vi: 'Đăng nhập sai nhiều lần. Hãy đợi {seconds} giây rồi thử lại.', en: 'Too many failed attempts. Try again in {seconds} seconds.' },
  CSRF_TOKEN_INVALID: { status: 403, vi: 'Yêu cầu không hợp lệ. Hãy tải lại trang rồi thử lại.', en: 'The request carries no valid token. Reload the page and try again.' },
  NOT_ALLOWED: { status: 403, vi: 'Bạn không có quyền làm việc này. Cần vai trò: {needed}.', en: 'You may not do this. Needed: {needed}.' },
  NOT_FOUND: { status: 404, vi: 'Không tìm thấy {what}, hoặc bạn không được xem.', en: 'There is no such {what}, or you may not see it.' },
  INPUT_INVALID: { status: 400, vi: 'Dữ liệu chưa đúng ở {count} chỗ. Xem từng chỗ bên dưới.', en: 'The input does not fit in {count} places; see each below.' },
  FIELD_REQUIRED: { status: 400, vi: 'Phải nhập mục này.', en: 'This field is required.' },
  REQUEST_INVALID: { status: 400, vi: 'Máy chủ không đọc được yêu cầu này. Hãy tải lại trang rồi thử lại.', en: 'The server cannot read this request. Reload the page and try again.' },
  FIELD_INVALID: { status: 400, vi: 'Giá trị không hợp lệ: {reason}', en: 'The value does not fit: {reason}' },
  TASK_NOT_OPEN: { status: 409, vi: 'Việc này vừa được {who} xử lý. Dữ liệu bạn nhập vẫn còn trên trang này.', en: 'This task has just been done by {who}. What you entered is still on this page.' },
  TASK_CLAIMED: { status: 409, vi: 'Việc này đã được {who} nhận.', en: 'This task has been claimed by {who}.' },
  OUTCOME_UNKNOWN: { status: 400, vi: 'Bước này không có lựa chọn "{outcome}".', en: 'This step has no outcome "{outcome}".' },
  TASK_PERSONAL: { status: 409, vi: 'Việc này giao riêng cho một người nên không trả về nhóm được.', en: 'This task was given to one person; there is no group to give it back to.' },
  REASON_REQUIRED: { status: 400, vi: 'Hãy ghi lý do.', en: 'Give a reason.' },
  SECRET_REFUSED: { status: 422, vi: 'Văn bản mật không được đưa vào hệ thống (Luật Bảo vệ bí mật nhà nước). Không tệp nào được lưu. Hãy xử lý bằng giấy theo chế độ mật.', en: 'Secret documents must not enter this system. No file was kept. Handle it on paper under the secrecy rules.' },
  SECRET_MARKED: { status: 422, vi: 'Văn bản mật không được vào sổ trong hệ thống này (Luật Bảo vệ bí mật nhà nước). Hãy chọn “Từ chối vì mật” để xóa khỏi hệ thống, rồi xử lý bằng giấy theo chế độ mật.', en: 'A secret document must not be registered in this system. Choose “Refuse as secret” to erase it here, then handle it on paper under the secrecy rules.' },
  FILE_TYPE_REFUSED: { status: 415, vi: 'Tệp "{name}" không đúng định dạng được nhận: nội dung là {found}. Hãy gửi PDF, Office, ảnh hoặc văn bản thuần.', en: 'File "{name}" is not accepted: its content is {found}. Send PDF, Office, picture or plain text files.' },
  FILE_CONTENT_MISMATCH: { status: 415, vi: 'Tệp "{name}" ghi là {claimed} nhưng nội dung là {found}. Tệp không được nhận.', en: 'File "{name}" says {claimed} but its content is {found}. It was not accepted.' },
  FILE_TOO_LARGE: { status: 413, vi: 'Tệp "{name}" lớn hơn {limit} MB.', en: 'File "{name}" is larger than {limit} MB.' },
  REQUEST_TOO_LARGE: { status: 413, vi: 'Dữ liệu gửi lên lớn hơn {limit} MB. Hãy gửi ít tệp hơn mỗi lần.', en: 'What was sent is larger than {limit} MB. Send fewer files at a time.' },
  TOO_MANY_FILES: { status: 413, vi: 'Mỗi lần chỉ gửi được {limit} tệp.', en: 'At most {limit} files can be sent at a time.' },
  FILE_STORE_FULL: { status: 507, vi: 'Kho tệp đã đầy. Chưa có gì bị mất; hãy báo quản trị rồi thử lại.', en: 'The file store is full. Nothing is lost; tell the administrator and try again.' },
  DATABASE_FULL: { status: 507, vi: 'Đĩa của cơ sở dữ liệu đã đầy nên chưa ghi được việc này. Những gì đã lưu vẫn còn nguyên; hãy báo quản trị giải phóng dung lượng rồi làm lại.', en: 'The disk of the database is full, so this was not written. What was saved is safe; ask the administrator to free some space, then do it again.' },
  DUPLICATE_DOCUMENT: { status: 409, vi: 'Văn bản này có thể đã vào sổ: {notation}, số đến {arrivalNumber}.', en: 'This document may be registered already: {notation}, arrival number {arrivalNumber}.' },
  REGISTER_CLOSED: { status: 409, vi: 'Sổ năm {year} chưa mở hoặc đã khóa.', en: 'The register of {year} is not open.' },
  DRAFT_LOCKED: { status: 409, vi: 'Văn bản đang ở bước "{status}" nên không sửa được. Hãy trả lại để sửa.', en: 'The document is at "{status}" and cannot be edited. Send it back first.' },
  APPROVAL_VOID: { status: 409, vi: 'Nội dung đã khác bản được duyệt. Phải trình duyệt lại trước khi gửi.', en: 'The content differs from what was approved. Submit it again before sending.' },
  NO_SIGNABLE_FILE: { status: 409, vi: 'Văn bản chưa có tệp PDF để ký.', en: 'The document has no PDF to sign.' },
  SIGNING_EXPIRED: { status: 410, vi: 'Phiên ký đã hết hạn hoặc tệp đã đổi. Hãy bấm ký lại.', en: 'The signing session has expired or the file has changed. Sign again.' },
  SIGNATURE_INVALID: { status: 422, vi: 'Chữ ký không khớp với văn bản: {reason}', en: 'The signature does not fit the document: {reason}' },
  CERTIFICATE_REFUSED: { status: 422, vi: 'Không dùng được chứng thư số này: {reason}', en: 'This certificate cannot be used: {reason}' },
  BPMN_INVALID: { status: 422, vi: 'Tệp BPMN không đọc được: {reason}', en: 'The BPMN file cannot be read: {reason}' },
  VARIANT_INVALID: { status: 422, vi: 'Quy trình còn {count} lỗi nên chưa xuất bản được.', en: 'The process has {count} errors and cannot be published.' },
  EDXML_INVALID: { status: 422, vi: 'Thông điệp edXML không hợp lệ: {reason}', en: 'The edXML message is not valid: {reason}' },
  INCIDENT_NOT_OPEN: { status: 409, vi: 'Sự cố này đã được xử lý.', en: 'This incident has been resolved already.' },
  INSTANCE_SUSPENDED: { status: 409, vi: 'Quy trình này đang tạm dừng. Hãy báo người vận hành cho chạy tiếp.', en: 'This process is suspended. Ask an operator to resume it.' },
  INSTANCE_NOT_SUSPENDED: { status: 409, vi: 'Quy trình này không tạm dừng.', en: 'This process is not suspended.' },
  INSTANCE_ENDED: { status: 409, vi: 'Quy trình này đã kết thúc.', en: 'This process has ended.' },
  INSTANCE_RUNNING: { status: 409, vi: 'Quy trình này đang chạy, hoặc văn bản đã có một quy trình như vậy đang chạy. Hãy hủy trước khi cho chạy lại.', en: 'This process is running, or another of its kind runs for the document. Cancel it before you restart.' },
  ACT_NOT_POSSIBLE: { status: 409, vi: 'Quy trình này không cho làm như vậy lúc này. Hãy xem lại bước và trạng thái.', en: 'The process does not allow this now. Look at the step and its state.' },
  MIGRATION_REFUSED: { status: 409, vi: 'Chưa chuyển được sang phiên bản khác: {count} bước không khớp.', en: 'It was not moved to another version: {count} steps do not fit.' },
  CONFLICT_RETRY: { status: 409, vi: 'Có người khác vừa thay đổi hồ sơ này. Hãy thử lại.', en: 'Someone else has just changed this case. Try again.' },
  UNAVAILABLE: { status: 503, vi: 'Hệ thống tạm thời không phục vụ được ({what}). Dữ liệu không mất; hãy thử lại sau ít phút.', en: 'The system cannot serve this now ({what}). Nothing is lost; try again in a few minutes.' },
  INTERNAL: { status: 500, vi: 'Có lỗi trong hệ thống, mã {reference}. Dữ liệu đã lưu vẫn an toàn.', en: 'Something went wrong, reference {reference}. What was saved is safe.' },
} as const;

export type ErrorCode = keyof typeof errorCodes;
export type Language = 'vi' | 'en';

type Facts = Readonly<Record<string, string | number>>;

/** The sentence for a code, with `{name}` filled in from `facts`. A fact that is a code of `factTexts` (several: `a,b`) is put into words. */
export function errorText(code: ErrorCode, language: Language, facts: Facts = {}): string {
  return fill(errorCodes[code][language], (name) => worded(name, language, facts));
}

function worded(name: string, language: Language, facts: Facts): string {
  const value = facts[name];
  if (value === undefined) return '…';
  const texts = factTexts[name] ?? {};
  const known = String(value).split(',').map((each) => (Object.hasOwn(texts, each) ? texts[each]?.[language] : undefined));
  if (known.some((each) => each === undefined)) return String(value);
  return fill(known.join(', '), (inner) => String(facts[inner] ?? '…'));
}

function fill(template: string, value: (name: string) => string): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => value(name));
}

/** An expected failure, with a code people can look up. The server turns it into a problem detail. */
export class VanthuError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly facts: Readonly<Record<string, string | number>> = {},
    readonly extra?: Readonly<Record<string, unknown>>,
  ) {
    super(errorText(code, 'en', facts));
    this.name = 'VanthuError';
  }
}
