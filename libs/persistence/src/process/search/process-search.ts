import type { Cell } from '@vanthu/engine';
import type { Database, Dialect } from '../../data-source.js';
import type { Query, SqlRow } from '../sql.js';
import { readCursor, writeCursor } from './cursor.js';
import { allOf, nothing, type Entity, type Field, type Sql } from './entity.js';
import { filterOf, objectOf, refuseOthers, type Filter } from './filter.js';
import { pageOf, type PageRequest } from './page-request.js';
import { SearchError } from './search-error.js';
import { beyond, orderBy, orderOf, type Order } from './sorting.js';
import { shownFields, toItem, toSelect, type SearchItem } from './search-item.js';

/** More are not counted: the number is then a lower bound. */
export const COUNT_LIMIT = 10_000;

/** From so many rows on, what belongs to a row is looked up for each row. */
const FREQUENT = 50_000;

export interface FoundPage {
  readonly items: readonly SearchItem[];
  readonly page: {
    readonly totalItems: number;
    /** There are more than `totalItems`. */
    readonly hasMoreTotalItems: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Searches of everything the engine has done, in the words and with the filters, sorts and cursors of the Camunda 8 REST API. */
export class ProcessSearch {
  readonly dialect: Dialect;
  readonly query: Query;

  constructor(database: Database) {
    this.dialect = database.dialect;
    this.query = (sql, parameters) => database.query<SqlRow>(sql, parameters);
  }

  /**
   * One page of `{ filter, sort, page }` as it came from the client; `scope` and `condition` are what else must hold.
   * @throws SearchError naming the wrong place
   */
  async search(entity: Entity, request: unknown, scope?: Readonly<Record<string, unknown>>, condition: Sql = nothing): Promise<FoundPage> {
    const { filter, sort, page, ...rest } = objectOf(request ?? {}, 'request');
    refuseOthers(rest, '');
    const wanted = await this.filterFor(entity, filter);
    const fixed = filterOf(entity, this.dialect, scope);
    const both = { ...wanted, where: allOf([wanted.where, fixed.where, condition]), joins: new Set([...wanted.joins, ...fixed.joins]) };
    return this.pageOf(entity, both, orderOf(entity, this.dialect, sort), pageOf(page));
  }

  /** The only row that meets `scope`, else null. */
  async find(entity: Entity, scope: Readonly<Record<string, unknown>>): Promise<SearchItem | null> {
    const [row] = await this.rows(entity, filterOf(entity, this.dialect, scope), orderOf(entity, this.dialect, undefined), { tail: nothing, backwards: false, limit: 1, from: 0 });
    return row ? toItem(entity, row) : null;
  }

  /** The filter in the way that suits how many rows belong to what it speaks of: neither way is fast for both few and many. */
  private async filterFor(entity: Entity, filter: unknown): Promise<Filter> {
    const plain = filterOf(entity, this.dialect, filter);
    const isFrequent: boolean[] = [];
    for (const { text, parameters } of plain.belonging) {
      const [row] = await this.query(`SELECT COUNT(*) AS total FROM (SELECT 1 AS found ${text} LIMIT ${FREQUENT}) counted`, parameters);
      isFrequent.push(Number(row?.['total'] ?? 0) === FREQUENT);
    }
    return isFrequent.includes(true) ? filterOf(entity, this.dialect, filter, 'filter', isFrequent) : plain;
  }

  private async pageOf(entity: Entity, filter: Filter, order: Order, page: PageRequest): Promise<FoundPage> {
    const backwards = page.before !== undefined;
    const position = backwards || page.after !== undefined ? await this.valuesAt(entity, order, backwards ? page.before : page.after, backwards ? 'page.before' : 'page.after') : null;
    const tail = position ? beyond(order, position, backwards) : nothing;
    const found = await this.rows(entity, filter, order, { tail, backwards, limit: page.limit, from: page.from });
    const rows = backwards ? found.toReversed() : found;
    const isAll = position === null && page.from === 0 && rows.length < page.limit;
    const total = isAll ? rows.length : await this.count(entity, filter);
    const [first, last] = [rows[0], rows.at(-1)].map((row) => (row ? writeCursor(order.signature, sortValues(order, row)) : null));
    return {
      items: rows.map((row) => toItem(entity, row)),
      page: { totalItems: Math.min(total, COUNT_LIMIT), hasMoreTotalItems: total > COUNT_LIMIT, startCursor: first ?? null, endCursor: last ?? null },
    };
  }

  private async rows(entity: Entity, filter: Filter, order: Order, { tail, backwards, limit, from }: { readonly tail: Sql; readonly backwards: boolean; readonly limit: number; readonly from: number }): Promise<readonly SqlRow[]> {
    const shown = shownFields(entity);
    const columns = [...shown.map(([, field], index) => `${toSelect({ ...field, sql: field.shows ?? field.sql }, this.dialect)} AS c${index}`), ...order.columns.map(({ field }, index) => `${toSelect(field, this.dialect)} AS s${index}`)];
    const ofOrder = order.columns.flatMap(({ field }) => field.joins ?? []);
    const ofShown = new Set([...shown.flatMap(([, field]) => field.joins ?? []), ...ofOrder]);
    const { text, parameters } = allOf([filter.where, tail]);
    const where = text === '' ? '' : ` WHERE ${text}`;
    const sorted = ` ORDER BY ${orderBy(order, backwards)}`;
    const cut = ` LIMIT ${limit}${from > 0 ? ` OFFSET ${from}` : ''}`;
    if (entity.rowKey === undefined) return this.query(`SELECT ${columns.join(', ')} FROM ${fromOf(entity, new Set([...filter.joins, ...ofShown]))}${where}${sorted}${cut}`, parameters);
    // What is shown is read for the rows of the page alone: sorting would carry it for all.
    const picked = `SELECT ${entity.rowKey} AS picked_key FROM ${fromOf(entity, new Set([...filter.joins, ...ofOrder]))}${where}${sorted}${cut}`;
    const read = { ...entity, from: `(${picked}) picked JOIN ${entity.from} ON ${entity.rowKey} = picked.picked_key` };
    return this.query(`SELECT ${columns.join(', ')} FROM ${fromOf(read, ofShown)}${sorted}`, parameters);
  }

  /** Up to one more than COUNT_LIMIT. */
  private async count(entity: Entity, { where, joins }: Filter): Promise<number> {
    const sql = `SELECT COUNT(*) AS total FROM (SELECT 1 AS found FROM ${fromOf(entity, joins)}${where.text === '' ? '' : ` WHERE ${where.text}`} LIMIT ${COUNT_LIMIT + 1}) counted`;
    const [row] = await this.query(sql, where.parameters);
    return Number(row?.['total'] ?? 0);
  }

  /** What a cursor stands for; values that were too long for it are read again. */
  private async valuesAt(entity: Entity, order: Order, cursor: unknown, path: string): Promise<readonly Cell[]> {
    const position = readCursor(cursor, order.signature, order.columns.length, path);
    if ('values' in position) return position.values;
    const [row] = await this.rows(entity, filterOf(entity, this.dialect, { [entity.key]: position.key }, path), order, { tail: nothing, backwards: false, limit: 1, from: 0 });
    if (!row) throw new SearchError(path, 'is a cursor of a row that is gone');
    return sortValues(order, row);
  }
}

/** The FROM clause with the joins that are needed, in their order. */
export function fromOf(entity: Entity, joins: ReadonlySet<string>): string {
  return [entity.from, ...Object.entries(entity.joins).flatMap(([name, sql]) => (joins.has(name) ? [sql] : []))].join(' ');
}

function sortValues(order: Order, row: SqlRow): readonly Cell[] {
  return order.columns.map(({ field }, index) => cursorValue(field, row[`s${index}`]));
}

function cursorValue({ type }: Field, value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return type === 'integer' || type === 'date' || type === 'boolean' ? Number(value) : String(value);
}

