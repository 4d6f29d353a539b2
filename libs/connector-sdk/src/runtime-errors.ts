import { errorsFrom } from './error-texts.js';
import type { ErrorText } from './error-texts.js';

/** Codes that the SDK itself gives; connectors add their own in `Connector.errors`. */
export const runtimeErrors = {
  OPERATION_UNKNOWN: { vi: 'Sơ đồ gọi một thao tác mà kết nối này không có:', en: 'The diagram names an operation that the connector does not have:', retryable: false },
  INPUT_INVALID: { vi: 'Dữ liệu vào chưa đúng; hãy sửa sơ đồ hoặc biến của quy trình:', en: 'The input does not fit; correct the diagram or the variables:', retryable: false },
  OUTPUT_INVALID: { vi: 'Thao tác đã chạy, nhưng kết quả sai khuôn dạng mà kết nối tự khai:', en: 'The operation ran, but its output does not fit its own schema:', retryable: false },
  SECRET_MISSING: { vi: 'Chưa đặt bí mật mà kết nối cần, hoặc kết nối không được dùng:', en: 'A secret is not set, or not for this connector:', retryable: false },
  SECRET_TOO_SHORT: { vi: 'Bí mật quá ngắn, không thể che trong nhật ký:', en: 'A secret is too short to be kept out of logs:', retryable: false },
  FILE_MISSING: { vi: 'Kho tệp không có tệp này:', en: 'No file with this content is stored:', retryable: false },
  FILE_DAMAGED: { vi: 'Tệp trong kho đã hỏng; hãy khôi phục từ bản sao lưu:', en: 'A stored file is damaged; restore it from a backup:', retryable: false },
  NETWORK_FAILED: { vi: 'Không kết nối được, hoặc kết nối bị ngắt; sẽ tự thử lại:', en: 'The other side could not be reached or broke off; it is tried again:', retryable: true },
  EGRESS_REFUSED: { vi: 'Quản trị chưa cho phép kết nối tới máy chủ này; hãy thêm vào danh sách hoặc sửa địa chỉ:', en: 'The operator does not allow connections to this host; add it to the list or correct the address:', retryable: false },
  TOO_MANY_REDIRECTS: { vi: 'Hệ thống bên kia chuyển hướng quá nhiều lần:', en: 'The other side redirects too often:', retryable: false },
  TIMEOUT: { vi: 'Quá thời gian chờ; sẽ tự thử lại.', en: 'The operation took longer than its limit; it is tried again.', retryable: true },
  ABORTED: { vi: 'Máy chủ dừng khi đang thực hiện; sẽ tự thử lại.', en: 'The host stopped while the operation ran; it is tried again.', retryable: true },
  UNRESPONSIVE: { vi: 'Thao tác không dừng khi được yêu cầu, có thể vẫn đang chạy; sẽ tự thử lại.', en: 'The operation did not end when it was told to and may still be acting; it is tried again.', retryable: true },
  CONNECTOR_BUG: { vi: 'Kết nối gặp lỗi lập trình:', en: 'The connector failed in a way it does not declare:', retryable: false },
} as const satisfies Readonly<Record<string, ErrorText>>;

export const runtimeError = errorsFrom(runtimeErrors);
