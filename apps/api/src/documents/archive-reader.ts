import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { VanthuError } from '@vanthu/model';

export interface ArchivedCase {
  readonly location: string;
  /** Paths below the archive's root. */
  readonly files: readonly { readonly path: string }[];
}

/** Reads a case back from the archive folder: its versions and the objects they name. */
export class ArchiveReader {
  constructor(private readonly root: string) {}

  /** `location`: `<agency>/<year>/<case>/v<n>`, as it was stored. */
  async list(location: string): Promise<ArchivedCase> {
    const [agencyId = '', year = '', caseId = ''] = location.split('/');
    const caseFolder = path.join(agencyId, year, caseId);
    const names = await readdir(this.inside(caseFolder), { recursive: true, withFileTypes: true }).catch(() => []);
    const own = names.filter((entry) => entry.isFile()).map((entry) => path.relative(this.root, path.join(entry.parentPath, entry.name)));
    const manifests = await Promise.all(own.filter((each) => each.endsWith('manifest-sha256.txt')).map((each) => readFile(path.join(this.root, each), 'utf8')));
    const hashes = new Set(manifests.join('\n').match(/objects\/[0-9a-f]{2}\/[0-9a-f]{64}/g) ?? []);
    return { location, files: [...own, ...[...hashes].map((each) => path.join(agencyId, each))].sort().map((each) => ({ path: each.split(path.sep).join('/') })) };
  }

  /** The absolute path of a listed file. @throws VanthuError NOT_FOUND for what the case does not hold */
  async fileOf(location: string, wanted: string): Promise<string> {
    const { files } = await this.list(location);
    if (!files.some((each) => each.path === wanted)) throw new VanthuError('NOT_FOUND', { what: 'tệp lưu trữ' });
    return this.inside(wanted);
  }

  private inside(relative: string): string {
    const full = path.resolve(this.root, relative);
    if (!full.startsWith(path.resolve(this.root) + path.sep)) throw new VanthuError('NOT_FOUND', { what: 'tệp lưu trữ' });
    return full;
  }
}
