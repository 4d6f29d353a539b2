import { assertEditable, assertNotSecret, unitPrincipal } from '@vanthu/documents';
import { VanthuError, userPrincipal, type Draft, type NewOutbound, type RecipientInput, type Urgency } from '@vanthu/model';
import type { EntityManager } from 'typeorm';
import type { Database } from '../data-source.js';
import { isUniqueViolation } from '../database/database-error.js';
import { forUpdate } from '../database/row-lock.js';
import { OrgUnitRow } from '../organisation/organisation.entity.js';
import type { Surroundings } from '../surroundings.js';
import { insertFile, type CheckedFile } from './document-files.js';
import { DocumentLinkRow } from './document-parts.entity.js';
import { DocumentRow } from './document.entity.js';
import { newDocument } from './new-document.js';
import { addParticipants } from './participants.js';
import { replaceLines } from './recipient-lines.js';
import { indexDocument } from './search-index.js';
import type { Trail } from './trail.js';

export interface Author {
  readonly username: string;
  /** Display name, for the timeline. */
  readonly name: string;
}

export interface NewDraft extends NewOutbound {
  readonly agencyId: string;
  /** The drafting unit. */
  readonly unitId: string;
  readonly drafter: Author;
  /** The same key makes the same draft: for processes that may run a step again. */
  readonly onceKey?: string;
}

/** Documents being written. Any change of what an approval covers takes the approval back. */
export class Drafts {
  constructor(
    private readonly database: Database,
    private readonly surroundings: Surroundings,
    private readonly trail: Trail,
  ) {}

  /** Answers the new document's id. @throws VanthuError SECRET_REFUSED, NOT_FOUND (the document it replies to) */
  async newOutbound(draft: NewDraft): Promise<string> {
    assertNotSecret({ secrecy: draft.secrecy ?? 0 });
    const known = await this.madeBefore(draft.onceKey);
    if (known) return known;
    try {
      return await this.database.transaction((manager) => this.insert(manager, draft));
    } catch (error) {
      const other = isUniqueViolation(error) ? await this.madeBefore(draft.onceKey) : null;
      if (!other) throw error;
      return other;
    }
  }

  /**
   * Replaces the whole draft. `expectedRevision`: refuse when someone else saved in between (CONFLICT_RETRY).
   * @throws VanthuError SECRET_REFUSED, DRAFT_LOCKED, NOT_FOUND, CONFLICT_RETRY
   */
  async save(documentId: string, draft: Draft, editor: Author, expectedRevision?: number): Promise<void> {
    assertNotSecret(draft);
    await this.database.transaction(async (manager) => {
      const row = await this.lockEditable(manager, documentId);
      if (expectedRevision !== undefined && row.revision !== expectedRevision) throw new VanthuError('CONFLICT_RETRY');
      const { type, subject, body } = draft;
      const urgency = draft.urgency as Urgency;
      await this.voidApproval(manager, row, editor);
      await manager.update(DocumentRow, { id: documentId }, { type, subject, body, urgency, revision: row.revision + 1, updatedAt: this.surroundings.now() });
      await replaceLines(manager, this.surroundings, documentId, draft.recipients);
      await indexDocument(manager, documentId);
      await this.trail.appendIn(manager, { documentId, act: 'edit', who: editor.name });
    });
  }

  /** Replaces the recipients alone. @throws as `save` */
  async replaceRecipients(documentId: string, recipients: readonly RecipientInput[], editor: Author): Promise<void> {
    await this.database.transaction(async (manager) => {
      const row = await this.lockEditable(manager, documentId);
      await this.voidApproval(manager, row, editor);
      await replaceLines(manager, this.surroundings, documentId, recipients);
      await this.touch(manager, row);
    });
  }

  /**
   * Adds a checked file and answers its id; adding the same content in the same role again answers the same id.
   * Main files and attachments are part of the draft: they need an editable one and void an approval. Signed, numbered and issued editions do not.
   */
  async addFile(documentId: string, file: CheckedFile, editor: Author = { username: '', name: '' }): Promise<string> {
    return this.database.transaction(async (manager) => {
      const row = await this.lock(manager, documentId);
      const { row: stored, isNew } = await insertFile(manager, this.surroundings, documentId, file);
      if (!isNew) return stored.id;
      if (row.direction === 'outbound' && (file.role === 'main' || file.role === 'attachment')) {
        assertEditable(row.status);
        await this.voidApproval(manager, row, editor);
      }
      await this.touch(manager, row, file.text);
      return stored.id;
    });
  }

  private async madeBefore(onceKey: string | undefined): Promise<string | null> {
    if (onceKey === undefined) return null;
    return (await this.database.dataSource.getRepository(DocumentRow).findOneBy({ onceKey }))?.id ?? null;
  }

  /**
   * Sets the letter of a draft on its way through approval anew, for another signer than it was set for. The content stays what it was.
   * @throws VanthuError DRAFT_LOCKED once it is approved or has left the approval
   */
  async resetLetter(documentId: string, file: CheckedFile): Promise<void> {
    await this.database.transaction(async (manager) => {
      const row = await this.lock(manager, documentId);
      if (row.status !== 'submitted' || row.approval !== null) throw new VanthuError('DRAFT_LOCKED', { status: row.status });
      const { isNew } = await insertFile(manager, this.surroundings, documentId, { ...file, role: 'main' });
      if (isNew) await this.touch(manager, row, file.text);
    });
  }

  private async insert(manager: EntityManager, draft: NewDraft): Promise<string> {
    const id = this.surroundings.nextKey();
    const { type = 'CV', subject = '', body = '', urgency = 0, agencyId, unitId, drafter, replyToId, onceKey } = draft;
    const answered = replyToId ? await manager.findOneBy(DocumentRow, { id: replyToId }) : null;
    if (replyToId && !answered) throw new VanthuError('NOT_FOUND', { what: 'document' });
    const unit = await manager.findOneBy(OrgUnitRow, { id: unitId });
    const row = newDocument({
      id, agencyId, unitId, type, subject, body,
      urgency: urgency as Urgency,
      direction: 'outbound',
      status: 'draft',
      drafter: drafter.username,
      counterpart: unit?.name ?? unitId,
      onceKey: onceKey ?? null,
      createdAt: this.surroundings.now(),
    });
    await manager.insert(DocumentRow, row);
    if (answered) await manager.insert(DocumentLinkRow, { fromId: id, relation: 'replyTo', toId: answered.id });
    await replaceLines(manager, this.surroundings, id, draft.recipients ?? []);
    await addParticipants(manager, id, [userPrincipal(drafter.username), unitPrincipal(unitId)]);
    await indexDocument(manager, id);
    await this.trail.appendIn(manager, { documentId: id, act: 'draft', who: drafter.name, facts: { replyTo: answered?.notation ?? null } });
    return id;
  }

  private async lock(manager: EntityManager, documentId: string): Promise<DocumentRow> {
    const row = await manager.findOne(DocumentRow, { where: { id: documentId }, ...forUpdate(manager) });
    if (!row) throw new VanthuError('NOT_FOUND', { what: 'document' });
    return row;
  }

  private async lockEditable(manager: EntityManager, documentId: string): Promise<DocumentRow> {
    const row = await this.lock(manager, documentId);
    if (row.direction !== 'outbound') throw new VanthuError('NOT_FOUND', { what: 'draft' });
    assertEditable(row.status);
    return row;
  }

  private async voidApproval(manager: EntityManager, row: DocumentRow, editor: Author): Promise<void> {
    if (row.approval === null) return;
    await manager.update(DocumentRow, { id: row.id }, { approval: null });
    await this.trail.appendIn(manager, { documentId: row.id, act: 'voidApproval', who: editor.name });
  }

  private async touch(manager: EntityManager, row: DocumentRow, addedText = ''): Promise<void> {
    const fileText = addedText === '' ? row.fileText : `${row.fileText}\n\n${addedText}`.trim();
    await manager.update(DocumentRow, { id: row.id }, { fileText, revision: row.revision + 1, updatedAt: this.surroundings.now() });
    await indexDocument(manager, row.id);
  }
}
