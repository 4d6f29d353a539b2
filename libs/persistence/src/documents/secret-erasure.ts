import { In, Not } from 'typeorm';
import type { Database } from '../data-source.js';
import type { Surroundings } from '../surroundings.js';
import { DocumentFileRow, DocumentLinkRow, IntakeRow, TrailEntryRow } from './document-parts.entity.js';
import { DocumentRow } from './document.entity.js';
import { indexDocument } from './search-index.js';

/** Entries of the timeline that repeat words of the document. */
const TELLING_ACTS = ['fileRefused', 'receiveNote', 'possibleDuplicate'] as const;

/** Takes a document that turned out to be secret out of the system again: who sent it and when it came may stay, nothing that it says. */
export class SecretErasure {
  constructor(
    private readonly database: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** Hashes of its files that no other document has: these contents have to go. */
  async contentsOf(documentId: string): Promise<string[]> {
    const rows = this.database.dataSource.getRepository(DocumentFileRow);
    const own = [...new Set((await rows.findBy({ documentId })).map((row) => row.sha256))];
    if (own.length === 0) return [];
    const elsewhere = await rows.findBy({ sha256: In(own), documentId: Not(documentId) });
    return own.filter((sha256) => !elsewhere.some((row) => row.sha256 === sha256));
  }

  /** Erases what the document says. The delivery counts as refused from then on: coming again it is turned away at the door. */
  async erase(documentId: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      await manager.delete(DocumentFileRow, { documentId });
      await manager.delete(DocumentLinkRow, { fromId: documentId });
      await manager.delete(TrailEntryRow, { documentId, act: In([...TELLING_ACTS]) });
      await manager.update(DocumentRow, { duplicateOfId: documentId }, { duplicateOfId: null });
      await manager.update(IntakeRow, { documentId }, { refusal: 'SECRET_REFUSED', documentId: null });
      const nothing = { subject: '', body: '', notation: '', signerName: '', signerTitle: '', fileText: '', externalId: null, documentDate: null, dueDate: null, duplicateKey: null, duplicateOfId: null, verification: null };
      await manager.update(DocumentRow, { id: documentId }, { ...nothing, updatedAt: this.surroundings.now() });
      await indexDocument(manager, documentId);
    });
  }
}
