import { sniffMediaType } from '@vanthu/documents';
import { VanthuError, type FileRole, type ReceivedFile } from '@vanthu/model';
import type { CheckedFile, FileStore } from '@vanthu/persistence';
import { SigningError, extractText } from '@vanthu/signing';
import { MOST_FILE_BYTES } from '../http/upload-gate.js';

const MOST_TEXT = 500_000;

/** A file that was looked at and is not on the disk yet. */
export interface ExaminedFile {
  readonly file: ReceivedFile;
  readonly text: string;
  /** By its content; null for a file that is not let in. */
  readonly mediaType: string | null;
  readonly refusal: VanthuError | null;
}

/** Lets in files by what they contain. Looking and keeping are two steps: what turns out to be secret never reaches the disk. */
export class ReceivedFiles {
  constructor(private readonly files: FileStore) {}

  /** Type and text, for the search and the check for secrecy marks; a refused file is read as well. */
  private async examine(file: ReceivedFile): Promise<ExaminedFile> {
    const { mediaType, refusal } = typeOf(file);
    return { file, mediaType, refusal, text: await textOf(file.content, mediaType ?? (looksLikePdf(file) ? 'application/pdf' : '')) };
  }

  /** One after the other: reading a file may take much memory. */
  async examineAll(files: readonly ReceivedFile[]): Promise<ExaminedFile[]> {
    const examined: ExaminedFile[] = [];
    for (const file of files) examined.push(await this.examine(file));
    return examined;
  }

  /** @throws VanthuError the file's refusal, FILE_STORE_FULL */
  async keep({ file, mediaType, refusal, text }: ExaminedFile, role: FileRole): Promise<CheckedFile> {
    if (refusal || mediaType === null) throw refusal ?? new VanthuError('REQUEST_INVALID');
    const { sha256, size } = await this.files.save(file.content);
    return { name: file.name, mediaType, size, sha256, role, text };
  }

  /** The message as it came, kept as evidence and never opened by the product again. */
  async keepMessage(raw: ReceivedFile): Promise<CheckedFile> {
    const { sha256, size } = await this.files.save(raw.content);
    return { name: raw.name, mediaType: raw.claimedType, size, sha256, role: 'original' };
  }
}

function typeOf(file: ReceivedFile): Pick<ExaminedFile, 'mediaType' | 'refusal'> {
  if (file.content.length > MOST_FILE_BYTES) return { mediaType: null, refusal: new VanthuError('FILE_TOO_LARGE', { name: file.name, limit: MOST_FILE_BYTES >> 20 }) };
  try {
    return { mediaType: sniffMediaType(file.content, file.name), refusal: null };
  } catch (error) {
    if (error instanceof VanthuError) return { mediaType: null, refusal: error };
    throw error;
  }
}

/** Text of a PDF or plain text; a file that cannot be read as text has none. */
async function textOf(content: Uint8Array, mediaType: string): Promise<string> {
  if (mediaType.startsWith('text/')) return decoded(content).slice(0, MOST_TEXT);
  if (mediaType !== 'application/pdf') return '';
  try {
    return (await extractText(content)).text.slice(0, MOST_TEXT);
  } catch (error) {
    if (error instanceof SigningError) return '';
    throw error;
  }
}

function decoded(content: Uint8Array): string {
  const encoding = content[0] === 0xff && content[1] === 0xfe ? 'utf-16le' : content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(content);
}

function looksLikePdf(file: ReceivedFile): boolean {
  return Buffer.from(file.content.subarray(0, 1024)).includes('%PDF-');
}
