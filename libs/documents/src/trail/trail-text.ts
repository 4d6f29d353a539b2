import { errorCodes, errorText, type ErrorCode } from '@vanthu/model';

/**
 * What can be done to a document, in the words of the glossary.
 * `[…]` is left out when a fact it names is missing.
 */
const sentences = {
  receive: { vi: 'Tiếp nhận văn bản qua {channel}[ từ {sender}]', en: 'Received by {channel}[ from {sender}]' },
  fileRefused: { vi: 'Không nhận tệp {name}: {reason}', en: 'File {name} was not accepted: {reason}' },
  receiveNote: { vi: 'Lưu ý khi tiếp nhận', en: 'Noted at intake' },
  verify: { vi: 'Kiểm tra chữ ký số: {result}', en: 'Signatures checked: {result}' },
  register: { vi: 'Đăng ký vào sổ, số đến {number}[ ({register})]', en: 'Registered, arrival number {number}[ ({register})]' },
  refuse: { vi: 'Từ chối[: {reason}]', en: 'Refused[: {reason}]' },
  eraseSecret: { vi: 'Từ chối văn bản mật; đã xóa mọi tệp và nội dung', en: 'Refused as secret; all files and the content were erased' },
  forward: { vi: 'Chuyển {to}', en: 'Forwarded to {to}' },
  directive: {
    vi: 'Cho ý kiến chỉ đạo: {lead} chủ trì[; {coordinating} phối hợp][; {informed} để biết][; hạn xử lý {dueDate}]',
    en: 'Gave a directive: {lead} leads[; {coordinating} coordinates][; {informed} for information][; due {dueDate}]',
  },
  assign: { vi: 'Giao {to} xử lý', en: 'Assigned {to}' },
  start: { vi: 'Bắt đầu xử lý', en: 'Began work' },
  draft: { vi: 'Soạn dự thảo[ trả lời văn bản {replyTo}]', en: 'Drafted[ a reply to {replyTo}]' },
  edit: { vi: 'Sửa dự thảo', en: 'Edited the draft' },
  voidApproval: { vi: 'Nội dung thay đổi sau khi duyệt: phê duyệt không còn hiệu lực', en: 'Changed after approval: the approval is void' },
  submit: { vi: 'Trình[ {to}]', en: 'Submitted[ to {to}]' },
  withdraw: { vi: 'Thu hồi việc vừa trình', en: 'Withdrew the submission' },
  check: { vi: 'Kiểm tra nội dung, ký nháy', en: 'Checked the content and initialled' },
  checkFormat: { vi: 'Kiểm tra thể thức, kỹ thuật trình bày', en: 'Checked form and layout' },
  sendBack: { vi: 'Trả lại để làm lại[: {reason}]', en: 'Sent back[: {reason}]' },
  opinion: { vi: 'Cho ý kiến', en: 'Gave an opinion' },
  approve: { vi: 'Duyệt nội dung', en: 'Approved the content' },
  sign: { vi: 'Ký ban hành bằng chữ ký số cá nhân', en: 'Signed with a personal digital signature' },
  allocateNumber: { vi: 'Cấp số {notation}[ ngày {date}]', en: 'Numbered {notation}[, dated {date}]' },
  sealAgency: { vi: 'Ký số cơ quan', en: 'Made the agency signature' },
  issue: { vi: 'Phát hành[ đến {count} nơi nhận]', en: 'Issued[ to {count} recipients]' },
  deliver: { vi: 'Gửi {recipient} qua {channel}', en: 'Sent to {recipient} by {channel}' },
  deliverFailed: { vi: 'Chưa gửi được cho {recipient} qua {channel}[: {reason}]', en: 'Could not be sent to {recipient} by {channel}[: {reason}]' },
  status: { vi: '{recipient} báo trạng thái {code}[: {description}]', en: '{recipient} reported status {code}[: {description}]' },
  reportStatus: { vi: 'Báo nơi gửi trạng thái {code}[: {description}]', en: 'Reported status {code} to the sender[: {description}]' },
  inform: { vi: 'Đã xem để biết', en: 'Seen for information' },
  urge: { vi: 'Quá hạn: hệ thống đôn đốc', en: 'Overdue: urged by the system' },
  noAnswer: { vi: '{recipient} chưa phản hồi trong thời hạn chờ', en: '{recipient} did not answer in time' },
  complete: { vi: 'Hoàn thành xử lý', en: 'Completed' },
  archive: { vi: 'Lưu hồ sơ điện tử', en: 'Archived' },
  recall: { vi: 'Thu hồi văn bản đã phát hành[: {reason}]', en: 'Recalled[: {reason}]' },
  possibleDuplicate: { vi: 'Có thể trùng với văn bản {notation} đã có', en: 'Possibly the same as {notation}, already here' },
} as const;

export type TrailAct = keyof typeof sentences;

export interface TrailEvent {
  readonly act: TrailAct;
  readonly facts?: Readonly<Record<string, string | number | null>>;
}

export const trailActs = Object.keys(sentences) as readonly TrailAct[];

const channelNames = {
  vi: { axis: 'trục liên thông', mail: 'thư điện tử', guest: 'tài khoản văn thư khách', paper: 'bản giấy' },
  en: { axis: 'the document axis', mail: 'e-mail', guest: 'a guest account', paper: 'paper' },
} as const;

const verificationNames = {
  vi: { valid: 'hợp lệ', invalid: 'không hợp lệ', unverifiable: 'chưa kiểm tra được', unsigned: 'không có chữ ký' },
  en: { valid: 'valid', invalid: 'not valid', unverifiable: 'could not be checked', unsigned: 'no signature' },
} as const;

/** The sentence people read in the timeline. A fact that is needed and missing shows as "…". */
export function trailText(event: TrailEvent): { vi: string; en: string } {
  const sentence = sentences[event.act];
  return { vi: fill(sentence.vi, 'vi', event.facts ?? {}), en: fill(sentence.en, 'en', event.facts ?? {}) };
}

function fill(template: string, language: 'vi' | 'en', facts: NonNullable<TrailEvent['facts']>): string {
  const value = (name: string): string => (name === 'reason' ? refusal(facts, language) : null) ?? worded(name, facts[name], language);
  const optional = template.replace(/\[([^\]]*)\]/g, (_, part: string) => (namesOf(part).every((name) => value(name) !== '') ? part : ''));
  return optional.replace(/\{(\w+)\}/g, (_, name: string) => value(name) || '…');
}

/** Where the reason is an error code (`reasonCode`), its sentence, made from the same facts. */
function refusal(facts: NonNullable<TrailEvent['facts']>, language: 'vi' | 'en'): string | null {
  const code = String(facts['reasonCode'] ?? '');
  if (!Object.hasOwn(errorCodes, code)) return null;
  return errorText(code as ErrorCode, language, Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, value ?? ''])));
}

function namesOf(part: string): string[] {
  return [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

function worded(name: string, fact: string | number | null | undefined, language: 'vi' | 'en'): string {
  const text = fact === null || fact === undefined ? '' : String(fact);
  if (name === 'channel') return (channelNames[language] as Record<string, string>)[text] ?? text;
  if (name === 'result') return (verificationNames[language] as Record<string, string>)[text] ?? text;
  return /^(date|dueDate)$/.test(name) ? text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1') : text;
}
