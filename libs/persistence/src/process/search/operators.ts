import type { Cell } from '@vanthu/engine';
import type { Dialect } from '../../data-source.js';
import { marks } from '../sql.js';
import type { FieldType, Sql, Words } from './entity.js';
import { databasePattern, LONGEST_PATTERN, matchesPattern } from './like-pattern.js';
import { SearchError } from './search-error.js';

/** A list longer than this is refused. */
const LONGEST_LIST = 1000;
const LARGEST_KEY = 9_223_372_036_854_775_807n;
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

const equality = ['$eq', '$neq', '$exists', '$in', '$notIn'] as const;
const comparison = ['$gt', '$gte', '$lt', '$lte'] as const;
type Operator = (typeof equality)[number] | (typeof comparison)[number] | '$like';

const signs: Readonly<Record<(typeof comparison)[number], string>> = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' };

/** A column or expression to compare, and how its values are read. */
export interface Operand {
  readonly sql: string;
  readonly type: FieldType;
  readonly dialect: Dialect;
  /** Where in the request it stands. */
  readonly path: string;
}

/** `value` itself, or an object of operators that must all be met. @throws SearchError */
export function conditionOf(operand: Operand, value: unknown): readonly Sql[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [apply(operand, '$eq', value)];
  if (operand.type === 'boolean') throw new SearchError(operand.path, 'must be true or false');
  return Object.entries(value).flatMap(([name, argument]) => {
    if (!operatorsOf(operand.type).has(name)) throw new SearchError(`${operand.path}.${name.slice(0, 40)}`, `is not an operator of this field; known are ${[...operatorsOf(operand.type)].join(', ')}`);
    return argument === null ? [] : [apply({ ...operand, path: `${operand.path}.${name}` }, name as Operator, argument)];
  });
}

function operatorsOf(type: FieldType): ReadonlySet<string> {
  if (type === 'integer' || type === 'date') return new Set([...equality, ...comparison]);
  return new Set([...equality, ...(type === 'key' || type === 'boolean' ? [] : ['$like'])]);
}

function apply(operand: Operand, operator: Operator, argument: unknown): Sql {
  const { sql, path } = operand;
  switch (operator) {
    case '$exists':
      if (typeof argument !== 'boolean') throw new SearchError(path, 'must be true or false');
      return { text: `${sql} IS ${argument ? 'NOT ' : ''}NULL`, parameters: [] };
    case '$eq':
      return isOneOf(operand, cellsOf(operand, [argument]));
    case '$neq':
      return isNoneOf(operand, cellsOf(operand, [argument]));
    case '$in':
      return isOneOf(operand, cellsOf(operand, listOf(argument, path)));
    case '$notIn':
      return isNoneOf(operand, cellsOf(operand, listOf(argument, path)));
    case '$like':
      return isLike(operand, argument);
    default:
      return { text: `${comparable(operand)} ${signs[operator]} ?`, parameters: cellsOf(operand, [argument]) };
  }
}

/** Texts are compared byte by byte on both databases. Only where that is not the column's own way it is said: it keeps MariaDB from using an index. */
export function comparable({ sql, type, dialect }: Pick<Operand, 'sql' | 'type' | 'dialect'>): string {
  if (type !== 'text') return sql;
  return `${sql} COLLATE ${dialect === 'sqlite' ? 'BINARY' : 'utf8mb4_bin'}`;
}

/** A placeholder that keeps int64 an integer. */
export function placeholder({ type, dialect }: Pick<Operand, 'type' | 'dialect'>): string {
  return type === 'key' ? `CAST(? AS ${dialect === 'sqlite' ? 'INTEGER' : 'SIGNED'})` : '?';
}

function isOneOf(operand: Operand, cells: readonly Cell[]): Sql {
  if (cells.length === 0) return { text: '1 = 0', parameters: [] };
  const each = placeholder(operand);
  if (cells.length === 1) return { text: `${comparable(operand)} = ${each}`, parameters: cells };
  return { text: `${comparable(operand)} IN (${each === '?' ? marks(cells.length) : cells.map(() => each).join(', ')})`, parameters: cells };
}

/** What has no value is not one of them. */
function isNoneOf(operand: Operand, cells: readonly Cell[]): Sql {
  if (cells.length === 0) return { text: '1 = 1', parameters: [] };
  const { text, parameters } = isOneOf(operand, cells);
  return { text: `NOT (${text}) OR ${operand.sql} IS NULL`, parameters };
}

function isLike(operand: Operand, pattern: unknown): Sql {
  const { type, path, dialect } = operand;
  if (typeof pattern !== 'string') throw new SearchError(path, 'must be a text');
  if (pattern.length > LONGEST_PATTERN) throw new SearchError(path, `must not be longer than ${LONGEST_PATTERN} characters`);
  if (typeof type === 'object') return isOneOf(operand, Object.entries(type.words).flatMap(([word, stored]) => (matchesPattern(pattern, word) ? stored : [])));
  const parameters = [databasePattern(pattern, dialect)];
  return dialect === 'sqlite' ? { text: `${operand.sql} GLOB ?`, parameters } : { text: `${comparable(operand)} LIKE ? ESCAPE '!'`, parameters };
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new SearchError(path, 'must be a list');
  if (value.length > LONGEST_LIST) throw new SearchError(path, `must not hold more than ${LONGEST_LIST} values`);
  return value;
}

function cellsOf({ type, path }: Operand, values: readonly unknown[]): readonly Cell[] {
  return values.flatMap((value): readonly Cell[] => (typeof type === 'object' ? storedOf(type.words, value, path) : [cellOf(type, value, path)]));
}

function storedOf(words: Words, value: unknown, path: string): readonly string[] {
  const stored = typeof value === 'string' && Object.hasOwn(words, value) ? words[value] : undefined;
  if (!stored) throw new SearchError(path, `must be one of ${Object.keys(words).join(', ')}`);
  return stored;
}

function cellOf(type: Exclude<FieldType, object>, value: unknown, path: string): Cell {
  switch (type) {
    case 'key':
      return keyOf(value, path);
    case 'integer':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new SearchError(path, 'must be a whole number');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw new SearchError(path, 'must be true or false');
      return value ? 1 : 0;
    case 'date':
      return dateOf(value, path);
    default:
      if (typeof value !== 'string') throw new SearchError(path, 'must be a text');
      return value;
  }
}

/** Keys are int64 as text; some clients send numbers. */
export function keyOf(value: unknown, path: string): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || !/^-?\d{1,19}$/.test(text) || BigInt(text) > LARGEST_KEY || BigInt(text) < -LARGEST_KEY) throw new SearchError(path, 'must be a key: an int64 as text');
  return text;
}

function dateOf(value: unknown, path: string): number {
  const time = typeof value === 'string' && DATE.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) throw new SearchError(path, 'must be a date and time with its offset, as 2026-11-02T08:00:00+07:00');
  return time;
}
