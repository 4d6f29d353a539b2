import type { FeelDate, FeelDateTime, FeelTime } from '../temporal/moments.js';
import type { FeelDaysTime, FeelYearMonths } from '../temporal/durations.js';
import { Decimal } from './decimal.js';
import type { FeelFunction } from './function.js';
import type { FeelRange } from './range.js';

/** A context: names to values, in order of definition. Treat as immutable. */
export type FeelContext = ReadonlyMap<string, FeelValue>;
/** A list. Treat as immutable. */
export type FeelList = readonly FeelValue[];

export type FeelValue =
  | null
  | boolean
  | string
  | Decimal
  | FeelList
  | FeelContext
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelYearMonths
  | FeelDaysTime
  | FeelRange
  | FeelFunction;

/** The thirteen kinds of values; every operator and built-in decides by these. */
export type FeelKind =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'list'
  | 'context'
  | 'date'
  | 'time'
  | 'date and time'
  | 'years and months duration'
  | 'days and time duration'
  | 'range'
  | 'function';

export const FEEL_KINDS: readonly FeelKind[] = [
  'null', 'boolean', 'string', 'number', 'list', 'context', 'date', 'time', 'date and time',
  'years and months duration', 'days and time duration', 'range', 'function',
];

/** The kind of a value. */
export function typeOf(value: FeelValue): FeelKind {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (value instanceof Decimal) return 'number';
  if ('kind' in value) return value.kind;
  return Array.isArray(value) ? 'list' : 'context';
}

export function isNumber(value: FeelValue): value is Decimal {
  return value instanceof Decimal;
}

export function isList(value: FeelValue): value is FeelList {
  return Array.isArray(value);
}

export function isContext(value: FeelValue): value is FeelContext {
  return value instanceof Map;
}
