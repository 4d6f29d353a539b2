import type { LocalText } from './local-text.js';

/** How one attempt ended; the host turns it into the engine's command. Holds no secret. */
export type OperationOutcome =
  | { readonly kind: 'completed'; readonly output: Readonly<Record<string, unknown>> }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly variables: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly retryable: boolean; readonly retryAfterMs?: number };

/** Codes that `runOperation` itself gives, and what people read; connectors add their own in `Connector.errors`. */
export const runtimeErrors = {
  OPERATION_UNKNOWN: { vi: 'Sơ đồ gọi một thao tác mà kết nối này không có.', en: 'The diagram names an operation that the connector does not have.' },
  INPUT_INVALID: { vi: 'Dữ liệu vào chưa đúng; hãy sửa sơ đồ hoặc biến của quy trình.', en: 'The input does not fit; correct the diagram or the variables.' },
  OUTPUT_INVALID: { vi: 'Kết nối trả về kết quả sai khuôn dạng của chính nó.', en: 'The connector answered with something its own schema refuses.' },
  SECRET_MISSING: { vi: 'Chưa đặt bí mật mà kết nối cần, hoặc kết nối không được dùng.', en: 'A secret is not set, or not for this connector.' },
  SECRET_TOO_SHORT: { vi: 'Bí mật quá ngắn, không thể che trong nhật ký.', en: 'A secret is too short to be kept out of logs.' },
  FILE_MISSING: { vi: 'Kho tệp không có tệp này.', en: 'No file with this content is stored.' },
  FILE_DAMAGED: { vi: 'Tệp trong kho đã hỏng; hãy khôi phục từ bản sao lưu.', en: 'A stored file is damaged; restore it from a backup.' },
  NETWORK_FAILED: { vi: 'Không kết nối được với hệ thống bên kia; sẽ tự thử lại.', en: 'The other side could not be reached; it is tried again.' },
  EGRESS_REFUSED: { vi: 'Quản trị chưa cho phép kết nối tới máy chủ này.', en: 'The operator does not allow connections to this host.' },
  TOO_MANY_REDIRECTS: { vi: 'Hệ thống bên kia chuyển hướng không dứt.', en: 'The other side redirects without end.' },
  TIMEOUT: { vi: 'Quá thời gian chờ; sẽ tự thử lại.', en: 'The operation took longer than its limit; it is tried again.' },
  ABORTED: { vi: 'Máy chủ dừng khi đang thực hiện; sẽ tự thử lại.', en: 'The host stopped while the operation ran; it is tried again.' },
  UNRESPONSIVE: { vi: 'Thao tác không dừng khi được yêu cầu; có thể vẫn đang chạy.', en: 'The operation did not end when it was told to; it may still be acting.' },
  CONNECTOR_BUG: { vi: 'Kết nối gặp lỗi lập trình.', en: 'The connector failed in a way it does not declare.' },
} as const satisfies Readonly<Record<string, LocalText>>;
