import { signingErrorTexts } from '../signing-error.js';
import type { SigningErrorCode } from '../signing-error.js';

/** Why a signature is not valid, in the words the clerk reads. */
export const reasons = {
  rangeWrong: 'Vùng được ký không bao trùm nội dung tệp.',
  formUnknown: 'Chữ ký ở dạng không đọc được.',
  DIGEST_WRONG: 'Nội dung tệp đã bị thay đổi sau khi ký.',
  SIGNATURE_WRONG: 'Chữ ký không do khóa của chứng thư số này tạo ra.',
  CERTIFICATE_MIXED_UP: 'Chứng thư số kèm theo không phải chứng thư số đã dùng để ký.',
  ALGORITHM_FORBIDDEN: 'Chữ ký dùng thuật toán không an toàn hoặc không được hỗ trợ.',
  changedAfterSigning: 'Nội dung hoặc cấu trúc tệp đã bị sửa sau khi ký.',
  annotatedAfterSigning: 'Sau khi ký, tệp được thêm ghi chú hoặc dấu; hãy xem kỹ các phần thêm này.',
  changesUnknown: 'Không xác định được tệp đã thay đổi thế nào sau khi ký.',
  usageForbidden: 'Chứng thư số không được phép dùng để ký.',
  expired: 'Chứng thư số đã hết hạn tại thời điểm ký.',
  notYetValid: 'Chứng thư số chưa có hiệu lực tại thời điểm ký.',
  unknownAuthority: 'Nơi cấp chứng thư số không có trong danh sách tin cậy.',
  authorityExpired: 'Chứng thư số của nơi cấp không có hiệu lực tại thời điểm ký.',
  inTheFuture: 'Thời điểm ký ghi trong chữ ký muộn hơn thời điểm kiểm tra.',
} as const;

export const notes = {
  unreadable: (code: SigningErrorCode) => `Không kiểm tra được chữ ký. ${signingErrorTexts[code].vi}`,
  strayTraces: 'Trong tệp có dấu vết chữ ký nhưng không gắn với ô ký nào.',
  tooMany: 'Tệp có quá nhiều chữ ký nên không kiểm tra.',
  sha1: (signer: string) => `Chữ ký của ${signer} dùng thuật toán băm SHA-1 đã cũ.`,
  shortKey: (signer: string) => `Khóa của ${signer} ngắn hơn 2048 bit.`,
  timeFromSigner: 'Thời điểm ký do máy của người ký ghi, không có dấu thời gian.',
  timeStampUnchecked: 'Chữ ký có dấu thời gian nhưng dấu thời gian chưa được kiểm tra.',
  filledAfterwards: 'Sau chữ ký cuối cùng, tệp còn được điền thêm vào các ô đã chuẩn bị sẵn.',
  revocation: 'Chưa kiểm tra được chứng thư số có bị thu hồi hay không.',
} as const;
