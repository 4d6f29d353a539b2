import { sniffMediaType } from '@vanthu/documents';
import { VanthuError, type FileRole, type ReceivedFile } from '@vanthu/model';
import type { CheckedFile, FileStore } from '@vanthu/persistence';
import { SigningError, extractText } from '@vanthu/signing';

/** Largest file, in bytes. */
export const MOST_BYTES = 50 * 1024 * 1024;
const MOST_TEXT = 500_000;

/** Lets in files by what they contain, stores them and reads their text for the search. */
export class ReceivedFiles {
  constructor(private readonly files: FileStore) {}

  /** @throws VanthuError FILE_TYPE_REFUSED, FILE_CONTENT_MISMATCH, FILE_TOO_LARGE, FILE_STORE_FULL */
  async keep(file: ReceivedFile, role: FileRole): Promise<CheckedFile> {
    if (file.content.length > MOST_BYTES) throw new VanthuError('FILE_TOO_LARGE', { name: file.name, limit: MOST_BYTES >> 20 });
    const mediaType = await sniffMediaType(file.content, file.name);
    const { sha256, size } = await this.files.save(file.content);
    return { name: file.name, mediaType, size, sha256, role, text: await textOf(file.content, mediaType) };
  }

  /** The message as it came, kept as evidence and never opened by the product again. */
  async keepMessage(raw: ReceivedFile): Promise<CheckedFile> {
    const { sha256, size } = await this.files.save(raw.content);
    return { name: raw.name, mediaType: raw.claimedType, size, sha256, role: 'original' };
  }
}

/** Text of a PDF or plain text; a file that cannot be read as text is kept all the same. */
export async function textOf(content: Uint8Array, mediaType: string): Promise<string> {
  if (mediaType.startsWith('text/')) return Buffer.from(content).toString('utf8').slice(0, MOST_TEXT);
  if (mediaType !== 'application/pdf') return '';
  try {
    return (await extractText(content)).text.slice(0, MOST_TEXT);
  } catch (error) {
    if (error instanceof SigningError) return '';
    throw error;
  }
}
