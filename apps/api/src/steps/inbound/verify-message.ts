import { isDeepStrictEqual } from 'node:util';
import { EdxmlError, decode } from '@vanthu/edxml';
import type { MessageCheck } from '@vanthu/model';
import { verifyXml, type XmlVerificationOptions } from '@vanthu/signing';

/**
 * What can be said of the signature on a received edXML message. A right signature counts only for what was read from the message:
 * the signed part is read again by itself and must say the same.
 */
export function verifyMessage(bytes: Uint8Array, options: XmlVerificationOptions): MessageCheck {
  const decoded = readable(bytes);
  if (!decoded) return { result: 'unverifiable', reason: 'Không đọc được thông điệp.', signer: null };
  const { result, reason, signer, signedXml } = verifyXml(decoded.raw, options);
  if (result === 'absent') return { result: 'unsigned', reason: '', signer: null };
  const told = signer && { signer: signer.name, kind: signer.kind, issuer: signer.issuer, serialNumber: signer.serialNumber };
  if (signedXml !== null && !isDeepStrictEqual(readable(Buffer.from(signedXml, 'utf8'))?.message, decoded.message)) {
    return { result: 'invalid', reason: 'Nội dung đọc được từ thông điệp khác với nội dung đã ký.', signer: told };
  }
  return { result, reason, signer: told };
}

function readable(bytes: Uint8Array): ReturnType<typeof decode> | null {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof EdxmlError) return null;
    throw error;
  }
}
