interface LocalText {
  readonly vi: string;
  readonly en: string;
}

const things: Readonly<Record<string, LocalText>> = {
  document: { vi: 'văn bản', en: 'document' },
  draft: { vi: 'dự thảo', en: 'draft' },
  file: { vi: 'tệp', en: 'file' },
  task: { vi: 'việc', en: 'task' },
  incident: { vi: 'sự cố', en: 'incident' },
  processInstance: { vi: 'quy trình đang xử lý', en: 'process instance' },
  processVersion: { vi: 'phiên bản quy trình', en: 'version of the process' },
  item: { vi: 'lượt thực hiện', en: 'item' },
  register: { vi: 'sổ văn bản', en: 'register' },
  recipientLine: { vi: 'nơi nhận', en: 'recipient' },
  'recipient line': { vi: 'nơi nhận', en: 'recipient' },
  sentMessage: { vi: 'thông điệp đã gửi', en: 'sent message' },
  archivedCase: { vi: 'hồ sơ lưu trữ', en: 'archived case' },
  archivedFile: { vi: 'tệp lưu trữ', en: 'archived file' },
  unit: { vi: 'đơn vị', en: 'unit' },
  agency: { vi: 'cơ quan', en: 'agency' },
  person: { vi: 'người dùng', en: 'person' },
  family: { vi: 'quy trình', en: 'process' },
  address: { vi: 'địa chỉ này', en: 'address' },
  URL: { vi: 'địa chỉ này', en: 'address' },
};

/** What does not serve at the moment. */
const services: Readonly<Record<string, LocalText>> = {
  database: { vi: 'cơ sở dữ liệu', en: 'the database' },
  processes: { vi: 'bộ máy quy trình', en: 'the process engine' },
  stopping: { vi: 'máy chủ đang dừng', en: 'the server is stopping' },
  uploads: { vi: 'nhiều tệp đang được tải lên cùng lúc', en: 'many files are being uploaded at once' },
};

const roleNames: Readonly<Record<string, LocalText>> = {
  clerk: { vi: 'văn thư', en: 'clerk' },
  leader: { vi: 'lãnh đạo cơ quan', en: 'leader' },
  unitHead: { vi: 'lãnh đạo đơn vị', en: 'head of unit' },
  specialist: { vi: 'chuyên viên', en: 'specialist' },
  formatChecker: { vi: 'người kiểm tra thể thức', en: 'format checker' },
  unitAdmin: { vi: 'quản trị đơn vị', en: 'administrator of the unit' },
  operator: { vi: 'người vận hành', en: 'operator' },
  systemAdmin: { vi: 'quản trị hệ thống', en: 'system administrator' },
  drafter: { vi: 'người soạn thảo', en: 'drafter' },
};

const reasons: Readonly<Record<string, LocalText>> = {
  cursor: { vi: 'vị trí trang không đúng.', en: 'the page position is not one of ours.' },
  json: { vi: 'dữ liệu gửi lên không phải JSON đúng.', en: 'what was sent is not valid JSON.' },
  number: { vi: 'phải là số.', en: 'must be a number.' },
  wholeNumber: { vi: 'phải là số nguyên.', en: 'must be a whole number.' },
  date: { vi: 'phải là ngày có thật, dạng năm-tháng-ngày.', en: 'must be a real date, year-month-day.' },
  list: { vi: 'phải là danh sách.', en: 'must be a list.' },
  text: { vi: 'phải là chữ.', en: 'must be text.' },
  yesNo: { vi: 'phải là có hoặc không.', en: 'must be yes or no.' },
  object: { vi: 'phải là một nhóm giá trị.', en: 'must be a group of values.' },
  email: { vi: 'không phải địa chỉ thư điện tử.', en: 'is not an e-mail address.' },
  min: { vi: 'nhỏ nhất là {limit}.', en: 'must be at least {limit}.' },
  max: { vi: 'lớn nhất là {limit}.', en: 'must be at most {limit}.' },
  minLength: { vi: 'ít nhất {limit} ký tự.', en: 'needs at least {limit} characters.' },
  maxLength: { vi: 'nhiều nhất {limit} ký tự.', en: 'may have at most {limit} characters.' },
  minItems: { vi: 'ít nhất {limit} mục.', en: 'needs at least {limit} entries.' },
  maxItems: { vi: 'nhiều nhất {limit} mục.', en: 'may have at most {limit} entries.' },
  pattern: { vi: 'không đúng mẫu.', en: 'does not fit the pattern.' },
  option: { vi: 'không có trong danh sách.', en: 'is not on the list.' },
  format: { vi: 'không đúng dạng.', en: 'is not in the right form.' },
  unknownField: { vi: 'có mục không được dùng ở đây.', en: 'has a field that is not known here.' },
  dateInPast: { vi: 'ngày hiệu lực đã qua.', en: 'the day has passed.' },
  dateInFuture: { vi: 'ngày ban hành ở tương lai.', en: 'the date of issue lies in the future.' },
  noRecipients: { vi: 'chưa có nơi nhận.', en: 'there are no recipients.' },
  noMailAddress: { vi: 'nơi gửi hoặc nơi nhận chưa có địa chỉ thư điện tử.', en: 'sender or recipient has no mail address.' },
  foreignUnits: { vi: 'đơn vị không thuộc cơ quan này: {units}.', en: 'not units of this agency: {units}.' },
  // signatures and certificates, the first as the signing library names them
  CERTIFICATE_INVALID: { vi: 'chứng thư số không đọc được hoặc không dùng để ký được.', en: 'the certificate cannot be read or is not meant for signing.' },
  SIGNATURE_MISMATCH: { vi: 'chữ ký không khớp với văn bản hoặc chứng thư số.', en: 'the signature fits neither document nor certificate.' },
  PDF_INVALID: { vi: 'tệp không phải PDF hoặc đã hỏng.', en: 'the file is not a PDF or is damaged.' },
  PDF_ENCRYPTED: { vi: 'tệp PDF có mật khẩu.', en: 'the PDF is protected by a password.' },
  PDF_TOO_LARGE: { vi: 'tệp PDF quá lớn.', en: 'the PDF is too large.' },
  PDF_TOO_COMPLEX: { vi: 'tệp PDF quá phức tạp.', en: 'the PDF is too complex.' },
  FIELD_MISSING: { vi: 'tệp PDF không có ô ký đã chuẩn bị.', en: 'the PDF lacks the prepared signature field.' },
  FIELD_ALREADY_SIGNED: { vi: 'ô ký này đã có chữ ký.', en: 'this signature field is signed already.' },
  certificateUnreadable: { vi: 'không đọc được chứng thư số.', en: 'it cannot be read.' },
  certificatePeriod: { vi: 'chỉ có hiệu lực từ {from} đến {to}.', en: 'it is valid only from {from} to {to}.' },
  certificateUntrusted: { vi: 'không do tổ chức được tin cậy cấp.', en: 'it was not issued by a trusted authority.' },
  certificateHolder: { vi: 'chứng thư số này của {holder}, cần chứng thư số của {expected}.', en: 'it belongs to {holder}; the certificate of {expected} is needed.' },
};

/** What a refused file turned out to be, as the file checks name it. */
const contents: Readonly<Record<string, LocalText>> = {
  'rỗng': { vi: 'rỗng', en: 'empty' },
  'nhị phân': { vi: 'dữ liệu nhị phân', en: 'binary data' },
  'Windows program': { vi: 'chương trình Windows', en: 'a Windows program' },
  'Linux program': { vi: 'chương trình Linux', en: 'a Linux program' },
  'Windows shortcut': { vi: 'lối tắt Windows', en: 'a Windows shortcut' },
  program: { vi: 'chương trình', en: 'a program' },
  script: { vi: 'kịch bản lệnh', en: 'a script' },
};

const statusNames: Readonly<Record<string, LocalText>> = {
  received: { vi: 'chờ tiếp nhận', en: 'received' },
  refused: { vi: 'đã từ chối', en: 'refused' },
  registered: { vi: 'đã vào sổ', en: 'registered' },
  directed: { vi: 'đã có ý kiến chỉ đạo', en: 'directed' },
  inProgress: { vi: 'đang xử lý', en: 'in progress' },
  completed: { vi: 'đã hoàn thành', en: 'completed' },
  recalled: { vi: 'đã thu hồi', en: 'recalled' },
  draft: { vi: 'đang soạn', en: 'draft' },
  submitted: { vi: 'đang trình duyệt', en: 'submitted' },
  sentBack: { vi: 'trả lại', en: 'sent back' },
  signed: { vi: 'đã ký', en: 'signed' },
  numbered: { vi: 'đã cấp số', en: 'numbered' },
  sealed: { vi: 'đã ký số cơ quan', en: 'sealed' },
  issued: { vi: 'đã phát hành', en: 'issued' },
};

/** Facts whose values are codes, by the name of the fact; a value that is not here is shown as it is. */
export const factTexts: Readonly<Record<string, Readonly<Record<string, LocalText>>>> = {
  what: { ...things, ...services },
  needed: roleNames,
  reason: reasons,
  found: contents,
  status: statusNames,
  who: { someoneElse: { vi: 'người khác', en: 'someone else' } },
};
