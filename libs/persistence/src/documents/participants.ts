import type { EntityManager } from 'typeorm';
import { DocumentParticipantRow } from './document-parts.entity.js';

/** Lets these principals (`user:<name>`, `unit:<id>`) see the document from now on. */
export async function addParticipants(manager: EntityManager, documentId: string, principals: readonly string[]): Promise<void> {
  for (const principal of new Set(principals)) {
    if (!(await manager.existsBy(DocumentParticipantRow, { principal, documentId }))) await manager.insert(DocumentParticipantRow, { principal, documentId });
  }
}
