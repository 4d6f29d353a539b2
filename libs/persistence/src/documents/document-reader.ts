import { duplicateKey, type Viewer } from '@vanthu/documents';
import { VanthuError, type DocumentDetail, type DocumentFile, type DocumentStatus, type DocumentSummary, type Page, type RecipientLine } from '@vanthu/model';
import { In, type SelectQueryBuilder } from 'typeorm';
import type { Database } from '../data-source.js';
import { OrgUnitRow } from '../organisation/organisation.entity.js';
import { DocumentRow } from './document.entity.js';
import { DocumentFileRow, DocumentLinkRow, RecipientLineRow, RecipientLineStatusRow } from './document-parts.entity.js';
import { detailView, fileView, lineView, summaryColumns, summarySelect, summaryView } from './document-views.js';
import { searchClause, wordsClause } from './search-index.js';

export interface DocumentListQuery {
  readonly direction?: 'inbound' | 'outbound';
  readonly status?: DocumentStatus;
  readonly archived?: boolean;
  readonly q?: string;
  /** Opaque, from the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

/** Newest documents in which words are looked for one document after another. */
const LOOKED_THROUGH = 2_000;

export interface DuplicateQuery {
  readonly agencyId: string;
  readonly sender: string;
  readonly notation: string;
  /** yyyy-mm-dd */
  readonly date: string;
  readonly exceptId?: string;
}

/** Everything that only reads documents. */
export class DocumentReader {
  constructor(private readonly database: Database) {}

  /** Newest first; of what the viewer may see (null: the system itself, which sees all). */
  async list(viewer: Viewer | null, query: DocumentListQuery): Promise<Page<DocumentSummary>> {
    const select = this.documents.createQueryBuilder('document').select(summaryColumns.map((column) => `document.${column}`));
    if (viewer) whereVisible(select, viewer);
    if (query.direction) select.andWhere('document.direction = :direction', { direction: query.direction });
    if (query.status) select.andWhere('document.status = :status', { status: query.status });
    if (query.archived !== undefined) select.andWhere(`document.archivedAt IS ${query.archived ? 'NOT ' : ''}NULL`);
    if (query.cursor !== undefined) select.andWhere('document.id < :cursor', { cursor: keyOf(query.cursor) });
    select.orderBy('document.id', 'DESC').limit(query.limit + 1);
    const rows = query.q === undefined || query.q.trim() === '' ? await select.getMany() : await this.search(select, query.q, query);
    const items = rows.slice(0, query.limit);
    return { items: items.map(summaryView), nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  }

  async canSee(viewer: Viewer, documentId: string): Promise<boolean> {
    const select = this.documents.createQueryBuilder('document').select('document.id').where('document.id = :documentId', { documentId });
    whereVisible(select, viewer);
    return select.getExists();
  }

  async summary(documentId: string): Promise<DocumentSummary | null> {
    const row = await this.documents.findOneBy({ id: documentId });
    return row && summaryView(row);
  }

  /** Of the known ones among `ids`, by id. */
  async summaries(ids: readonly string[]): Promise<Map<string, DocumentSummary>> {
    if (ids.length === 0) return new Map();
    const rows = await this.documents.find({ select: summarySelect, where: { id: In([...ids]) } });
    return new Map(rows.map((row) => [row.id, summaryView(row)]));
  }

  async find(documentId: string): Promise<DocumentDetail | null> {
    const row = await this.documents.findOneBy({ id: documentId });
    if (!row) return null;
    const [files, recipients, links, agency] = [
      await this.fileRows(documentId), await this.recipients(documentId), await this.links(documentId),
      await this.database.dataSource.getRepository(OrgUnitRow).findOneBy({ id: row.agencyId }),
    ];
    return detailView(row, { agencyName: agency?.name ?? row.agencyId, files, recipients, links });
  }

  /** @throws VanthuError NOT_FOUND */
  async get(documentId: string): Promise<DocumentDetail> {
    const document = await this.find(documentId);
    if (!document) throw new VanthuError('NOT_FOUND', { what: 'document' });
    return document;
  }

  /** Where the archive keeps it, `<agency>/<year>/<case>/v<n>`; null while it is not archived. */
  async archiveLocation(documentId: string): Promise<string | null> {
    return (await this.documents.findOne({ select: { id: true, archiveLocation: true }, where: { id: documentId } }))?.archiveLocation ?? null;
  }

  /** The text read from its files, as far as there was any. */
  async fileText(documentId: string): Promise<string> {
    return (await this.documents.findOne({ select: { id: true, fileText: true }, where: { id: documentId } }))?.fileText ?? '';
  }

  /** Drafter and unit of an outbound document, its rule inputs; null when unknown. */
  async origin(documentId: string): Promise<{ agencyId: string; unitId: string | null; drafter: string | null; externalId: string | null; duplicateOfId: string | null } | null> {
    const row = await this.documents.findOneBy({ id: documentId });
    return row && { agencyId: row.agencyId, unitId: row.unitId, drafter: row.drafter, externalId: row.externalId, duplicateOfId: row.duplicateOfId };
  }

  async file(documentId: string, fileId: string): Promise<DocumentFile | null> {
    const row = await this.database.dataSource.getRepository(DocumentFileRow).findOneBy({ id: fileId, documentId });
    return row && fileView(row);
  }

  async recipients(documentId: string): Promise<RecipientLine[]> {
    const lines = await this.database.dataSource.getRepository(RecipientLineRow).find({ where: { documentId }, order: { ordinal: 'ASC' } });
    if (lines.length === 0) return [];
    const statuses = await this.database.dataSource.getRepository(RecipientLineStatusRow).findBy({ lineId: In(lines.map((line) => line.id)) });
    return lines.map((line) => lineView(line, statuses));
  }

  /** Documents of the agency that look the same to a clerk, oldest first; refused ones do not count. */
  async duplicates(query: DuplicateQuery): Promise<DocumentSummary[]> {
    const key = duplicateKey(query);
    if (key === null) return [];
    const rows = await this.documents.find({ select: summarySelect, where: { agencyId: query.agencyId, duplicateKey: key, direction: 'inbound' }, order: { id: 'ASC' }, take: 20 });
    return rows.filter((row) => row.id !== query.exceptId && row.status !== 'refused').map(summaryView);
  }

  /** Newest first; words that are in most documents are found among the newest without the index, which is slow for them. */
  private async search(select: SelectQueryBuilder<DocumentRow>, text: string, { cursor, limit }: DocumentListQuery): Promise<DocumentRow[]> {
    const clause = searchClause(this.database.dialect, text);
    const newest = this.database.dialect === 'mariadb' ? wordsClause(text) : null;
    if (!clause) return [];
    if (newest) {
      const floor = await this.newestFrom(cursor);
      const rows = await select.clone().andWhere('document.id >= :floor', { floor }).andWhere(newest.sql, newest.patterns).getMany();
      if (rows.length > limit || floor === '0') return rows;
    }
    return select.andWhere(clause.sql, { match: clause.match }).getMany();
  }

  /** The id from which on there are so many documents up to the cursor; 0 when there are fewer. */
  private async newestFrom(cursor: string | undefined): Promise<string> {
    const select = this.documents.createQueryBuilder('document').select('document.id').orderBy('document.id', 'DESC').limit(1).offset(LOOKED_THROUGH - 1);
    if (cursor !== undefined) select.where('document.id < :cursor', { cursor });
    return (await select.getOne())?.id ?? '0';
  }

  private get documents() {
    return this.database.dataSource.getRepository(DocumentRow);
  }

  private fileRows(documentId: string): Promise<DocumentFileRow[]> {
    return this.database.dataSource.getRepository(DocumentFileRow).find({ where: { documentId }, order: { id: 'ASC' } });
  }

  private async links(documentId: string): Promise<DocumentDetail['links']> {
    const rows = await this.database.dataSource.getRepository(DocumentLinkRow).find({ where: [{ fromId: documentId }, { toId: documentId }], order: { fromId: 'ASC', toId: 'ASC' } });
    const ends = rows.map((row) => (row.fromId === documentId ? { relation: 'replyTo' as const, id: row.toId } : { relation: 'repliedBy' as const, id: row.fromId }));
    const others = await this.summaries(ends.map((end) => end.id));
    return ends.flatMap(({ relation, id }) => {
      const other = others.get(id);
      return other ? [{ relation, documentId: id, notation: other.notation, subject: other.subject }] : [];
    });
  }
}

function whereVisible(select: SelectQueryBuilder<DocumentRow>, viewer: Viewer): void {
  const takesPart = 'EXISTS (SELECT 1 FROM document_participant part WHERE part.document_id = document.id AND part.principal IN (:...principals))';
  const ofAgency = viewer.agencyIds.length > 0 ? 'document.agencyId IN (:...agencyIds) OR ' : '';
  select.andWhere(`(${ofAgency}${takesPart})`, { agencyIds: [...viewer.agencyIds], principals: [...viewer.principals] });
}

function keyOf(cursor: string): string {
  if (!/^\d{1,19}$/.test(cursor)) throw new VanthuError('FIELD_INVALID', { reason: 'cursor' });
  return cursor;
}
