import { errorsFrom } from '@vanthu/connector-sdk';
import type { ErrorText } from '@vanthu/connector-sdk';

/** What people read for the codes of the HTTP connector; `HTTP_<status>` are made from the answer. */
export const httpErrors = {
  RESPONSE_TOO_LARGE: { vi: 'Câu trả lời lớn hơn giới hạn nên không đọc tiếp:', en: 'The answer is larger than the limit and was not read on:', retryable: false },
  ANSWER_NOT_JSON: { vi: 'Dịch vụ nói trả lời là JSON, nhưng không phải.', en: 'The service calls its answer JSON, but it is not.', retryable: false },
  HTTP_TIMEOUT: { vi: 'Dịch vụ không trả lời kịp; sẽ tự thử lại:', en: 'The service did not answer in time; it is tried again:', retryable: true },
} as const satisfies Readonly<Record<string, ErrorText>>;

export const httpError = errorsFrom(httpErrors);
