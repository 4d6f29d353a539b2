import { signingErrorTexts } from '@vanthu/signing';
import type { SigningErrorCode } from '@vanthu/signing';

export type Language = 'vi' | 'en';

const ownTexts = {
  EXPIRED: { vi: 'Đã hết thời gian xác nhận. Hãy bấm ký lại trên trang văn bản.', en: 'The time to confirm has run out. Sign again on the page of the document.' },
  TOO_MANY_PINS: {
    vi: 'Đã nhập sai mã PIN quá nhiều lần. Hãy kiểm tra lại mã PIN rồi bấm ký lại trên trang văn bản.',
    en: 'The PIN was wrong too many times. Check it, then sign again on the page of the document.',
  },
  INTERNAL: { vi: 'Chương trình ký gặp lỗi. Hãy thử lại.', en: 'The signing agent failed. Try again.' },
  HOST_REFUSED: { vi: 'Địa chỉ gọi tới chương trình ký không đúng.', en: 'The agent is not reached under this address.' },
  ORIGIN_REFUSED: { vi: 'Trang này không được phép dùng chương trình ký.', en: 'Pages of this origin may not use the agent.' },
  NOT_FOUND: { vi: 'Không có yêu cầu ký này, hoặc đã kết thúc từ lâu.', en: 'There is no such request, or it ended long ago.' },
  CERTIFICATE_UNKNOWN: { vi: 'Không thấy chứng thư số đã chọn. Hãy cắm thiết bị rồi thử lại.', en: 'The certificate chosen is not here. Plug in the token and try again.' },
  INPUT_INVALID: { vi: 'Yêu cầu không hợp lệ.', en: 'The request is not valid.' },
  TOO_MANY_SIGNINGS: { vi: 'Đang có quá nhiều yêu cầu ký chờ xác nhận.', en: 'Too many requests wait for confirmation.' },
} as const;

export type AgentErrorCode = SigningErrorCode | keyof typeof ownTexts;

export function agentErrorText(code: AgentErrorCode, language: Language): string {
  return code in ownTexts ? ownTexts[code as keyof typeof ownTexts][language] : signingErrorTexts[code as SigningErrorCode][language];
}

/** A request the agent refuses, with the status it answers. */
export class AgentError extends Error {
  readonly code: AgentErrorCode;
  readonly status: number;

  constructor(code: AgentErrorCode, status: number) {
    super(agentErrorText(code, 'en'));
    this.name = 'AgentError';
    this.code = code;
    this.status = status;
  }
}
