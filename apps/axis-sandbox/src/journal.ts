import { open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** An append-only file of JSON lines. What `append` answered is on the disk; appends that wait share one sync. */
export class Journal<T> {
  private waiting: string[] = [];
  private flushing: Promise<void> | undefined;

  private constructor(
    private readonly file: FileHandle,
    private length: number,
  ) {}

  /** Opens the journal and reads what it holds; a last line torn by a crash was never answered and is cut off. */
  static async open<T>(path: string): Promise<{ journal: Journal<T>; events: T[] }> {
    const file = await open(path, 'a+');
    const content = await readFile(path);
    const end = content.lastIndexOf(0x0a) + 1;
    if (end < content.length) await file.truncate(end);
    const lines = content.toString('utf8', 0, end).split('\n').filter((line) => line !== '');
    return { journal: new Journal<T>(file, end), events: lines.map((line) => JSON.parse(line) as T) };
  }

  append(events: readonly T[]): Promise<void> {
    this.waiting.push(...events.map((event) => `${JSON.stringify(event)}\n`));
    // What is being written has its own sync; whatever came since goes with the next.
    const next = (this.flushing ?? Promise.resolve()).then(() => this.flush());
    this.flushing = next.catch(() => undefined);
    return next;
  }

  async close(): Promise<void> {
    await this.flushing;
    await this.file.close();
  }

  private async flush(): Promise<void> {
    if (this.waiting.length === 0) return;
    const lines = Buffer.from(this.waiting.join(''));
    this.waiting = [];
    try {
      await this.file.appendFile(lines);
      await this.file.datasync();
      this.length += lines.byteLength;
    } catch (error) {
      // A full disk may leave half a line, which would spoil the next one.
      await this.file.truncate(this.length);
      throw error;
    }
  }
}
