import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, readdir, rm, utimes, writeFile, type FileHandle } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FolderFileStore } from './folder-file-store.js';

describe('FolderFileStore', () => {
  let folder: string;
  let store: FolderFileStore;
  const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
  const filesIn = async () => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile()).map((each) => each.name);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-files-'));
    store = new FolderFileStore(folder);
    await store.prepare();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back what was stored, by its hash', async () => {
    // given
    const content = Buffer.from('Nội dung văn bản');
    // when
    const stored = await store.save(content);
    // then
    expect(stored).toEqual({ sha256: sha256(content), size: content.length });
    expect(await store.read(stored.sha256)).toEqual(content);
    expect(await store.has(stored.sha256)).toBe(true);
  });

  it('keeps the same content once, also when it comes many times at once', async () => {
    const content = randomBytes(100_000);
    await Promise.all(Array.from({ length: 8 }, () => store.save(content)));
    expect(await filesIn()).toEqual([sha256(content)]);
  });

  it('takes fifty megabytes as a stream', async () => {
    // given
    const chunk = randomBytes(1_048_576);
    const hash = createHash('sha256');
    async function* content() {
      for (let each = 0; each < 50; each++) {
        hash.update(chunk);
        yield chunk;
        await Promise.resolve();
      }
    }
    // when
    const stored = await store.save(content(), { maxBytes: 50 * 1_048_576, name: 'a.pdf' });
    // then
    expect(stored).toEqual({ sha256: hash.digest('hex'), size: 50 * 1_048_576 });
    const found = createHash('sha256');
    for await (const piece of await store.stream(stored.sha256)) found.update(piece as Buffer);
    expect(found.digest('hex')).toBe(stored.sha256);
  });

  it('keeps nothing of what is too large', async () => {
    await expect(store.save(randomBytes(2_097_153), { maxBytes: 2_097_152, name: 'lon.pdf' })).rejects.toMatchObject({ code: 'FILE_TOO_LARGE', facts: { name: 'lon.pdf', limit: 2 } });
    expect(await filesIn()).toEqual([]);
  });

  it('keeps nothing of what broke off', async () => {
    async function* broken() {
      yield Buffer.from('một nửa');
      await Promise.resolve();
      throw new Error('connection lost');
    }
    await expect(store.save(broken())).rejects.toThrow('connection lost');
    expect(await filesIn()).toEqual([]);
  });

  it('says that the disk is full, and leaves no half file', async () => {
    // given
    const smallDisk = async (file: string): Promise<FileHandle> => {
      const handle = await open(file, 'wx');
      let room = 100_000;
      const write = handle.write.bind(handle) as (content: Uint8Array, offset: number, length: number) => Promise<{ bytesWritten: number }>;
      handle.write = (async (content: Uint8Array, offset: number, length: number) => {
        if (room === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
        const taken = Math.min(length, room);
        room -= taken;
        return write(content, offset, taken);
      }) as never;
      return handle;
    };
    const full = new FolderFileStore(folder, smallDisk);
    // then
    await expect(full.save(randomBytes(200_000))).rejects.toMatchObject({ code: 'FILE_STORE_FULL' });
    expect(await filesIn()).toEqual([]);
    expect(await full.save(randomBytes(100_000))).toMatchObject({ size: 100_000 });
  });

  it('notices a damaged file', async () => {
    const { sha256: hash } = await store.save(Buffer.from('thật'));
    await writeFile(path.join(folder, hash.slice(0, 2), hash), 'giả');
    await expect(store.read(hash)).rejects.toMatchObject({ name: 'FileDamagedError', sha256: hash });
  });

  it.each(['../../etc/passwd', '', 'A'.repeat(64), '0'.repeat(64)])('knows no file "%s"', async (hash) => {
    expect(await store.has(hash)).toBe(false);
    await expect(store.read(hash)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('clears what an earlier run left half-written an hour ago', async () => {
    const half = path.join(folder, 'incoming', 'half');
    await writeFile(half, 'x');
    await utimes(half, new Date(), new Date(Date.now() - 3_700_000));
    await store.prepare();
    expect(await filesIn()).toEqual([]);
  });

  it('leaves alone what another process is writing while this one starts', async () => {
    // given
    const content = async function* () {
      yield Buffer.from('nửa đầu, ');
      await new FolderFileStore(folder).prepare();
      yield Buffer.from('nửa sau');
    };
    // when
    const { sha256: hash } = await store.save(content());
    // then
    expect(String(await store.read(hash))).toBe('nửa đầu, nửa sau');
  });
});
