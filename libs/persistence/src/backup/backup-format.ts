import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

export const manifestName = 'manifest.json';
export const sqliteName = 'database.sqlite';
export const mariadbName = 'database.ndjson.gz';
export const fileListName = 'files.ndjson';

const manifestSchema = z.object({
  format: z.literal('vanthu-backup-1'),
  createdAt: z.string(),
  dialect: z.enum(['sqlite', 'mariadb']),
  /** Names of the migrations its schema has had. */
  migrations: z.array(z.string()),
  database: z.object({ size: z.number(), sha256: z.string() }),
  files: z.object({ count: z.number(), bytes: z.number(), sha256: z.string() }),
});

/** Written last: a folder without it is no backup. */
export type BackupManifest = z.infer<typeof manifestSchema>;

/** One line of the list of files. */
export interface CopiedFile {
  /** Below the backup's folder, with `/`: `files/ab/<sha256>`, `archive/…`. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** What an operator can do something about. */
export class BackupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupError';
  }
}

/** @throws BackupError when the folder holds no whole backup of a format we know */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(path.join(folder, manifestName), 'utf8').catch(() => null);
  if (text === null) throw new BackupError(`${folder} holds no finished backup: ${manifestName} is missing.`);
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new BackupError(`${folder}/${manifestName} is of a format that this version does not know.`);
  return parsed.data;
}

export function databaseFileOf(dialect: BackupManifest['dialect']): string {
  return dialect === 'sqlite' ? sqliteName : mariadbName;
}

export async function hashOfFile(file: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    size += chunk.length;
    hash.update(chunk);
  }
  return { size, sha256: hash.digest('hex') };
}
