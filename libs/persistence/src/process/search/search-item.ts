import type { Dialect } from '../../data-source.js';
import type { SqlRow } from '../sql.js';
import { sqlOf, type Entity, type Field, type FieldType } from './entity.js';

/** A row in the words of the interface; null where there is nothing. */
export type SearchItem = Readonly<Record<string, unknown>>;

const shownOf = new WeakMap<Entity, readonly (readonly [string, Field])[]>();

export function shownFields(entity: Entity): readonly (readonly [string, Field])[] {
  let shown = shownOf.get(entity);
  if (!shown) shownOf.set(entity, (shown = Object.entries(entity.fields).filter(([, field]) => field.shown ?? field.within === undefined)));
  return shown;
}

/** Computed keys go as text: only columns of a declared type come back without loss. */
export function toSelect(field: Pick<Field, 'sql' | 'type'>, dialect: Dialect): string {
  const sql = sqlOf(field.sql, dialect);
  return field.type === 'key' && !/^\w+\.\w+$/.test(sql) ? `CAST(${sql} AS ${dialect === 'sqlite' ? 'TEXT' : 'CHAR'})` : sql;
}

export function toItem(entity: Entity, row: SqlRow): SearchItem {
  return Object.fromEntries(shownFields(entity).map(([name, field], index) => [name, toValue(field.type, row[`c${index}`])]));
}

function toValue(type: FieldType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof type === 'object') return wordOf(type.words, String(value));
  switch (type) {
    case 'integer':
      return Number(value);
    case 'boolean':
      return Number(value) === 1;
    case 'date':
      return new Date(Number(value)).toISOString();
    case 'json':
      return JSON.parse(String(value)) as unknown;
    default:
      return String(value);
  }
}

function wordOf(words: Readonly<Record<string, readonly string[]>>, stored: string): string {
  return Object.keys(words).find((word) => words[word]?.includes(stored)) ?? 'UNKNOWN';
}
