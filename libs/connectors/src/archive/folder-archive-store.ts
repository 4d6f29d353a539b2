import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ConnectorError } from '@vanthu/connector-sdk';
import { archiveError } from './archive-errors.js';
import { manifestName } from './archive-store.js';
import type { ArchivePlace, ArchiveStore, ArchiveVersion } from './archive-store.js';

/** Writes and flushes one new file; replaced in specs to fail midway. */
export type WriteFile = (file: string, content: Uint8Array) => Promise<void>;

/**
 * A folder: `<agency>/objects/<aa>/<sha256>` and `<agency>/<year>/<case>/v<n>/`. Everything is written under
 * `<agency>/tmp`, flushed, then renamed into place, so a reader never meets a half. `sha256sum -c` in a version's folder checks it.
 */
export class FolderArchiveStore implements ArchiveStore {
  constructor(
    private readonly root: string,
    private readonly writeFile: WriteFile = writeFlushed,
  ) {}

  async hasObject(agencyId: string, sha256: string): Promise<boolean> {
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(this.#object(agencyId, sha256))) hash.update(chunk as Buffer);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw failure(error);
    }
    return hash.digest('hex') === sha256;
  }

  async putObject(agencyId: string, sha256: string, content: Uint8Array): Promise<void> {
    await this.#inTemporary(agencyId, async (temporary) => {
      const target = this.#object(agencyId, sha256);
      await mkdir(path.dirname(target), { recursive: true });
      await this.writeFile(temporary, content);
      await rename(temporary, target);
      await flushFolder(path.dirname(target));
    });
  }

  objectPath(sha256: string): string {
    return `../../../objects/${sha256.slice(0, 2)}/${sha256}`;
  }

  async latestVersion(place: ArchivePlace): Promise<ArchiveVersion | null> {
    try {
      const numbers = (await readdir(this.#case(place))).flatMap((name) => (/^v\d+$/.test(name) ? [Number(name.slice(1))] : []));
      if (numbers.length === 0) return null;
      const number = Math.max(...numbers);
      return { number, manifest: await readFile(path.join(this.#case(place), `v${number}`, manifestName), 'utf8') };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw failure(error);
    }
  }

  async addVersion(place: ArchivePlace, number: number, files: ReadonlyMap<string, Uint8Array>): Promise<boolean> {
    return this.#inTemporary(place.agencyId, async (temporary) => {
      await mkdir(temporary);
      for (const [name, content] of files) await this.writeFile(path.join(temporary, name), content);
      await flushFolder(temporary);
      await mkdir(this.#case(place), { recursive: true });
      try {
        await rename(temporary, path.join(this.#case(place), `v${number}`));
      } catch (error) {
        if (['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) return false;
        throw error;
      }
      await flushFolder(this.#case(place));
      return true;
    });
  }

  async #inTemporary<T>(agencyId: string, act: (temporary: string) => Promise<T>): Promise<T> {
    const temporary = path.join(this.root, agencyId, 'tmp', randomUUID());
    try {
      await mkdir(path.dirname(temporary), { recursive: true });
      return await act(temporary);
    } catch (error) {
      throw failure(error);
    } finally {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  #object(agencyId: string, sha256: string): string {
    return path.join(this.root, agencyId, 'objects', sha256.slice(0, 2), sha256);
  }

  #case({ agencyId, year, caseId }: ArchivePlace): string {
    return path.join(this.root, agencyId, String(year), caseId);
  }
}

async function writeFlushed(file: string, content: Uint8Array): Promise<void> {
  await withHandle(await open(file, 'wx', 0o640), async (handle) => {
    await handle.writeFile(content);
    await handle.sync();
  });
}

async function flushFolder(folder: string): Promise<void> {
  await withHandle(await open(folder, 'r'), (handle) => handle.sync());
}

async function withHandle(handle: FileHandle, act: (handle: FileHandle) => Promise<void>): Promise<void> {
  try {
    await act(handle);
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function failure(cause: unknown): ConnectorError {
  if (cause instanceof ConnectorError) return cause;
  const code = codeOf(cause);
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return archiveError('ARCHIVE_FULL', { cause });
  return archiveError('ARCHIVE_UNREACHABLE', { detail: code, cause });
}
