import { createReadStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { VanthuError } from '@vanthu/model';

export interface ArchivedCase {
  readonly location: string;
  /** Paths below the archive's root. */
  readonly files: readonly { readonly path: string }[];
}

const OBJECT = /objects\/[0-9a-f]{2}\/[0-9a-f]{64}/g;

/** Reads a case back from the archive folder: its versions and the objects they name. */
export class ArchiveReader {
  private readonly root: string;

  constructor(root: string) {
    this.root = path.resolve(root);
  }

  /** `location`: `<agency>/<year>/<case>/v<n>`, as it was stored. */
  async list(location: string): Promise<ArchivedCase> {
    const [agencyId = '', year = '', caseId = ''] = location.split('/');
    const own = await this.filesBelow(path.join(agencyId, year, caseId));
    const manifests = await Promise.all(own.filter((each) => each.endsWith('manifest-sha256.txt')).map((each) => readFile(this.inside(each), 'utf8')));
    const objects = new Set(manifests.join('\n').match(OBJECT) ?? []);
    return { location, files: [...own, ...[...objects].map((each) => `${agencyId}/${each}`)].sort().map((each) => ({ path: each })) };
  }

  /** The content of a listed file. @throws VanthuError NOT_FOUND for what the case does not hold */
  async open(location: string, wanted: string): Promise<Readable> {
    const { files } = await this.list(location);
    if (!files.some((each) => each.path === wanted)) throw notThere();
    return createReadStream(this.inside(wanted));
  }

  private async filesBelow(folder: string): Promise<string[]> {
    try {
      const entries = await readdir(this.inside(folder), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(this.root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }

  private inside(relative: string): string {
    const full = path.resolve(this.root, relative);
    if (!full.startsWith(this.root + path.sep)) throw notThere();
    return full;
  }
}

function notThere(): VanthuError {
  return new VanthuError('NOT_FOUND', { what: 'archivedFile' });
}
