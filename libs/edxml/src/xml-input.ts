import { EdxmlError } from './edxml-error.js';
import type { Warnings } from './warnings.js';

const longestJunk = 1024;

/** The XML text of a message: UTF-8, without byte order mark and without what strayed in before the XML. */
export function readXmlText(bytes: Uint8Array, maxBytes: number, warnings: Warnings): string {
  if (bytes.byteLength > maxBytes) throw new EdxmlError('EDXML_TOO_LARGE', `the message is larger than ${maxBytes} bytes`);
  const text = decodeText(bytes);
  const start = startOf(text);
  if (start > 0) warnings.add('Bỏ qua ký tự thừa trước phần XML');
  return start > 0 ? text.slice(start) : text;
}

function decodeText(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new EdxmlError('EDXML_MALFORMED', 'the message is not UTF-8 text');
  }
}

function startOf(text: string): number {
  const head = text.slice(0, longestJunk);
  const declaration = head.indexOf('<?xml');
  const start = declaration >= 0 ? declaration : head.search(/<[A-Za-z_!]/);
  if (start < 0) throw new EdxmlError('EDXML_MALFORMED', 'the message is not XML', { line: 1, column: 1 });
  return start;
}
