import { errorsFrom } from '@vanthu/connector-sdk';
import type { ErrorText } from '@vanthu/connector-sdk';

/** What people read for each code of the mail connectors. */
export const mailErrors = {
  MAILBOX_MISSING: { vi: 'Chưa cấu hình hộp thư cho cơ quan này:', en: 'No mailbox is configured for this agency:', retryable: false },
  MAIL_TOO_LARGE: { vi: 'Tệp đính kèm quá lớn cho thư điện tử; hãy dùng kênh khác.', en: 'The attachments are too large for mail; use another channel.', retryable: false },
  RECIPIENT_REFUSED: { vi: 'Máy chủ thư từ chối một người nhận nên chưa gửi cho ai. Hãy sửa địa chỉ.', en: 'The mail server refuses a recipient, so nothing was sent to anyone. Correct the address.', retryable: false },
  RECIPIENT_DEFERRED: { vi: 'Máy chủ thư tạm chưa nhận một người nhận; chưa gửi cho ai, sẽ tự thử lại.', en: 'The mail server cannot take a recipient now; nothing was sent, it is tried again.', retryable: true },
  SMTP_SIGN_IN_REFUSED: { vi: 'Máy chủ thư không chấp nhận tài khoản hoặc mật khẩu của hộp thư. Hãy sửa bí mật rồi thử lại.', en: 'The mail server refuses the mailbox’s user or password. Correct the secret, then retry.', retryable: false },
  SMTP_REFUSED: { vi: 'Máy chủ thư từ chối thư này.', en: 'The mail server refuses the message.', retryable: false },
  SMTP_DEFERRED: { vi: 'Máy chủ thư tạm chưa nhận thư; sẽ tự thử lại.', en: 'The mail server cannot take the message now; it is tried again.', retryable: true },
  SMTP_UNREACHABLE: { vi: 'Không kết nối được máy chủ gửi thư; sẽ tự thử lại.', en: 'The sending mail server could not be reached; it is tried again.', retryable: true },
  IMAP_SIGN_IN_REFUSED: { vi: 'Máy chủ nhận thư không chấp nhận tài khoản hoặc mật khẩu của hộp thư. Hãy sửa bí mật.', en: 'The mailbox server refuses the user or password. Correct the secret.', retryable: false },
  IMAP_UNREACHABLE: { vi: 'Không kết nối được máy chủ nhận thư; sẽ tự thử lại.', en: 'The mailbox server could not be reached; it is tried again.', retryable: true },
} as const satisfies Readonly<Record<string, ErrorText>>;

export const mailError = errorsFrom(mailErrors);
