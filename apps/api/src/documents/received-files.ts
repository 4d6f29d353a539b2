import type { FileRole, ReceivedFile } from '@vanthu/model';
import { checkFile } from '@vanthu/documents';
import type { CheckedFile, FileStore } from '@vanthu/persistence';
import { extractText, SigningError } from '@vanthu/signing';

/** Largest file, in bytes. */
export const MOST_BYTES = 50 * 1024 * 1024;

/** Lets in files by what they contain, stores them and reads their text for the search. */
export class ReceivedFiles {
  constructor(private readonly files: FileStore) {}

  /** @throws VanthuError FILE_TYPE_REFUSED, FILE_CONTENT_MISMATCH, FILE_TOO_LARGE, FILE_STORE_FULL */
  async keep(file: ReceivedFile, role: FileRole): Promise<CheckedFile> {
    const { name, mediaType } = await checkFile(file, { mostBytes: MOST_BYTES });
    const { sha256, size } = await this.files.save(file.content);
    return { name, mediaType, size, sha256, role, text: await textOf(file.content, mediaType) };
  }
}

/** Text of a PDF or plain text; a file that cannot be read as text is kept all the same. */
export async function textOf(content: Uint8Array, mediaType: string): Promise<string> {
  if (mediaType.startsWith('text/')) return Buffer.from(content).toString('utf8').slice(0, 500_000);
  if (mediaType !== 'application/pdf') return '';
  try {
    return (await extractText(content)).text;
  } catch (error) {
    if (error instanceof SigningError) return '';
    throw error;
  }
}
