import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';

/** The messages themselves, each once, named by the hash of its bytes. */
export class MessageFiles {
  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<MessageFiles> {
    await mkdir(folder, { recursive: true });
    return new MessageFiles(folder);
  }

  /** Stores durably and answers with the SHA-256, lower-case hex. */
  async put(content: Uint8Array): Promise<string> {
    const hash = createHash('sha256').update(content).digest('hex');
    const target = this.pathOf(hash);
    if (await exists(target)) return hash;
    const draft = `${target}.${randomUUID()}.part`;
    await writeDurably(draft, content);
    await rename(draft, target);
    await syncFolder(this.folder);
    return hash;
  }

  get(hash: string): Promise<Buffer> {
    return readFile(this.pathOf(hash));
  }

  private pathOf(hash: string): string {
    return path.join(this.folder, `${hash}.xml`);
  }
}

async function writeDurably(file: string, content: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(content);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(() => true, () => false);
}
