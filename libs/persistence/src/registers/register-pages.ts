import { documentTypes, VanthuError, type Page, type RegisterEntry } from '@vanthu/model';
import { In } from 'typeorm';
import type { Database } from '../data-source.js';
import { DocumentRow } from '../documents/document.entity.js';
import { RecipientLineRow } from '../documents/document-parts.entity.js';
import { OrgUnitRow } from '../organisation/organisation.entity.js';
import { RegisterEntryRow } from './register.entity.js';

export interface RegisterPageQuery {
  readonly cursor?: string;
  readonly limit: number;
  /** By number: `asc` as in the bound book (default), `desc` newest first. */
  readonly order?: 'asc' | 'desc';
}

/** The ten columns of the statutory registers (NĐ 30/2020, Phụ lục IV), page by page. */
export class RegisterPages {
  constructor(private readonly database: Database) {}

  async entries(registerId: string, query: RegisterPageQuery): Promise<Page<RegisterEntry>> {
    const descending = query.order === 'desc';
    const select = this.database.dataSource.getRepository(RegisterEntryRow).createQueryBuilder('entry').where('entry.registerId = :registerId', { registerId });
    if (query.cursor !== undefined) select.andWhere(`entry.number ${descending ? '<' : '>'} :cursor`, { cursor: numberOf(query.cursor) });
    const rows = await select.orderBy('entry.number', descending ? 'DESC' : 'ASC').limit(query.limit + 1).getMany();
    const items = await this.filled(rows.slice(0, query.limit));
    return { items, nextCursor: rows.length > query.limit ? String(items.at(-1)?.number) : null };
  }

  /** Notes when the document left the clerk's desk (inbound: to the unit, outbound: issued). */
  async recordForwarded(documentId: string, date: string): Promise<void> {
    await this.database.transaction((manager) => manager.update(RegisterEntryRow, { documentId }, { forwardedOn: date }));
  }

  async setNote(documentId: string, note: string): Promise<void> {
    await this.database.transaction((manager) => manager.update(RegisterEntryRow, { documentId }, { note: note.slice(0, 500) }));
  }

  private async filled(rows: readonly RegisterEntryRow[]): Promise<RegisterEntry[]> {
    if (rows.length === 0) return [];
    const { dataSource } = this.database;
    const ids = rows.map((row) => row.documentId);
    const documents = new Map((await dataSource.getRepository(DocumentRow).findBy({ id: In(ids) })).map((row) => [row.id, row]));
    const lines = await dataSource.getRepository(RecipientLineRow).find({ where: { documentId: In(ids) }, order: { ordinal: 'ASC' } });
    const unitIds = [...documents.values()].flatMap((row) => (row.direction === 'inbound' && row.unitId ? [row.unitId] : []));
    const units = new Map(unitIds.length === 0 ? [] : (await dataSource.getRepository(OrgUnitRow).findBy({ id: In(unitIds) })).map((unit) => [unit.id, unit.name]));
    return rows.flatMap((row) => {
      const document = documents.get(row.documentId);
      if (!document) return [];
      const recipients = document.direction === 'inbound' ? (units.get(document.unitId ?? '') ?? '') : lines.filter((line) => line.documentId === row.documentId).map((line) => line.name).join('; ');
      return [entryView(row, document, recipients)];
    });
  }
}

function entryView(row: RegisterEntryRow, document: DocumentRow, recipients: string): RegisterEntry {
  const { documentId, number, date, keeper, copies, forwardedOn, note } = row;
  return {
    documentId, number, date, keeper, copies, forwardedOn, note, recipients,
    notation: document.notation,
    documentDate: document.documentDate,
    party: document.direction === 'inbound' ? document.counterpart : document.signerName,
    typeAndSubject: `${documentTypes[document.type]} ${document.subject}`,
  };
}

function numberOf(cursor: string): number {
  if (!/^\d{1,9}$/.test(cursor)) throw new VanthuError('FIELD_INVALID', { reason: 'cursor' });
  return Number(cursor);
}
