import { headerValue, parseHeaders, parseParameterised } from './mime-headers.js';
import type { HeaderLine, Parameterised } from './mime-headers.js';

/** A part of a message as ranges of its bytes; nothing is decoded. */
export interface MimeEntity {
  readonly headers: readonly HeaderLine[];
  /** Where the header starts, and where the body starts after the empty line. */
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
  readonly type: string;
  readonly subtype: string;
  readonly params: ReadonlyMap<string, string>;
  readonly disposition: Parameterised | null;
  /** Parts of a multipart. */
  readonly children: readonly MimeEntity[];
  /** The message inside a message/rfc822. */
  readonly message: MimeEntity | null;
}

const deepest = 30;
const mostParts = 2000;

export function parseMime(source: Buffer): MimeEntity {
  return parseEntity(source, 0, source.length, 0, 'text/plain');
}

function parseEntity(source: Buffer, start: number, end: number, depth: number, defaultType: string): MimeEntity {
  const { headers, bodyStart } = parseHeaders(source, start, end);
  const content = parseParameterised(headerValue(headers, 'content-type') ?? defaultType);
  const [type = 'text', subtype = 'plain'] = content.value.includes('/') ? content.value.split('/') : ['text', 'plain'];
  const boundary = content.params.get('boundary');
  const isDeep = depth >= deepest;
  const partType = subtype === 'digest' ? 'message/rfc822' : 'text/plain';
  const children = type === 'multipart' && boundary !== undefined && !isDeep
    ? partRanges(source, bodyStart, end, boundary).map((range) => parseEntity(source, range.start, range.end, depth + 1, partType))
    : [];
  const isMessage = type === 'message' && subtype === 'rfc822' && !isDeep;
  const disposition = headerValue(headers, 'content-disposition');
  return {
    headers, start, bodyStart, end, type, subtype, params: content.params, children,
    disposition: disposition === undefined ? null : parseParameterised(disposition),
    message: isMessage ? parseEntity(source, bodyStart, end, depth + 1, 'text/plain') : null,
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function partRanges(source: Buffer, from: number, end: number, boundary: string): Range[] {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const ranges: Range[] = [];
  let partStart = -1;
  let at = source.indexOf(delimiter, from);
  while (at >= 0 && at + delimiter.length <= end && ranges.length < mostParts) {
    const isLineStart = at === from || source[at - 1] === 0x0a;
    if (isLineStart) {
      if (partStart >= 0) ranges.push({ start: partStart, end: Math.max(partStart, withoutLineEnd(source, at)) });
      const isLast = source[at + delimiter.length] === 0x2d && source[at + delimiter.length + 1] === 0x2d;
      if (isLast) return ranges;
      const lineEnd = source.indexOf(0x0a, at + delimiter.length);
      partStart = lineEnd < 0 || lineEnd >= end ? end : lineEnd + 1;
    }
    at = source.indexOf(delimiter, at + delimiter.length);
  }
  if (partStart >= 0 && partStart < end) ranges.push({ start: partStart, end });
  return ranges;
}

/** The line end before a delimiter belongs to the delimiter. */
function withoutLineEnd(source: Buffer, at: number): number {
  return source[at - 2] === 0x0d ? at - 2 : at - 1;
}
