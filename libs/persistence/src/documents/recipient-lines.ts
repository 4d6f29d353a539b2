import { createHash } from 'node:crypto';
import { deliveryOf, mergeStatuses, type StatusEntry } from '@vanthu/documents';
import type { Channel, ChannelDecision, ReceivedStatus, RecipientInput, RecipientLine } from '@vanthu/model';
import { In, type EntityManager } from 'typeorm';
import type { Database } from '../data-source.js';
import { forUpdate } from '../database/row-lock.js';
import { OrgUnitRow } from '../organisation/organisation.entity.js';
import type { Surroundings } from '../surroundings.js';
import { DocumentRow } from './document.entity.js';
import { RecipientLineRow, RecipientLineStatusRow } from './document-parts.entity.js';
import { lineView } from './document-views.js';
import type { Trail } from './trail.js';

export interface DeliveryOutcome {
  readonly delivery: 'sent' | 'failed' | 'done';
  readonly channel: Channel;
  /** Why it failed. */
  readonly reason?: string;
}

export interface MatchedStatus {
  readonly documentId: string;
  /** Null when it speaks of a document we received (code 13). */
  readonly lineId: string | null;
  /** False when this very report was known. */
  readonly isNew: boolean;
  /** False when another report of the line is younger or further and counts instead. */
  readonly isCurrent: boolean;
}

/** "Nơi nhận": one line per recipient, its channel, its delivery and what the other side reports. */
export class RecipientLines {
  constructor(
    private readonly database: Database,
    private readonly surroundings: Surroundings,
    private readonly trail: Trail,
  ) {}

  async find(lineId: string): Promise<(RecipientLine & { readonly documentId: string }) | null> {
    const row = await this.database.dataSource.getRepository(RecipientLineRow).findOneBy({ id: lineId });
    if (!row) return null;
    const statuses = await this.database.dataSource.getRepository(RecipientLineStatusRow).findBy({ lineId });
    return { ...lineView(row, statuses), documentId: row.documentId };
  }

  /** Stores what the channel policy decided for the line; deciding again before the delivery replaces it. */
  async recordChannel(lineId: string, chosen: ChannelDecision): Promise<void> {
    await this.database.transaction((manager) =>
      manager.update(RecipientLineRow, { id: lineId }, { channels: [...chosen.channels], policyRule: chosen.rule.slice(0, 200), noPaper: chosen.noPaper }),
    );
  }

  /** Once per channel and outcome. What the recipient itself has reported meanwhile counts more, and a line that was done stays done. */
  async recordDelivery(lineId: string, outcome: DeliveryOutcome): Promise<void> {
    await this.database.transaction(async (manager) => {
      const line = await manager.findOneOrFail(RecipientLineRow, { where: { id: lineId }, ...forUpdate(manager) });
      const reported = deliveryOf(mergeStatuses(await statusesOf(manager, lineId)));
      const delivery = line.delivery === 'done' ? 'done' : (reported ?? outcome.delivery);
      await manager.update(RecipientLineRow, { id: lineId }, { delivery });
      const facts = { recipient: line.name, channel: outcome.channel, reason: outcome.reason ?? null };
      const act = outcome.delivery === 'failed' ? 'deliverFailed' : 'deliver';
      await this.trail.appendIn(manager, { documentId: line.documentId, act, facts, onceKey: `${act}:${lineId}:${outcome.channel}` });
    });
  }

  /**
   * Puts a reported status on the line of the reporting organisation. The same report twice is one; reports may come in any order,
   * unknown codes are kept. Null when we know no such document or line.
   */
  recordStatus(status: ReceivedStatus): Promise<MatchedStatus | null> {
    return this.database.transaction(async (manager) => {
      const issued = await this.documentOf(manager, status, 'outbound');
      const line = issued && (await lineOf(manager, issued.id, status));
      if (issued && line) return { documentId: issued.id, lineId: line.id, ...(await this.addStatus(manager, line, status)) };
      const received = await this.documentOf(manager, status, 'inbound');
      if (!received) return null;
      const isNew = await this.trail.appendIn(manager, {
        documentId: received.id,
        act: 'status',
        facts: { recipient: status.fromName || status.fromOrganId, code: status.code, description: status.description },
        onceKey: `status:${reportHash(status)}`,
      });
      return { documentId: received.id, lineId: null, isNew, isCurrent: true };
    });
  }

  private async addStatus(manager: EntityManager, line: RecipientLineRow, status: ReceivedStatus): Promise<Pick<MatchedStatus, 'isNew' | 'isCurrent'>> {
    const hash = reportHash(status);
    const isNew = !(await manager.existsBy(RecipientLineStatusRow, { lineId: line.id, reportHash: hash }));
    if (isNew) await this.insertStatus(manager, line, status, hash);
    const merged = mergeStatuses(await statusesOf(manager, line.id));
    const delivery = line.delivery === 'done' ? 'done' : (deliveryOf(merged) ?? line.delivery);
    if (delivery !== line.delivery) await manager.update(RecipientLineRow, { id: line.id }, { delivery });
    return { isNew, isCurrent: merged.current?.code === status.code };
  }

  private async insertStatus(manager: EntityManager, line: RecipientLineRow, status: ReceivedStatus, hash: string): Promise<void> {
    const { code, at } = status;
    const description = status.description.slice(0, 1000);
    await manager.insert(RecipientLineStatusRow, { id: this.surroundings.nextKey(), lineId: line.id, code: code.slice(0, 8), description, at, by: status.staff.slice(0, 200), reportHash: hash });
    await this.trail.appendIn(manager, { documentId: line.documentId, act: 'status', facts: { recipient: line.name, code, description } });
  }

  private async documentOf(manager: EntityManager, status: ReceivedStatus, direction: 'inbound' | 'outbound'): Promise<DocumentRow | null> {
    const ours = { agencyId: status.agencyId, direction };
    if (status.documentExternalId) {
      const found = await manager.findOne(DocumentRow, { where: { ...ours, externalId: status.documentExternalId }, ...forUpdate(manager) });
      if (found) return found;
    }
    if (!status.notation) return null;
    return manager.findOne(DocumentRow, { where: { ...ours, notation: status.notation, ...(status.documentDate && { documentDate: status.documentDate }) }, order: { id: 'DESC' }, ...forUpdate(manager) });
  }
}

/** Makes the stored lines those of `wanted`, in its order; a line that stays keeps its id. */
export async function replaceLines(manager: EntityManager, surroundings: Surroundings, documentId: string, wanted: readonly RecipientInput[]): Promise<void> {
  const kept = await manager.find(RecipientLineRow, { where: { documentId }, order: { ordinal: 'ASC' } });
  const unitIds = wanted.map((each) => each.unitId).filter((id) => id !== null);
  const units = unitIds.length === 0 ? [] : await manager.findBy(OrgUnitRow, { id: In(unitIds) });
  if (kept.length > 0) await manager.delete(RecipientLineRow, { documentId });
  for (const [index, each] of wanted.entries()) {
    const unit = units.find(({ id }) => id === each.unitId);
    const email = each.email ?? unit?.capabilities.email ?? null;
    const position = kept.findIndex((line) => line.unitId === each.unitId && line.name === each.name && line.purpose === each.purpose && line.email === email);
    const [same] = position < 0 ? [] : kept.splice(position, 1);
    const { unitId, name, purpose } = each;
    await manager.insert(RecipientLineRow, {
      id: same?.id ?? surroundings.nextKey(),
      documentId, unitId, name, purpose, email,
      ordinal: index + 1,
      organId: unit?.organId ?? null,
      channels: [],
      policyRule: null,
      noPaper: false,
      delivery: 'pending',
    });
  }
}

async function lineOf(manager: EntityManager, documentId: string, status: ReceivedStatus): Promise<RecipientLineRow | null> {
  const lines = await manager.find(RecipientLineRow, { where: { documentId }, order: { ordinal: 'ASC' }, ...forUpdate(manager) });
  return lines.find((line) => line.organId === status.fromOrganId) ?? lines.find((line) => line.name === status.fromName) ?? null;
}

async function statusesOf(manager: EntityManager, lineId: string): Promise<(RecipientLineStatusRow & StatusEntry)[]> {
  const rows = await manager.findBy(RecipientLineStatusRow, { lineId });
  return rows.map((row) => ({ ...row, timestamp: row.at }));
}

function reportHash({ fromOrganId, code, at, description, staff }: ReceivedStatus): string {
  return createHash('sha256').update(JSON.stringify([fromOrganId, code, at, description, staff])).digest('hex');
}
