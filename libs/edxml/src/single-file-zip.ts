import { crc32, inflateRawSync } from 'node:zlib';
import { EdxmlError } from './edxml-error.js';

export interface UnpackLimits {
  readonly maxBytes: number;
  readonly maxRatio: number;
}

/** `notWrapper`: no zip, or one that is a document of its own (docx, odt, several files). `unreadable`: damaged, encrypted, zip64. */
export type UnpackResult = { readonly kind: 'unpacked'; readonly content: Uint8Array } | { readonly kind: 'notWrapper' | 'unreadable' };

interface Entry {
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const endLength = 22;
const longestComment = 0xffff;
const methods = { stored: 0, deflated: 8 } as const;
const freeOfRatio = 1024 * 1024;

/**
 * Takes the file out of a zip that wraps exactly one, one level deep.
 * @throws EdxmlError `EDXML_UNSAFE` when it unpacks past the limits
 */
export function unpackSingleFile(bytes: Uint8Array, limits: UnpackLimits): UnpackResult {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < endLength || view.readUInt32LE(0) !== signatures.local) return { kind: 'notWrapper' };
  try {
    const entry = singleEntry(view);
    if (entry === null) return { kind: 'notWrapper' };
    const content = extract(view, entry, limits);
    return content ? { kind: 'unpacked', content } : { kind: 'unreadable' };
  } catch (error) {
    if (error instanceof EdxmlError) throw error;
    return { kind: 'unreadable' };
  }
}

function singleEntry(view: Buffer): Entry | null {
  const end = findEnd(view);
  if (view.readUInt16LE(end + 10) !== 1) return null;
  const at = view.readUInt32LE(end + 16);
  if (view.readUInt32LE(at) !== signatures.central) throw new RangeError('no central directory');
  return {
    isEncrypted: (view.readUInt16LE(at + 8) & 1) === 1,
    method: view.readUInt16LE(at + 10),
    crc: view.readUInt32LE(at + 16),
    packedSize: view.readUInt32LE(at + 20),
    size: view.readUInt32LE(at + 24),
    offset: view.readUInt32LE(at + 42),
  };
}

function findEnd(view: Buffer): number {
  const lowest = Math.max(0, view.length - endLength - longestComment);
  for (let at = view.length - endLength; at >= lowest; at -= 1) {
    if (view.readUInt32LE(at) === signatures.end) return at;
  }
  throw new RangeError('no end record');
}

function extract(view: Buffer, entry: Entry, limits: UnpackLimits): Uint8Array | null {
  if (entry.isEncrypted || view.readUInt32LE(entry.offset) !== signatures.local) return null;
  const start = entry.offset + 30 + view.readUInt16LE(entry.offset + 26) + view.readUInt16LE(entry.offset + 28);
  const packed = view.subarray(start, start + entry.packedSize);
  if (packed.length !== entry.packedSize) return null;
  const content = contentOf(packed, entry, limits);
  if (!content || content.length !== entry.size || crc32(content) !== entry.crc) return null;
  return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
}

function contentOf(packed: Buffer, entry: Entry, limits: UnpackLimits): Buffer | null {
  const allowed = Math.min(limits.maxBytes, Math.max(freeOfRatio, packed.length * limits.maxRatio));
  if (entry.size > allowed) throw tooLarge(allowed);
  if (entry.method === methods.stored) return packed;
  if (entry.method !== methods.deflated) return null;
  try {
    return inflateRawSync(packed, { maxOutputLength: allowed });
  } catch (error) {
    // The directory may lie about the size; the inflater does not.
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(allowed);
    return null;
  }
}

function tooLarge(allowed: number): EdxmlError {
  return new EdxmlError('EDXML_UNSAFE', `a packed attachment unpacks to more than ${allowed} bytes`);
}
