import { zstdCompressSync, zstdDecompressSync, constants } from 'node:zlib';

/** Shorter ones gain nothing. */
const PLAIN_UP_TO = 1024;
/** JSON begins with a brace, so that this byte tells the two apart. */
const ZSTD = 1;
const head = Buffer.from([ZSTD]);
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** A snapshot as it is stored: short ones as JSON text, others as the codec's byte and what it made. */
export function packSnapshot(text: string): string | Buffer {
  return text.length <= PLAIN_UP_TO ? text : Buffer.concat([head, zstdCompressSync(text, options)]);
}

/** Reads both, and what was stored before there was a codec. Throws when the codec is of a later version. */
export function unpackSnapshot(stored: unknown): string {
  if (!Buffer.isBuffer(stored)) return String(stored);
  if (stored[0] === ZSTD) return zstdDecompressSync(stored.subarray(1)).toString('utf8');
  if (stored[0] === 0x7b) return stored.toString('utf8');
  throw new Error(`Snapshot codec ${String(stored[0])} is not known to this version. Run a newer one.`);
}
