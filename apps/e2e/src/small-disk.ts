import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  readonly folder: string;
  /** A file system of its own; programs that are not told of it meet its end as well. */
  readonly isMounted: boolean;
  /** What the server needs to meet it. */
  readonly environment: Readonly<Record<string, string>>;
  /** With ballast, to the last byte. */
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
  unmount(): Promise<void>;
}

/** A file system of its own of so many MB in memory; where mounting is not allowed, a folder in which the server cannot write while it is filled. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-disk-'));
  const ballast = path.join(folder, 'ballast');
  const isMounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).then(() => true, () => false);
  const refuseWrites = path.resolve(import.meta.dirname, 'testing/refuse-writes.mjs');
  return {
    folder,
    isMounted,
    environment: isMounted ? {} : { NODE_OPTIONS: `--import ${refuseWrites}`, REFUSE_WRITES_BESIDE: ballast },
    fill: () => writeFile(ballast, Buffer.alloc(megabytes << 20, 1)),
    makeRoom: () => rm(ballast),
    async unmount() {
      if (isMounted) await run('umount', [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
