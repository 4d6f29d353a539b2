import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, open, readFile, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { VanthuError } from '@vanthu/model';
import { FileDamagedError, type FileContent, type FileStore, type StoredFile } from './file-store.js';

const HASH = /^[0-9a-f]{64}$/;
/** Nobody writes to a file any more that nothing was added to for so long. */
const ABANDONED_MS = 3_600_000;
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** `<folder>/<first two letters>/<sha256>`; contents are written beside, flushed to the disk and then renamed into place. */
export class FolderFileStore implements FileStore {
  private readonly incoming: string;

  /** `openForWriting` is the disk; a test may give a smaller one. */
  constructor(
    private readonly folder: string,
    private readonly openForWriting: (file: string) => Promise<FileHandle> = (file) => open(file, 'wx', 0o640),
  ) {
    this.incoming = path.join(folder, 'incoming');
  }

  /** Removes what processes that died have left half-written; call before the first save. What others are writing now stays. */
  async prepare(): Promise<void> {
    await mkdir(this.incoming, { recursive: true });
    for (const name of await readdir(this.incoming)) {
      const file = path.join(this.incoming, name);
      const writtenAt = await stat(file).then((found) => found.mtimeMs, () => Infinity);
      if (writtenAt < Date.now() - ABANDONED_MS) await rm(file, { force: true });
    }
  }

  async save(content: FileContent, limits?: { readonly maxBytes: number; readonly name: string }): Promise<StoredFile> {
    const temporary = path.join(this.incoming, randomUUID());
    try {
      await mkdir(this.incoming, { recursive: true });
      const stored = await this.write(temporary, content, limits);
      await this.moveIntoPlace(temporary, stored.sha256);
      return stored;
    } catch (error) {
      await rm(temporary, { force: true });
      throw FULL.has(String((error as NodeJS.ErrnoException).code)) ? new VanthuError('FILE_STORE_FULL') : error;
    }
  }

  async read(sha256: string): Promise<Buffer> {
    await this.assertKnown(sha256);
    const content = await readFile(this.placeOf(sha256));
    if (createHash('sha256').update(content).digest('hex') !== sha256) throw new FileDamagedError(sha256);
    return content;
  }

  async stream(sha256: string): Promise<Readable> {
    await this.assertKnown(sha256);
    return createReadStream(this.placeOf(sha256));
  }

  async has(sha256: string): Promise<boolean> {
    if (!HASH.test(sha256)) return false;
    return access(this.placeOf(sha256), constants.R_OK).then(
      () => true,
      () => false,
    );
  }

  async stat(sha256: string): Promise<(StoredFile & { readonly storedAt: Date }) | null> {
    if (!(await this.has(sha256))) return null;
    const { size, mtime } = await stat(this.placeOf(sha256));
    return { sha256, size, storedAt: mtime };
  }

  async remove(sha256: string): Promise<void> {
    if (!(await this.has(sha256))) return;
    const place = this.placeOf(sha256);
    await rm(place, { force: true });
    await syncFolder(path.dirname(place));
  }

  private async write(temporary: string, content: FileContent, limits: { readonly maxBytes: number; readonly name: string } | undefined): Promise<StoredFile> {
    const hash = createHash('sha256');
    const file = await this.openForWriting(temporary);
    let size = 0;
    try {
      for await (const chunk of content instanceof Uint8Array ? [content] : content) {
        size += chunk.length;
        if (limits && size > limits.maxBytes) throw new VanthuError('FILE_TOO_LARGE', { name: limits.name, limit: Math.floor(limits.maxBytes / 1_048_576) });
        hash.update(chunk);
        await writeAll(file, chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return { sha256: hash.digest('hex'), size };
  }

  private async moveIntoPlace(temporary: string, sha256: string): Promise<void> {
    const place = this.placeOf(sha256);
    if (await this.has(sha256)) {
      await rm(temporary, { force: true });
      return;
    }
    await mkdir(path.dirname(place), { recursive: true });
    await rename(temporary, place);
    await syncFolder(path.dirname(place));
  }

  private async assertKnown(sha256: string): Promise<void> {
    if (!(await this.has(sha256))) throw new VanthuError('NOT_FOUND', { what: 'file' });
  }

  private placeOf(sha256: string): string {
    return path.join(this.folder, sha256.slice(0, 2), sha256);
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, offset, chunk.length - offset);
    offset += bytesWritten;
  }
}

/** A rename is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
