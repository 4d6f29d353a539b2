/** Codes of the business statuses and what people read (distinct from the transport status of a docId). */
export const statusTexts = {
  '01': 'Đã đến: phần mềm đã nhận, văn thư chưa xử lý',
  '02': 'Từ chối tiếp nhận văn bản',
  '03': 'Đã tiếp nhận, vào sổ văn bản đến',
  '04': 'Lãnh đạo đã phân công xử lý',
  '05': 'Đang xử lý',
  '06': 'Đã hoàn thành xử lý',
  '13': 'Đơn vị gửi yêu cầu lấy lại văn bản',
  '15': 'Đồng ý yêu cầu cập nhật, lấy lại',
  '16': 'Từ chối yêu cầu cập nhật, lấy lại',
} as const;

export type KnownStatusCode = keyof typeof statusTexts;

export function isKnownStatusCode(code: string): code is KnownStatusCode {
  return Object.hasOwn(statusTexts, code);
}

/** The Vietnamese text of a code; an unknown code is shown with its number rather than dropped. */
export function statusText(code: string): string {
  return isKnownStatusCode(code) ? statusTexts[code] : `Trạng thái ${code}`;
}
