import { createHash } from 'node:crypto';

/** The two stretches of a file that a signature covers: all but its own hexadecimal value. */
export interface ByteRange {
  readonly firstLength: number;
  readonly secondOffset: number;
  readonly secondLength: number;
}

/** Room for the signature with certificates, in bytes. */
export const contentsBytes = 16_384;
export const contentsPlaceholder = `<${'0'.repeat(contentsBytes * 2)}>`;
export const byteRangePlaceholder = '[0 ********** ********** **********]';

/** Finds the placeholders of the newest signature, writes its byte range in place and answers it; null where there are none. */
export function settleByteRange(pdf: Uint8Array): ByteRange | null {
  const buffer = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const rangeAt = buffer.lastIndexOf(byteRangePlaceholder);
  const contentsAt = buffer.lastIndexOf(contentsPlaceholder);
  if (rangeAt < 0 || contentsAt < 0) return null;
  const secondOffset = contentsAt + contentsPlaceholder.length;
  const range = { firstLength: contentsAt, secondOffset, secondLength: buffer.length - secondOffset };
  const text = `[0 ${padded(range.firstLength)} ${padded(range.secondOffset)} ${padded(range.secondLength)}]`;
  buffer.write(text, rangeAt, 'latin1');
  return range;
}

/** Finds the signature that still waits for its value; null where there is none. */
export function waitingByteRange(pdf: Uint8Array): ByteRange | null {
  const buffer = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const contentsAt = buffer.lastIndexOf(contentsPlaceholder);
  if (contentsAt < 0) return null;
  const secondOffset = contentsAt + contentsPlaceholder.length;
  return { firstLength: contentsAt, secondOffset, secondLength: buffer.length - secondOffset };
}

export function digestOf(pdf: Uint8Array, range: ByteRange, algorithm: string): Uint8Array {
  const hash = createHash(algorithm);
  hash.update(pdf.subarray(0, range.firstLength));
  hash.update(pdf.subarray(range.secondOffset, range.secondOffset + range.secondLength));
  return new Uint8Array(hash.digest());
}

function padded(value: number): string {
  return String(value).padEnd(10, ' ');
}
