import { ConnectorError } from '@vanthu/connector-sdk';
import type { LocalText } from '@vanthu/connector-sdk';
import { axisErrorCodes } from '@vanthu/edxml';

/** What people read for each code of the axis connector. */
export const axisErrors = {
  AXIS_UNKNOWN_RECEIVER: { vi: 'Đơn vị nhận không có trên trục liên thông. Kiểm tra mã định danh hoặc chọn kênh khác.', en: 'The receiver is not on the axis. Check its code or use another channel.' },
  AXIS_UNKNOWN_SENDER: { vi: 'Đơn vị gửi chưa đăng ký trên trục liên thông.', en: 'The sender is not registered on the axis.' },
  AXIS_LOCKED_RECEIVER: { vi: 'Đơn vị nhận đã khóa trên trục liên thông. Hãy chọn kênh khác.', en: 'The receiver is locked on the axis. Use another channel.' },
  AXIS_EDXML_REFUSED: { vi: 'Trục cho rằng thông điệp edXML sai chuẩn.', en: 'The axis says that the edXML message does not follow the standard.' },
  AXIS_FILE_REFUSED: { vi: 'Trục không nhận tệp này.', en: 'The axis does not accept the file.' },
  AXIS_CREDENTIALS_REFUSED: { vi: 'Trục không chấp nhận mã hệ thống hoặc khóa bí mật. Kiểm tra cấu hình và đồng hồ máy chủ.', en: 'The axis refuses the system id or the secret. Check the configuration and the clock.' },
  AXIS_FAULT: { vi: 'Trục liên thông đang lỗi; sẽ tự thử lại.', en: 'The axis failed; it is tried again.' },
  AXIS_ANSWER_UNREADABLE: { vi: 'Không đọc được câu trả lời của trục; sẽ tự thử lại.', en: 'The answer of the axis cannot be read; it is tried again.' },
  EDXML_INVALID: { vi: 'Thông điệp edXML không hợp lệ nên chưa gửi.', en: 'The edXML message is not valid and was not sent.' },
} as const satisfies Readonly<Record<string, LocalText>>;
export type AxisErrorName = keyof typeof axisErrors;

const finalCodes: Readonly<Record<string, AxisErrorName>> = {
  [axisErrorCodes.badFile]: 'AXIS_FILE_REFUSED',
  [axisErrorCodes.badCredentials]: 'AXIS_CREDENTIALS_REFUSED',
  [axisErrorCodes.unknownReceiver]: 'AXIS_UNKNOWN_RECEIVER',
  [axisErrorCodes.unknownSender]: 'AXIS_UNKNOWN_SENDER',
  [axisErrorCodes.badEdxml]: 'AXIS_EDXML_REFUSED',
  [axisErrorCodes.lockedReceiver]: 'AXIS_LOCKED_RECEIVER',
};

/** The failure for an `ErrorCode` of the axis; codes that may pass by themselves (20, 21, unknown ones) are retryable. */
export function axisRefusal(errorCode: string, words: string): ConnectorError {
  const name = finalCodes[errorCode] ?? 'AXIS_FAULT';
  return axisError(name, `(mã ${errorCode}) ${words}`.trim());
}

/** An error of the table above; `detail` follows its Vietnamese sentence. */
export function axisError(name: AxisErrorName, detail: string, cause?: unknown): ConnectorError {
  const retryable = name === 'AXIS_FAULT' || name === 'AXIS_ANSWER_UNREADABLE';
  return new ConnectorError(name, `${axisErrors[name].vi} ${detail}`.trim(), { retryable, cause });
}
