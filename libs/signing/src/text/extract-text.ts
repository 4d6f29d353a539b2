import { readPages } from './page-lines.js';

export interface PdfText {
  /** Pages parted by form feeds, lines by newlines, columns by tabs; composed letters (NFC). Empty for scans. */
  readonly text: string;
  readonly pageCount: number;
}

/** Characters kept of one file. */
const maxCharacters = 5_000_000;

/** The text of a PDF, for search and for proposing metadata. Throws SigningError PDF_INVALID, PDF_ENCRYPTED or PDF_TOO_LARGE. */
export async function extractText(bytes: Uint8Array): Promise<PdfText> {
  const pages: string[] = [];
  let length = 0;
  const pageCount = await readPages(bytes, (lines) => {
    const text = lines.map((line) => line.text).join('\n');
    pages.push(text);
    length += text.length;
    return length < maxCharacters;
  });
  return { text: pages.join('\f').slice(0, maxCharacters).trim(), pageCount };
}
