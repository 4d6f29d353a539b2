import { createHash } from 'node:crypto';
import { approvedContent, documentTypeOf, duplicateKey, isAllowedTransition, localIso, unitPrincipal } from '@vanthu/documents';
import { VanthuError, type Directive, type DocumentStatus, type DocumentType, type Urgency, type VerificationReport } from '@vanthu/model';
import { In, type EntityManager } from 'typeorm';
import type { Database } from '../data-source.js';
import { forUpdate } from '../database/row-lock.js';
import { OrgUnitRow } from '../organisation/organisation.entity.js';
import type { Surroundings } from '../surroundings.js';
import { DocumentFileRow, DocumentLinkRow, RecipientLineRow } from './document-parts.entity.js';
import { DocumentRow, type ApprovalRecord, type DirectiveRecord } from './document.entity.js';
import { addParticipants } from './participants.js';
import { indexDocument } from './search-index.js';
import type { Trail } from './trail.js';

/** What the clerk may set right before registering. */
export interface CorrectedFacts {
  readonly sender?: string;
  readonly notation?: string;
  readonly documentDate?: string | null;
  readonly subject?: string;
  readonly type?: DocumentType;
  readonly typeName?: string;
  readonly urgency?: Urgency;
  readonly dueDate?: string | null;
  readonly signer?: { readonly name: string; readonly title: string } | null;
}

export interface NewApproval {
  /** Display name and title as they will be printed. */
  readonly by: string;
  readonly title: string;
  /** What the leader saw; refused with APPROVAL_VOID when the document has changed since. */
  readonly contentSha256?: string;
}

/** What happens to a document on its way, each act one transaction, safe to repeat. */
export class DocumentProgress {
  constructor(
    private readonly database: Database,
    private readonly surroundings: Surroundings,
    private readonly trail: Trail,
  ) {}

  /**
   * Moves to `status`; false when it is there already. @throws VanthuError NOT_FOUND, CONFLICT_RETRY (the order of the law forbids it)
   */
  async setStatus(documentId: string, status: DocumentStatus): Promise<boolean> {
    return this.change(documentId, async (manager, row) => {
      if (row.status === status) return false;
      if (!isAllowedTransition(row.status, status)) throw new VanthuError('CONFLICT_RETRY', { from: row.status, to: status });
      await this.update(manager, row, { status });
      return true;
    });
  }

  /** Sets right what the channel or the text said wrongly. */
  async correct(documentId: string, facts: CorrectedFacts): Promise<void> {
    await this.change(documentId, async (manager, row) => {
      const counterpart = facts.sender ?? row.counterpart;
      const notation = facts.notation ?? row.notation;
      const documentDate = facts.documentDate === undefined ? row.documentDate : facts.documentDate;
      const signer = facts.signer === undefined ? {} : { signerName: facts.signer?.name ?? '', signerTitle: facts.signer?.title ?? '' };
      await this.update(manager, row, {
        counterpart, notation, documentDate, ...signer,
        subject: facts.subject ?? row.subject,
        type: facts.type ?? (facts.typeName === undefined ? row.type : documentTypeOf(facts.typeName, notation)),
        urgency: facts.urgency ?? row.urgency,
        dueDate: facts.dueDate === undefined ? row.dueDate : facts.dueDate,
        ...(row.direction === 'inbound' && { duplicateKey: duplicateKey({ sender: counterpart, notation, date: documentDate ?? '' }) }),
      });
      await indexDocument(manager, documentId);
    });
  }

  /** Stores the leader's directive and lets the units named see the document; `dueDate` yyyy-mm-dd as the calendar computed it. */
  async recordDirective(documentId: string, directive: Directive & { readonly by: string }, dueDate: string | null): Promise<void> {
    await this.change(documentId, async (manager, row) => {
      const record: DirectiveRecord = { ...directive, at: localIso(this.surroundings.now()) };
      if (row.directive && sameDirective(row.directive, record)) return;
      const units = [directive.leadUnitId, ...directive.coordinatingUnitIds, ...directive.informedUnitIds];
      await this.update(manager, row, { directive: record, unitId: directive.leadUnitId, dueDate: dueDate ?? row.dueDate });
      await addParticipants(manager, documentId, units.map(unitPrincipal));
      await indexDocument(manager, documentId);
      const names = await namesOf(manager, units);
      const named = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? id).join(', ');
      const facts = { lead: named([directive.leadUnitId]), coordinating: named(directive.coordinatingUnitIds), informed: named(directive.informedUnitIds), dueDate: dueDate ?? row.dueDate };
      await this.trail.appendIn(manager, { documentId, act: 'directive', who: directive.by, note: directive.text, facts });
    });
  }

  /** SHA-256 of what an approval covers, as it is now. */
  contentSha256(documentId: string): Promise<string> {
    return this.change(documentId, (manager, row) => contentHash(manager, row));
  }

  /** Freezes the present content under the approver's name. @throws VanthuError APPROVAL_VOID when it is not what the approver saw */
  async recordApproval(documentId: string, approval: NewApproval): Promise<ApprovalRecord> {
    return this.change(documentId, async (manager, row) => {
      const contentSha256 = await contentHash(manager, row);
      if (approval.contentSha256 !== undefined && approval.contentSha256 !== contentSha256) throw new VanthuError('APPROVAL_VOID');
      const { by, title } = approval;
      if (row.approval?.contentSha256 === contentSha256 && row.approval.by === by && row.approval.title === title) return row.approval;
      const record: ApprovalRecord = { by, title, at: localIso(this.surroundings.now()), contentSha256 };
      await this.update(manager, row, { approval: record, signerName: by, signerTitle: title });
      await this.trail.appendIn(manager, { documentId, act: 'approve', who: by });
      return record;
    });
  }

  /** Whether what would leave now is exactly what was approved. */
  async approvalMatches(documentId: string): Promise<boolean> {
    return this.change(documentId, async (manager, row) => row.approval !== null && row.approval.contentSha256 === (await contentHash(manager, row)));
  }

  async saveVerification(documentId: string, report: VerificationReport): Promise<void> {
    await this.change(documentId, async (manager, row) => {
      await this.update(manager, row, { verification: report });
      await this.trail.appendIn(manager, { documentId, act: 'verify', facts: { result: report.overall }, onceKey: `verify:${report.checkedAt}` });
    });
  }

  async setProcessInstance(documentId: string, processInstanceKey: string): Promise<void> {
    await this.change(documentId, (manager, row) => this.update(manager, row, { processInstanceKey }));
  }

  /** `documentId` answers `answeredId`. */
  async linkReply(documentId: string, answeredId: string): Promise<void> {
    await this.change(documentId, async (manager) => {
      const link = { fromId: documentId, relation: 'replyTo' as const, toId: answeredId };
      if (!(await manager.existsBy(DocumentLinkRow, link))) await manager.insert(DocumentLinkRow, link);
    });
  }

  /** Lets `user:<name>` or `unit:<id>` see the document. */
  async addParticipants(documentId: string, principals: readonly string[]): Promise<void> {
    await this.change(documentId, (manager) => addParticipants(manager, documentId, principals));
  }

  async recordArchive(documentId: string, location: string): Promise<void> {
    await this.change(documentId, async (manager, row) => {
      if (row.archiveLocation === location) return;
      await this.update(manager, row, { archivedAt: row.archivedAt ?? this.surroundings.now(), archiveLocation: location.slice(0, 500) });
      if (row.archivedAt === null) await this.trail.appendIn(manager, { documentId, act: 'archive' });
    });
  }

  private change<T>(documentId: string, work: (manager: EntityManager, row: DocumentRow) => Promise<T>): Promise<T> {
    return this.database.transaction(async (manager) => {
      const row = await manager.findOne(DocumentRow, { where: { id: documentId }, ...forUpdate(manager) });
      if (!row) throw new VanthuError('NOT_FOUND', { what: 'document' });
      return work(manager, row);
    });
  }

  private async update(manager: EntityManager, row: DocumentRow, values: Partial<DocumentRow>): Promise<void> {
    await manager.update(DocumentRow, { id: row.id }, { ...values, revision: row.revision + 1, updatedAt: this.surroundings.now() });
  }
}

async function contentHash(manager: EntityManager, row: DocumentRow): Promise<string> {
  const lines = await manager.find(RecipientLineRow, { where: { documentId: row.id }, order: { ordinal: 'ASC' } });
  const files = await manager.find(DocumentFileRow, { where: { documentId: row.id, role: In(['main', 'attachment']) }, order: { role: 'DESC', version: 'ASC' } });
  const main = files.filter((file) => file.role === 'main').at(-1);
  const covered = files.filter((file) => file.role === 'attachment' || file === main);
  const { type, subject, body, urgency } = row;
  return createHash('sha256').update(approvedContent({ type, subject, body, urgency, recipients: lines, files: covered })).digest('hex');
}

function sameDirective(one: DirectiveRecord, other: DirectiveRecord): boolean {
  return JSON.stringify({ ...one, at: '' }, Object.keys(one).sort()) === JSON.stringify({ ...other, at: '' }, Object.keys(other).sort());
}

async function namesOf(manager: EntityManager, unitIds: readonly string[]): Promise<Map<string, string>> {
  const units = await manager.findBy(OrgUnitRow, { id: In([...unitIds]) });
  return new Map(units.map((unit) => [unit.id, unit.name]));
}
