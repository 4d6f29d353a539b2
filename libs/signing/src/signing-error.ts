/** What can go wrong when signing or reading signed files, and what people read: what happened and what to do. */
export const signingErrorTexts = {
  PIN_WRONG: { vi: 'Mã PIN không đúng. Hãy nhập lại.', en: 'The PIN is wrong. Enter it again.' },
  PIN_LOCKED: {
    vi: 'Thiết bị đã khóa vì nhập sai mã PIN nhiều lần. Hãy liên hệ nơi cấp chứng thư số để mở khóa.',
    en: 'The token is locked after too many wrong PINs. Ask the issuer of the certificate to unlock it.',
  },
  TOKEN_MISSING: {
    vi: 'Không thấy thiết bị giữ chứng thư số này. Hãy cắm thiết bị rồi thử lại.',
    en: 'The token that holds this certificate is not plugged in. Plug it in and try again.',
  },
  DRIVER_CRASHED: {
    vi: 'Trình điều khiển của thiết bị bị lỗi. Hãy rút thiết bị, cắm lại rồi thử lại.',
    en: 'The driver of the token failed. Unplug the token, plug it in again and retry.',
  },
  PKCS11_UNAVAILABLE: {
    vi: 'Máy này chưa cài được gói pkcs11js nên không đọc được thiết bị ký số.',
    en: 'The package pkcs11js is not installed on this machine, so tokens cannot be read.',
  },
  KEY_INVALID: { vi: 'Không đọc được khóa ký.', en: 'The signing key cannot be read.' },
  CERTIFICATE_INVALID: { vi: 'Không dùng được chứng thư số này.', en: 'This certificate cannot be used.' },
  SIGNATURE_MISMATCH: {
    vi: 'Chữ ký không khớp với văn bản hoặc chứng thư số.',
    en: 'The signature does not fit the document or the certificate.',
  },
  PDF_INVALID: { vi: 'Tệp không phải PDF hoặc đã hỏng.', en: 'The file is not a PDF or is damaged.' },
  PDF_ENCRYPTED: {
    vi: 'Tệp PDF có mật khẩu nên không ký được. Hãy bỏ mật khẩu rồi thử lại.',
    en: 'The PDF is protected by a password and cannot be signed. Remove the password and try again.',
  },
  PDF_TOO_LARGE: { vi: 'Tệp PDF quá lớn.', en: 'The PDF is too large.' },
  PDF_TOO_COMPLEX: {
    vi: 'Tệp PDF quá phức tạp hoặc được tạo ra để gây hại nên không được xử lý.',
    en: 'The PDF is too complex, or was made to do harm, and was not processed.',
  },
  PDF_ALREADY_SIGNED: {
    vi: 'Tệp PDF đã có chữ ký nên không thêm ô ký được nữa.',
    en: 'The PDF carries a signature already; no fields can be added to it.',
  },
  PDF_NOT_APPENDABLE: {
    vi: 'Không thể ghi thêm vào tệp PDF này mà vẫn giữ nguyên chữ ký đã có.',
    en: 'Nothing can be appended to this PDF without breaking the signatures it carries.',
  },
  FIELD_MISSING: { vi: 'Tệp PDF không có ô đã chuẩn bị sẵn.', en: 'The PDF lacks the prepared field.' },
  FIELD_ALREADY_SIGNED: { vi: 'Ô ký này đã có chữ ký.', en: 'This signature field is signed already.' },
  FIELD_ALREADY_FILLED: { vi: 'Ô này đã được điền.', en: 'This field is filled already.' },
  IMAGE_INVALID: { vi: 'Ảnh chữ ký hoặc con dấu phải là tệp PNG.', en: 'The signature or seal picture must be a PNG.' },
  TEXT_NOT_PRINTABLE: {
    vi: 'Văn bản có ký tự không in được bằng phông chữ quy định.',
    en: 'The text has characters that the prescribed font cannot print.',
  },
  XML_INVALID: { vi: 'Tệp XML không đọc được.', en: 'The XML cannot be read.' },
} as const;

export type SigningErrorCode = keyof typeof signingErrorTexts;

/** An expected failure. `detail` is for the operator and holds no secret and no content of documents. */
export class SigningError extends Error {
  readonly code: SigningErrorCode;
  readonly detail: string;
  /** Wrong PINs the token still accepts; null where it does not tell. */
  readonly triesLeft: number | null;

  constructor(code: SigningErrorCode, detail = '', options: { readonly triesLeft?: number; readonly cause?: unknown } = {}) {
    super(detail === '' ? signingErrorTexts[code].en : `${signingErrorTexts[code].en} (${detail})`, { cause: options.cause });
    this.name = 'SigningError';
    this.code = code;
    this.detail = detail;
    this.triesLeft = options.triesLeft ?? null;
  }
}
