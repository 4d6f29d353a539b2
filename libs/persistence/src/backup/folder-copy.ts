import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BackupError, type CopiedFile } from './backup-format.js';

/** Folders in which stores write before they rename into place. */
const unfinished = new Set(['incoming', 'tmp']);
const HASH = /^[0-9a-f]{64}$/;

/** Copies what stores have put in place below `from` to `to`, naming each `name/…`; a content whose file name is its hash is checked on the way. */
export async function* copyFolder(from: string, to: string, name: string): AsyncGenerator<CopiedFile> {
  for await (const relative of filesBelow(from)) {
    const copied = await copyFile(path.join(from, relative), path.join(to, relative)).catch(nullWhenGone);
    if (!copied) continue;
    const { size, sha256 } = copied;
    const base = path.basename(relative);
    if (HASH.test(base) && base !== sha256) throw new BackupError(`${path.join(from, relative)} is damaged: its content no longer has the hash that is its name. Restore it from an earlier backup.`);
    yield { path: `${name}/${relative.split(path.sep).join('/')}`, size, sha256 };
  }
}

export async function isEmptyFolder(folder: string): Promise<boolean> {
  for await (const _ of filesBelow(folder)) return false;
  return true;
}

/** To a file that is not there yet, flushed to the disk. */
export async function copyFile(from: string, to: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await mkdir(path.dirname(to), { recursive: true });
  await pipeline(createReadStream(from), meter, createWriteStream(to, { flags: 'wx', mode: 0o640, flush: true }));
  return { size, sha256: hash.digest('hex') };
}

/** What was erased meanwhile is not to be kept. */
function nullWhenGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' && error.syscall === 'open') return null;
  throw error;
}

async function* filesBelow(folder: string, relative = ''): AsyncGenerator<string> {
  const entries = await readdir(path.join(folder, relative), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries) {
    const below = path.join(relative, entry.name);
    if (entry.isDirectory() && !unfinished.has(entry.name)) yield* filesBelow(folder, below);
    else if (entry.isFile()) yield below;
  }
}
