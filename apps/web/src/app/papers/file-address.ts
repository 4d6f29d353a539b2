import type { DocumentFile } from '@vanthu/model';

/** Where the content of a file is read. */
export function fileAddress(documentId: string, file: Pick<DocumentFile, 'id'>): string {
  return `/api/documents/${documentId}/files/${file.id}`;
}

/** "1,4 MB" */
export function formatSize(bytes: number, language: string): string {
  const [value, unit] = bytes < 1024 ? [bytes, 'B'] : bytes < 1024 * 1024 ? [bytes / 1024, 'kB'] : [bytes / 1024 / 1024, 'MB'];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: unit === 'MB' ? 1 : 0 }).format(value)} ${unit}`;
}

const order = ['issued', 'numbered', 'signed', 'main', 'original', 'attachment'] as const;

/** The paper first: the most finished version of it, the newest of each role before older ones, attachments last. */
export function inReadingOrder(files: readonly DocumentFile[]): DocumentFile[] {
  return [...files].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || b.version - a.version || a.name.localeCompare(b.name, 'vi'));
}
