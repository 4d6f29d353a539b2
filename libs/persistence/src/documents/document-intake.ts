import { assertNotSecret, documentTypeOf, duplicateKey, localIso, type MetadataProposals } from '@vanthu/documents';
import { VanthuError, type Channel, type ErrorCode, type Page, type ReceivedDocument, type Urgency } from '@vanthu/model';
import { IsNull, LessThan, Not, type EntityManager } from 'typeorm';
import type { Database } from '../data-source.js';
import { isUniqueViolation } from '../database/database-error.js';
import type { Surroundings } from '../surroundings.js';
import { insertFile, type CheckedFile } from './document-files.js';
import { DocumentLinkRow, IntakeRow } from './document-parts.entity.js';
import { DocumentRow } from './document.entity.js';
import { newDocument } from './new-document.js';
import { indexDocument } from './search-index.js';
import type { Trail, TrailNote } from './trail.js';

export interface Delivery {
  readonly received: Omit<ReceivedDocument, 'files' | 'raw'>;
  readonly files: readonly CheckedFile[];
  /** What the text says; used where the channel says nothing. */
  readonly proposals: MetadataProposals | null;
  /** For the timeline, e.g. files that were left out; written with the document or not at all. */
  readonly notes?: readonly Pick<TrailNote, 'act' | 'facts' | 'note'>[];
}

export interface Accepted {
  readonly documentId: string;
  /** False when this very delivery was accepted before. */
  readonly isNew: boolean;
  /** An older document that looks the same. It is only pointed at: the clerk decides. */
  readonly possibleDuplicateOf: string | null;
}

export interface KnownDelivery {
  readonly documentId: string | null;
  readonly refusal: ErrorCode | null;
}

/** A delivery that was turned away: that it came and why, nothing of what it said. */
export interface RefusedDelivery {
  readonly channel: Channel;
  readonly refusal: ErrorCode;
  /** ISO date-time */
  readonly receivedAt: string;
}

/** From below this the proposal is shown to the clerk but not filled in. */
const SURE_ENOUGH = 0.5;

/** The door for what comes in, whatever the channel; every delivery is let in once. */
export class DocumentIntake {
  constructor(
    private readonly database: Database,
    private readonly surroundings: Surroundings,
    private readonly trail: Trail,
  ) {}

  /** What became of a delivery with this key; null when it was never seen. */
  async find(deduplicationKey: string): Promise<KnownDelivery | null> {
    const row = await this.database.dataSource.getRepository(IntakeRow).findOneBy({ deduplicationKey });
    return row && { documentId: row.documentId, refusal: row.refusal };
  }

  /**
   * Makes the inbound document; the same delivery again answers the same document.
   * A secret document is refused and nothing of it kept. @throws VanthuError SECRET_REFUSED, or why the delivery was refused before
   */
  async accept(delivery: Delivery): Promise<Accepted> {
    const { received, proposals } = delivery;
    const secrecy = Math.max(received.secrecy, proposals?.secrecy.value ?? 0);
    if (secrecy > 0) await this.refuse({ ...received, refusal: 'SECRET_REFUSED' });
    assertNotSecret({ secrecy });
    const known = await this.acceptedBefore(received.deduplicationKey);
    if (known) return known;
    try {
      return await this.database.transaction((manager) => this.insert(manager, delivery));
    } catch (error) {
      const other = isUniqueViolation(error) ? await this.acceptedBefore(received.deduplicationKey) : null;
      if (!other) throw error;
      return other;
    }
  }

  private async acceptedBefore(deduplicationKey: string): Promise<Accepted | null> {
    const known = await this.find(deduplicationKey);
    if (known?.refusal) throw new VanthuError(known.refusal);
    return known?.documentId ? { documentId: known.documentId, isNew: false, possibleDuplicateOf: null } : null;
  }

  /** Notes that a delivery was not let in, and why, without any of its content. */
  async refuse(delivery: { readonly deduplicationKey: string; readonly agencyId: string; readonly channel: Channel; readonly refusal: ErrorCode }): Promise<void> {
    const { deduplicationKey, agencyId, channel, refusal } = delivery;
    await this.database.transaction(async (manager) => {
      if (await manager.existsBy(IntakeRow, { deduplicationKey })) return;
      await manager.insert(IntakeRow, { deduplicationKey, agencyId, channel, refusal, documentId: null, receivedAt: this.surroundings.now() });
    });
  }

  /** Newest first; the cursor is a time. */
  async refusals(agencyId: string, query: { readonly limit: number; readonly cursor?: string | undefined }): Promise<Page<RefusedDelivery>> {
    const before = Number(query.cursor ?? Number.MAX_SAFE_INTEGER);
    const rows = await this.database.dataSource.getRepository(IntakeRow).find({
      where: { agencyId, refusal: Not(IsNull()), receivedAt: LessThan(Number.isSafeInteger(before) ? before : 0) },
      order: { receivedAt: 'DESC' },
      take: query.limit + 1,
    });
    const items = rows.slice(0, query.limit).flatMap(({ channel, refusal, receivedAt }) => (refusal ? [{ channel, refusal, receivedAt: localIso(receivedAt) }] : []));
    return { items, nextCursor: rows.length > query.limit ? String(rows[query.limit - 1]?.receivedAt) : null };
  }

  private async insert(manager: EntityManager, { received, files, proposals, notes = [] }: Delivery): Promise<Accepted> {
    const row = this.documentOf(received, proposals, files);
    row.duplicateOfId = await duplicateOf(manager, row, files);
    const { deduplicationKey, agencyId, channel } = received;
    await manager.insert(IntakeRow, { deduplicationKey, agencyId, channel, documentId: row.id, refusal: null, receivedAt: this.surroundings.now() });
    await manager.insert(DocumentRow, row);
    for (const file of files) await insertFile(manager, this.surroundings, row.id, file);
    await linkAnswered(manager, row, received);
    await indexDocument(manager, row.id);
    await this.trail.appendIn(manager, { documentId: row.id, act: 'receive', facts: { channel: received.channel, sender: row.counterpart } });
    for (const note of notes) await this.trail.appendIn(manager, { ...note, documentId: row.id });
    if (row.duplicateOfId !== null) {
      const older = await manager.findOneBy(DocumentRow, { id: row.duplicateOfId });
      await this.trail.appendIn(manager, { documentId: row.id, act: 'possibleDuplicate', facts: { notation: older?.notation || older?.subject || '' } });
    }
    return { documentId: row.id, isNew: true, possibleDuplicateOf: row.duplicateOfId };
  }

  private documentOf(received: Delivery['received'], proposals: MetadataProposals | null, files: readonly CheckedFile[]): DocumentRow {
    const notation = (received.notation ?? sure(proposals?.notation) ?? '').slice(0, 100);
    const documentDate = received.documentDate ?? sure(proposals?.documentDate);
    const signer = received.signer ?? sure(proposals?.signer);
    // the axis states its facts, at the counter a clerk typed them; a mail's sender and subject line say less than the letter in it
    const isStated = received.channel === 'axis' || received.channel === 'paper';
    const counterpart = (isStated || received.sender.organId !== null ? received.sender.name : (sure(proposals?.sender) ?? received.sender.name)).slice(0, 200);
    const subject = ((isStated ? null : sure(proposals?.subject)) ?? received.subject).slice(0, 500);
    // people look for a letter by the subject line of its mail too
    const mailSubject = subject === received.subject ? '' : received.subject;
    const now = this.surroundings.now();
    return newDocument({
      id: this.surroundings.nextKey(),
      direction: 'inbound',
      status: 'received',
      agencyId: received.agencyId,
      type: received.typeName === null && proposals ? proposals.type.value : documentTypeOf(received.typeName, notation),
      notation,
      subject,
      body: received.text.slice(0, 50_000),
      urgency: Math.max(received.urgency, proposals?.urgency.value ?? 0) as Urgency,
      documentDate,
      dueDate: received.dueDate,
      counterpart,
      channel: received.channel,
      senderOrganId: received.sender.organId,
      senderEmail: received.sender.email,
      signerName: (signer?.name ?? '').slice(0, 200),
      signerTitle: (signer?.title ?? '').slice(0, 200),
      externalId: received.externalId,
      duplicateKey: duplicateKey({ sender: counterpart, notation, date: documentDate ?? '' }),
      arrivalDate: localIso(Date.parse(received.receivedAt)).slice(0, 10),
      fileText: [mailSubject, ...files.map((file) => file.text ?? '')].filter(Boolean).join('\n\n'),
      createdAt: now,
    });
  }
}

function sure<T>(proposal: { readonly value: T; readonly confidence: number } | null | undefined): T | null {
  return proposal && proposal.confidence >= SURE_ENOUGH ? proposal.value : null;
}

/** Same sender, number and date, or the same main file. */
async function duplicateOf(manager: EntityManager, row: DocumentRow, files: readonly CheckedFile[]): Promise<string | null> {
  const sameFacts = row.duplicateKey === null ? null : await manager.findOne(DocumentRow, { where: { agencyId: row.agencyId, direction: 'inbound', duplicateKey: row.duplicateKey, status: Not('refused') }, order: { id: 'ASC' } });
  if (sameFacts) return sameFacts.id;
  const main = files.find((file) => file.role === 'main');
  if (!main) return null;
  const sameFile = await manager
    .createQueryBuilder(DocumentRow, 'document')
    .where("document.agencyId = :agencyId AND document.direction = 'inbound' AND document.status <> 'refused'", { agencyId: row.agencyId })
    .andWhere("document.id IN (SELECT file.document_id FROM document_file file WHERE file.sha256 = :sha256 AND file.role = 'main')", { sha256: main.sha256 })
    .orderBy('document.id')
    .getOne();
  return sameFile?.id ?? null;
}

/** Links to documents of ours that the sender says it answers. */
async function linkAnswered(manager: EntityManager, row: DocumentRow, received: Delivery['received']): Promise<void> {
  for (const { externalId, notation } of received.responseTo) {
    const ours = { agencyId: row.agencyId, direction: 'outbound' as const };
    const answered = (externalId && (await manager.findOneBy(DocumentRow, { ...ours, externalId }))) || (notation && (await manager.findOne(DocumentRow, { where: { ...ours, notation }, order: { id: 'DESC' } })));
    if (answered) await manager.createQueryBuilder().insert().into(DocumentLinkRow).values({ fromId: row.id, relation: 'replyTo', toId: answered.id }).orIgnore().execute();
  }
}
