import type { FileRole } from '@vanthu/model';
import type { EntityManager } from 'typeorm';
import type { Surroundings } from '../surroundings.js';
import { DocumentFileRow } from './document-parts.entity.js';

/** A file whose content was checked and is in the file store. */
export interface CheckedFile {
  readonly name: string;
  readonly mediaType: string;
  /** bytes */
  readonly size: number;
  /** lower-case hex */
  readonly sha256: string;
  readonly role: FileRole;
  /** Text read from it for search, empty where there is none. */
  readonly text?: string;
}

/** Adds the file as the next of its role; the same content again in the same role is the same file. */
export async function insertFile(manager: EntityManager, surroundings: Surroundings, documentId: string, file: CheckedFile): Promise<{ row: DocumentFileRow; isNew: boolean }> {
  const ofRole = await manager.find(DocumentFileRow, { where: { documentId, role: file.role }, order: { version: 'ASC' } });
  const last = ofRole.at(-1);
  const known = file.role === 'attachment' ? ofRole.find((row) => row.sha256 === file.sha256 && row.name === file.name) : last;
  if (known?.sha256 === file.sha256) return { row: known, isNew: false };
  const row: DocumentFileRow = {
    id: surroundings.nextKey(),
    documentId,
    name: file.name.slice(0, 255),
    mediaType: file.mediaType,
    size: file.size,
    sha256: file.sha256,
    role: file.role,
    version: (last?.version ?? 0) + 1,
    createdAt: surroundings.now(),
  };
  await manager.insert(DocumentFileRow, row);
  return { row, isNew: true };
}
