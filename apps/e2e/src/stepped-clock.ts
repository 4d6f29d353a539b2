import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const library = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib/faketime'].flatMap((folder) => [`${folder}/faketime/libfaketimeMT.so.1`, `${folder}/libfaketimeMT.so.1`]).find(existsSync);

/** The clock of a program's machine, which can be set while it runs (Debian's faketime); time that only counts on is left alone. */
export class SteppedClock {
  private constructor(private readonly folder: string) {}

  static async open(): Promise<SteppedClock> {
    if (library === undefined) throw new Error('faketime is not installed: this test needs it. On Debian or Ubuntu: apt-get install -y faketime');
    const clock = new SteppedClock(await mkdtemp(path.join(os.tmpdir(), 'vanthu-clock-')));
    await clock.setBy(0);
    return clock;
  }

  get environment(): Readonly<Record<string, string>> {
    return { LD_PRELOAD: library ?? '', FAKETIME_TIMESTAMP_FILE: this.file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' };
  }

  /** So many seconds from the true time. */
  async setBy(seconds: number): Promise<void> {
    await writeFile(`${this.file}.new`, `${seconds < 0 ? '' : '+'}${seconds}`);
    await rename(`${this.file}.new`, this.file);
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private get file(): string {
    return path.join(this.folder, 'offset');
  }
}
