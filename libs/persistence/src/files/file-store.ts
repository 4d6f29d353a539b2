import type { Readable } from 'node:stream';

export interface StoredFile {
  /** lower-case hex */
  readonly sha256: string;
  /** bytes */
  readonly size: number;
}

export type FileContent = Uint8Array | AsyncIterable<Uint8Array>;

/** Contents by their hash: written once, never changed; the same content twice is one file. */
export interface FileStore {
  /**
   * Returns when the content is on the disk. @throws VanthuError FILE_TOO_LARGE (beyond `maxBytes`), FILE_STORE_FULL; nothing is kept then
   */
  save(content: FileContent, limits?: { readonly maxBytes: number; readonly name: string }): Promise<StoredFile>;
  /** The whole content, checked against its hash. @throws VanthuError NOT_FOUND; FileDamagedError */
  read(sha256: string): Promise<Buffer>;
  /** For large contents; not checked. @throws VanthuError NOT_FOUND */
  stream(sha256: string): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  /** Null where it is not there; the time is that of the first save. */
  stat(sha256: string): Promise<(StoredFile & { readonly storedAt: Date }) | null>;
  /** Forgets the content; nothing happens where it is not there. Only for what must not be kept: everybody who knows the hash loses it. */
  remove(sha256: string): Promise<void>;
}

/** The disk gave back other bytes than were stored. */
export class FileDamagedError extends Error {
  constructor(readonly sha256: string) {
    super(`The stored file ${sha256} is damaged: its content no longer has this hash. Restore it from a backup.`);
    this.name = 'FileDamagedError';
  }
}
