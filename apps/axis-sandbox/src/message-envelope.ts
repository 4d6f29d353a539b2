import { axisErrorCodes, decode, EdxmlError, statusText } from '@vanthu/edxml';
import { AxisRefusal } from './axis-refusal.js';
import type { AxisMessageType, Decoded } from '@vanthu/edxml';

/** What the axis reads of a message to carry it. */
export interface Envelope {
  readonly from: string;
  /** Each once. */
  readonly receivers: readonly string[];
  readonly documentId: string;
  readonly title: string;
  readonly notation: string;
  /** Of a status message. */
  readonly statusCode?: string;
}

/** @throws AxisRefusal 22 when it is not edXML of the announced kind, 21 when it is too large or unsafe */
export function readEnvelope(content: Uint8Array, messageType: AxisMessageType): Envelope {
  const decoded = decodeOrRefuse(content);
  if (decoded.kind !== messageType) throw new AxisRefusal(axisErrorCodes.badEdxml, `Thông điệp không phải loại ${messageType}`);
  if (decoded.kind === 'status') {
    const { from, responseFor, statusCode } = decoded.message;
    return {
      from: from.organId, receivers: [responseFor.organId], documentId: responseFor.documentId ?? '',
      title: statusText(statusCode), notation: responseFor.code ?? '', statusCode,
    };
  }
  const { from, to, documentId, subject, code } = decoded.message;
  return {
    from: from.organId, receivers: [...new Set(to.map((each) => each.organId))], documentId,
    title: subject, notation: [code.number, code.notation].filter((part) => part !== '').join('/'),
  };
}

function decodeOrRefuse(content: Uint8Array): Decoded {
  try {
    return decode(content);
  } catch (error) {
    if (!(error instanceof EdxmlError)) throw error;
    const code = error.code === 'EDXML_TOO_LARGE' || error.code === 'EDXML_UNSAFE' ? axisErrorCodes.fileNotProcessed : axisErrorCodes.badEdxml;
    const place = error.line === undefined ? '' : ` (dòng ${error.line})`;
    throw new AxisRefusal(code, `Thông điệp edXML không hợp lệ${place}: ${error.message}`);
  }
}
