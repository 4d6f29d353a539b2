import { arrivalRegister, issueNotation, issueRegister, localDate, localInstant, type OutboundSeries, type RegisterKey } from '@vanthu/documents';
import { VanthuError, type RegisterView } from '@vanthu/model';
import { In, type EntityManager } from 'typeorm';
import type { AuditLog } from '../audit/audit-log.js';
import type { Database } from '../data-source.js';
import { isUniqueViolation } from '../database/database-error.js';
import { forUpdate } from '../database/row-lock.js';
import { DocumentRow } from '../documents/document.entity.js';
import { indexDocument } from '../documents/search-index.js';
import type { Trail } from '../documents/trail.js';
import { OrgUnitRow } from '../organisation/organisation.entity.js';
import type { Surroundings } from '../surroundings.js';
import { RegisterBookRow, RegisterEntryRow } from './register.entity.js';

export interface RegisterSettings {
  /** Whether the first document of a year opens its register; else a clerk opens it, and until then REGISTER_CLOSED. */
  readonly opensYearOnFirstUse: boolean;
  readonly outboundSeries: OutboundSeries;
}

export interface NumberRequest {
  readonly documentId: string;
  /** yyyy-mm-dd; today in Vietnam when absent. Its year is the register's. */
  readonly date?: string;
  /** User name and display name of the clerk. */
  readonly by: { readonly username: string; readonly name: string };
}

export interface ArrivalNumber {
  readonly number: number;
  readonly date: string;
  readonly registerName: string;
  readonly isNew: boolean;
}

export interface IssueNumber extends ArrivalNumber {
  /** "05/SGDĐT-VP" */
  readonly notation: string;
  readonly codeNumber: string;
  readonly codeNotation: string;
  /** The axis' DocumentId: `<organId>,yyyy/mm/dd,<notation>`. */
  readonly externalId: string;
}

/** The registers of the year. Numbers follow each other without gaps and are never given twice, whoever asks at the same moment. */
export class Registers {
  constructor(
    private readonly database: Database,
    private readonly surroundings: Surroundings,
    private readonly trail: Trail,
    private readonly audit: AuditLog,
    private readonly settings: RegisterSettings = { opensYearOnFirstUse: true, outboundSeries: 'common' },
  ) {}

  /**
   * Registers a received document; asked again it answers the number it has. @throws VanthuError NOT_FOUND, REGISTER_CLOSED,
   * CONFLICT_RETRY (it was refused)
   */
  allocateArrivalNumber(request: NumberRequest): Promise<ArrivalNumber> {
    return this.allocating(request, 'inbound', async (manager, row, date) => {
      const { number, book } = await this.next(manager, arrivalRegister(row.agencyId, localInstant(date, 12)), row, date, request.by.username);
      await manager.update(DocumentRow, { id: row.id }, { arrivalNumber: number, arrivalDate: date, registerName: book.name, status: 'registered', updatedAt: this.surroundings.now() });
      await this.trail.appendIn(manager, { documentId: row.id, act: 'register', who: request.by.name, facts: { number, register: `${book.name} ${book.year}` } });
    });
  }

  /**
   * Numbers a signed document and dates it; asked again it answers the number it has. @throws VanthuError NOT_FOUND, REGISTER_CLOSED,
   * CONFLICT_RETRY (not signed yet)
   */
  async allocateIssueNumber(request: NumberRequest): Promise<IssueNumber> {
    const allocated = await this.allocating(request, 'outbound', async (manager, row, date) => {
      const key = issueRegister(row.agencyId, row.type, this.settings.outboundSeries, localInstant(date, 12));
      const { number, book } = await this.next(manager, key, row, date, request.by.username);
      const { agency, unit } = await unitsOf(manager, row);
      const { notation } = issueNotation({ number, type: row.type, agencyAbbreviation: agency.abbreviation, unitAbbreviation: unit.id === agency.id ? '' : unit.abbreviation });
      const externalId = `${agency.organId ?? agency.id},${date.replaceAll('-', '/')},${notation}`;
      const values = { issueNumber: number, issueDate: date, documentDate: date, notation, externalId, registerName: book.name, status: 'numbered' as const, updatedAt: this.surroundings.now() };
      await manager.update(DocumentRow, { id: row.id }, values);
      await this.trail.appendIn(manager, { documentId: row.id, act: 'allocateNumber', who: request.by.name, facts: { notation, date } });
    });
    const row = await this.database.dataSource.getRepository(DocumentRow).findOneByOrFail({ id: request.documentId });
    const [codeNumber = '', ...rest] = row.notation.split('/');
    return { ...allocated, notation: row.notation, codeNumber, codeNotation: rest.join('/'), externalId: row.externalId ?? '' };
  }

  /** Opens a register by hand; false when it is open already. */
  open(key: RegisterKey, by: string): Promise<boolean> {
    return this.database.transaction((manager) => this.openIn(manager, key, by));
  }

  /** Closes it for good: no number is given from it any more. */
  async close(registerId: string, by: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const book = await manager.findOne(RegisterBookRow, { where: { id: registerId }, ...forUpdate(manager) });
      if (!book) throw new VanthuError('NOT_FOUND', { what: 'register' });
      if (book.closedAt !== null) return;
      await manager.update(RegisterBookRow, { id: registerId }, { closedAt: this.surroundings.now() });
      await this.audit.appendIn(manager, { actor: by, action: 'register.closed', facts: { agency: book.agencyId, name: book.name, year: book.year, last: book.nextNumber - 1 } });
    });
  }

  /** Registers of these agencies, newest year first. */
  async list(agencyIds: readonly string[]): Promise<RegisterView[]> {
    if (agencyIds.length === 0) return [];
    const books = await this.database.dataSource.getRepository(RegisterBookRow).find({ where: { agencyId: In([...agencyIds]) }, order: { year: 'DESC', direction: 'ASC', name: 'ASC' } });
    return books.map(({ id, agencyId, direction, name, year, nextNumber }) => ({ id, agencyId, direction, name, year, nextNumber }));
  }

  async find(registerId: string): Promise<RegisterView | null> {
    const book = await this.database.dataSource.getRepository(RegisterBookRow).findOneBy({ id: registerId });
    return book && { id: book.id, agencyId: book.agencyId, direction: book.direction, name: book.name, year: book.year, nextNumber: book.nextNumber };
  }

  private async allocating(request: NumberRequest, direction: 'inbound' | 'outbound', allocate: (manager: EntityManager, row: DocumentRow, date: string) => Promise<void>): Promise<ArrivalNumber> {
    const date = request.date ?? localDate(this.surroundings.now());
    return this.database.transaction(async (manager) => {
      const row = await manager.findOne(DocumentRow, { where: { id: request.documentId, direction }, ...forUpdate(manager) });
      if (!row) throw new VanthuError('NOT_FOUND', { what: 'document' });
      const known = numberOf(row);
      if (known) return { ...known, isNew: false };
      if (row.status !== (direction === 'inbound' ? 'received' : 'signed')) throw new VanthuError('CONFLICT_RETRY', { status: row.status });
      await allocate(manager, row, date);
      await indexDocument(manager, row.id);
      const numbered = numberOf(await manager.findOneByOrFail(DocumentRow, { id: row.id }));
      if (!numbered) throw new Error(`Document ${row.id} was given no number`);
      await this.audit.appendIn(manager, { actor: request.by.username, action: 'number.allocated', documentId: row.id, facts: { number: numbered.number, register: numbered.registerName, date } });
      return { ...numbered, isNew: true };
    });
  }

  private async next(manager: EntityManager, key: RegisterKey, row: DocumentRow, date: string, by: string): Promise<{ number: number; book: RegisterBookRow }> {
    const book = await this.bookFor(manager, key, by);
    const number = book.nextNumber;
    await manager.insert(RegisterEntryRow, {
      id: this.surroundings.nextKey(), registerId: book.id, number, documentId: row.id, date, copies: 1, forwardedOn: null, note: '', createdAt: this.surroundings.now(),
      keeper: row.direction === 'outbound' ? await keeperOf(manager, row) : '',
    });
    await manager.update(RegisterBookRow, { id: book.id }, { nextNumber: number + 1 });
    return { number, book };
  }

  private async bookFor(manager: EntityManager, key: RegisterKey, by: string): Promise<RegisterBookRow> {
    const { agencyId, direction, name, year } = key;
    const locked = () => manager.findOne(RegisterBookRow, { where: { agencyId, direction, name, year }, ...forUpdate(manager) });
    let book = await locked();
    if (!book && this.settings.opensYearOnFirstUse) {
      await this.openIn(manager, key, by);
      book = await locked();
    }
    if (!book || book.closedAt !== null) throw new VanthuError('REGISTER_CLOSED', { year });
    return book;
  }

  private async openIn(manager: EntityManager, key: RegisterKey, by: string): Promise<boolean> {
    const { agencyId, direction, name, year } = key;
    try {
      await manager.insert(RegisterBookRow, { id: this.surroundings.nextKey(), agencyId, direction, name, year, nextNumber: 1, openedAt: this.surroundings.now(), closedAt: null });
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
    await this.audit.appendIn(manager, { actor: by, action: 'register.opened', facts: { agency: agencyId, direction, name, year } });
    return true;
  }
}

function numberOf(row: DocumentRow): Omit<ArrivalNumber, 'isNew'> | null {
  const [number, date] = row.direction === 'inbound' ? [row.arrivalNumber, row.arrivalDate] : [row.issueNumber, row.issueDate];
  return number === null || date === null ? null : { number, date, registerName: row.registerName ?? '' };
}

async function unitsOf(manager: EntityManager, row: DocumentRow): Promise<{ agency: OrgUnitRow; unit: OrgUnitRow }> {
  const agency = await manager.findOneByOrFail(OrgUnitRow, { id: row.agencyId });
  const unit = row.unitId === null ? null : await manager.findOneBy(OrgUnitRow, { id: row.unitId });
  return { agency, unit: unit ?? agency };
}

async function keeperOf(manager: EntityManager, row: DocumentRow): Promise<string> {
  const { agency, unit } = await unitsOf(manager, row);
  return unit.id === agency.id ? 'VT' : `VT, ${unit.abbreviation}`;
}
