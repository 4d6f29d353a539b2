import { errorsFrom } from '@vanthu/connector-sdk';
import type { ErrorText } from '@vanthu/connector-sdk';

/** What people read for each code of the archive connector. */
export const archiveErrors = {
  ARCHIVE_FULL: { vi: 'Kho lưu trữ đã đầy. Không có gì bị ghi dở. Hãy giải phóng chỗ; nếu việc vẫn dừng thì bấm thử lại.', en: 'The archive is full. Nothing half was left in it. Make room; if the work still stands, retry it.', retryable: true },
  ARCHIVE_UNREACHABLE: { vi: 'Không dùng được kho lưu trữ. Kiểm tra ổ đĩa và quyền ghi:', en: 'The archive cannot be used. Check that it is mounted and writable:', retryable: true },
} as const satisfies Readonly<Record<string, ErrorText>>;

export const archiveError = errorsFrom(archiveErrors);
