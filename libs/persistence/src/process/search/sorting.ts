import { createHash } from 'node:crypto';
import type { Cell } from '@vanthu/engine';
import type { Dialect } from '../../data-source.js';
import { allOf, anyOf, sqlOf, type Entity, type Field, type Sql } from './entity.js';
import { objectOf, refuseOthers } from './filter.js';
import { comparable, placeholder } from './operators.js';
import { SearchError } from './search-error.js';

const MOST_SORTS = 10;

/** One column of an order; the last one of every order is the entity's key. */
export interface SortColumn {
  readonly field: Field;
  readonly sql: string;
  readonly placeholder: string;
  readonly descending: boolean;
}

export interface Order {
  readonly columns: readonly SortColumn[];
  /** Tells cursors of other orders from those of this one. */
  readonly signature: string;
}

/** What the request sorts by, and the key at last, so that no two rows are equal. @throws SearchError */
export function orderOf(entity: Entity, dialect: Dialect, sort: unknown): Order {
  const wanted = sort === undefined || sort === null ? [] : requested(entity, sort);
  const names = new Set(wanted.map((each) => each.name));
  const all = names.has(entity.key) ? wanted : [...wanted, { name: entity.key, descending: wanted.at(-1)?.descending ?? false }];
  const columns = all.map(({ name, descending }) => {
    const field = entity.fields[name] as Field;
    const operand = { sql: sqlOf(field.sql, dialect), type: field.type, dialect };
    return { field, sql: comparable(operand), placeholder: placeholder(operand), descending };
  });
  return { columns, signature: createHash('sha256').update(JSON.stringify([entity.from, all])).digest('base64').slice(0, 6) };
}

function requested(entity: Entity, sort: unknown): readonly { readonly name: string; readonly descending: boolean }[] {
  if (!Array.isArray(sort)) throw new SearchError('sort', 'must be a list');
  if (sort.length > MOST_SORTS) throw new SearchError('sort', `must not have more than ${MOST_SORTS} entries`);
  return sort.map((each: unknown, index) => {
    const path = `sort[${index}]`;
    const { field, order = 'ASC', ...rest } = objectOf(each, path);
    refuseOthers(rest, path);
    if (typeof field !== 'string' || !Object.hasOwn(entity.fields, field) || entity.fields[field]?.sort !== true) throw new SearchError(`${path}.field`, `"${String(field).slice(0, 60)}" is not a field that can be sorted by`);
    if (order !== 'ASC' && order !== 'DESC' && order !== 'asc' && order !== 'desc') throw new SearchError(`${path}.order`, 'must be ASC or DESC');
    return { name: field, descending: order.toUpperCase() === 'DESC' };
  });
}

/** `ORDER BY`; backwards when a page before a row is read. */
export function orderBy({ columns }: Order, backwards: boolean): string {
  return columns.map(({ sql, descending }) => `${sql} ${descending === backwards ? 'ASC' : 'DESC'}`).join(', ');
}

/** Rows that come after the one with these values (or before it, when backwards). Null is the smallest value, as both databases have it. */
export function beyond({ columns }: Order, values: readonly Cell[], backwards: boolean): Sql {
  const alternatives = columns.map((_, index) => allOf([...columns.slice(0, index).map((column, at) => same(column, values[at] ?? null)), further(columns[index] as SortColumn, values[index] ?? null, backwards)]));
  const first = columns[0] as SortColumn;
  // Says again what follows from the alternatives, because only a plain comparison makes the databases begin in the middle of an index.
  const bound = columns.length > 1 && values[0] !== null && first.descending === backwards ? [{ text: `${first.sql} >= ${first.placeholder}`, parameters: [values[0] ?? null] }] : [];
  return allOf([...bound, anyOf(alternatives)]);
}

function same({ sql, placeholder: mark }: SortColumn, value: Cell): Sql {
  return value === null ? { text: `${sql} IS NULL`, parameters: [] } : { text: `${sql} = ${mark}`, parameters: [value] };
}

function further({ sql, placeholder: mark, descending }: SortColumn, value: Cell, backwards: boolean): Sql {
  const isRising = descending === backwards;
  if (value === null) return { text: isRising ? `${sql} IS NOT NULL` : '1 = 0', parameters: [] };
  return { text: `${sql} ${isRising ? '>' : '<'} ${mark}${isRising ? '' : ` OR ${sql} IS NULL`}`, parameters: [value] };
}
