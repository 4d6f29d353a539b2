import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runOperation } from '@vanthu/connector-sdk';
import type { OperationOutcome } from '@vanthu/connector-sdk';
import { describeConnectorContract, sha256Of, testHost } from '@vanthu/connector-sdk/testing';
import type { ContractCall } from '@vanthu/connector-sdk/testing';
import type { ArchiveStore } from './archive-store.js';
import { createArchiveConnector } from './archive.connector.js';
import { FolderArchiveStore } from './folder-archive-store.js';

const letter = Buffer.from('%PDF-1.7 công văn', 'utf8');
const annex = Buffer.from('phụ lục', 'utf8');

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'vanthu-archive-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

function caseInput(changes: object = {}): Record<string, unknown> {
  return {
    agencyId: 'so-gddt',
    year: 2026,
    caseId: '12',
    files: [
      { sha256: sha256Of(letter), name: '2700_SGDĐT-VP.pdf', role: 'issued', docOrdinal: 1 },
      { sha256: sha256Of(annex), name: 'phụ lục & mẫu.txt', role: 'attachment', docOrdinal: 1 },
    ],
    metadata: {
      caseFile: { organId: 'Z01.05', fileCatalog: 2026, fileNotation: '12/VP', title: 'Quản lý văn bản điện tử', maintenance: '10 năm' },
      documents: [
        {
          direction: 'outbound', docOrdinal: 1, typeName: 'Công văn', codeNumber: '2700', codeNotation: 'SGDĐT-VP', issuedDate: '2026-10-04',
          organName: 'Sở Giáo dục và Đào tạo', subject: 'V/v gửi <báo cáo> & "phụ lục"', signer: { position: 'Giám đốc', fullName: 'Nguyễn Văn Mẫu' },
          to: [{ organId: 'Z01.05.12', organName: 'Trường THPT Mẫu 1' }],
        },
      ],
    },
    ...changes,
  };
}

const hostWith = (...files: readonly Uint8Array[]) => testHost({ files });

function store(input: Record<string, unknown>, archive: ArchiveStore | null = null): Promise<OperationOutcome> {
  const connector = createArchiveConnector(archive ? { store: archive } : { root });
  return runOperation(connector, 'store', input, hostWith(letter, annex));
}

async function contractCall(archive: (root: string) => ArchiveStore): Promise<ContractCall & { readonly at: string }> {
  const at = await mkdtemp(path.join(tmpdir(), 'vanthu-archive-'));
  contractStore.current = archive(at);
  return { at, input: caseInput(), host: hostWith(letter, annex), outsideCalls: () => contractStore.calls, dispose: () => rm(at, { recursive: true }) };
}

/** The contract needs one connector for all its calls; this store passes on to the one of the call. */
const contractStore = {
  current: null as ArchiveStore | null,
  calls: 0,
  through(): ArchiveStore {
    this.calls++;
    if (!this.current) throw new Error('no store');
    return this.current;
  },
};
const passing: ArchiveStore = {
  hasObject: (...given) => contractStore.through().hasObject(...given),
  putObject: (...given) => contractStore.through().putObject(...given),
  objectPath: (sha256) => contractStore.through().objectPath(sha256),
  latestVersion: (place) => contractStore.through().latestVersion(place),
  addVersion: (...given) => contractStore.through().addVersion(...given),
};

describeConnectorContract(createArchiveConnector({ store: passing }), {
  templatesDir: import.meta.dirname,
  operations: {
    store: {
      badInputs: [
        { description: 'a case that climbs out of the archive', input: caseInput({ caseId: '..' }) },
        { description: 'an agency with a slash', input: caseInput({ agencyId: 'a/b' }) },
        { description: 'a file without a hash', input: caseInput({ files: [{ sha256: '../../x', name: 'a', role: 'main' }] }) },
        { description: 'no metadata', input: caseInput({ metadata: undefined }) },
      ],
      secrets: [],
      succeeding: () => {
        contractStore.calls = 0;
        return contractCall((at) => new FolderArchiveStore(at));
      },
      failing: () => contractCall((at) => new FolderArchiveStore(at, () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })))),
    },
  },
});

describe('archive:store:1', () => {
  it('keeps files by their hash, metadata as XML and a manifest that outside tools can check', async () => {
    const outcome = await store(caseInput());

    expect(outcome).toMatchObject({ kind: 'completed', output: { location: 'so-gddt/2026/12/v1', version: 1, created: true, fileCount: 2, warnings: [] } });
    const folder = path.join(root, 'so-gddt/2026/12/v1');
    expect(execFileSync('sha256sum', ['-c', 'manifest-sha256.txt'], { cwd: folder, encoding: 'utf8' }).match(/: OK/g)).toHaveLength(3);
    const xml = await readFile(path.join(folder, 'metadata.xml'), 'utf8');
    expect(xml).toContain('<Subject>V/v gửi &#60;báo cáo&#62; &#38; &#34;phụ lục&#34;</Subject>');
    expect(xml).toContain('<FileNotation>12/VP</FileNotation>');
    expect(xml).toContain('<Name>phụ lục &#38; mẫu.txt</Name>');
    expect(await readdir(path.join(root, 'so-gddt/tmp'))).toEqual([]);
  });

  it('answers the same again when it is asked again', async () => {
    const first = await store(caseInput());
    const second = await store(caseInput());
    expect(second).toEqual({ ...first, output: { ...(first as { output: object }).output, created: false } });
    expect(await readdir(path.join(root, 'so-gddt/2026/12'))).toEqual(['v1']);
  });

  it('keeps the version before when the case has changed', async () => {
    await store(caseInput());
    expect(await store(caseInput({ files: [] }))).toMatchObject({ output: { version: 2, created: true } });
    expect(await readdir(path.join(root, 'so-gddt/2026/12'))).toEqual(['v1', 'v2']);
  });

  it('gives two jobs that store different states at once two versions', async () => {
    const outcomes = await Promise.all([store(caseInput()), store(caseInput({ files: [] }))]);
    const versions = outcomes.map((outcome) => (outcome.kind === 'completed' ? outcome.output['version'] : outcome));
    expect(versions.toSorted()).toEqual([1, 2]);
  });

  it('replaces an object that was damaged on disk', async () => {
    await store(caseInput());
    const object = path.join(root, 'so-gddt/objects', sha256Of(letter).slice(0, 2), sha256Of(letter));
    await writeFile(object, 'damaged');
    await store(caseInput());
    expect(await readFile(object)).toEqual(letter);
  });

  it('refuses a file that is not stored, leaving no package', async () => {
    const outcome = await runOperation(createArchiveConnector({ root }), 'store', caseInput(), hostWith(letter));
    expect(outcome).toMatchObject({ kind: 'failed', code: 'FILE_MISSING', retryable: false });
    expect(await readdir(path.join(root, 'so-gddt/2026')).catch(() => [])).toEqual([]);
  });

  it('cuts nothing that is longer than the decree allows, but says so', async () => {
    const input = caseInput();
    const metadata = input['metadata'] as { caseFile: object; documents: object[] };
    const long = { ...input, metadata: { ...metadata, caseFile: { ...metadata.caseFile, organId: 'H37.02.02.0001.ABC' } } };
    expect(await store(long)).toMatchObject({ output: { warnings: ['caseFile.organId: 18 > 13'] } });
  });

  it('writes nothing that XML cannot carry', async () => {
    const input = caseInput();
    const metadata = input['metadata'] as { caseFile: object; documents: object[] };
    await store({ ...input, metadata: { ...metadata, caseFile: { ...metadata.caseFile, title: 'a\u0000b\ud800c' } } });
    const file = path.join(root, 'so-gddt/2026/12/v1/metadata.xml');
    expect(await readFile(file, 'utf8')).toContain('<Title>a\ufffdb\ufffdc</Title>');
  });
});

describe('a full disk', () => {
  const full = { kind: 'failed', code: 'ARCHIVE_FULL', retryable: true };

  it.each([1, 2, 3, 4])('is a retryable failure without half a package, whichever write meets it (write %d)', async (failing) => {
    // given a disk on which one write finds no room
    let writes = 0;
    const archive = new FolderArchiveStore(root, async (file, content) => {
      writes++;
      await writeFile(file, writes === failing ? content.subarray(0, 3) : content);
      if (writes === failing) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    });

    // when
    const outcome = await store(caseInput(), archive);

    // then
    expect(outcome).toMatchObject(full);
    expect(await readdir(path.join(root, 'so-gddt/2026')).catch(() => [])).toEqual([]);
    expect(await readdir(path.join(root, 'so-gddt/tmp'))).toEqual([]);

    // and once there is room, the next attempt completes
    expect(await store(caseInput(), archive)).toMatchObject({ kind: 'completed', output: { version: 1, created: true } });
  });

  it('is recognised on a real one, where this machine lets us mount it', async () => {
    const disk = mountSmall();
    if (disk === null) return;
    try {
      const large = Buffer.alloc(2 * 1024 * 1024, 7);
      const input = caseInput({ files: [{ sha256: sha256Of(large), name: 'a', role: 'main' }] });
      const outcome = await runOperation(createArchiveConnector({ root: disk }), 'store', input, hostWith(large));
      expect(outcome).toMatchObject(full);
      expect(await readdir(path.join(disk, 'so-gddt', 'tmp'))).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
      await rm(disk, { recursive: true });
    }
  });

  it('is told apart from a folder that cannot be used', async () => {
    await mkdir(path.join(root, 'file'));
    await writeFile(path.join(root, 'file', 'so-gddt'), '');
    const outcome = await runOperation(createArchiveConnector({ root: path.join(root, 'file') }), 'store', caseInput(), hostWith(letter, annex));
    expect(outcome).toMatchObject({ code: 'ARCHIVE_UNREACHABLE', retryable: true });
  });
});

/** A file system of one megabyte where the machine lets us mount one; null elsewhere, and the injected writer above stands in. */
function mountSmall(): string | null {
  const folder = path.join(tmpdir(), `vanthu-small-disk-${process.pid}`);
  try {
    execFileSync('mkdir', ['-p', folder]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    return null;
  }
}
