import type { Cell } from '@vanthu/engine';
import { SearchError } from './search-error.js';

/** The clients refuse longer cursors. */
const LONGEST = 300;

/** Where a page ends: the sort values of its last row, or only its key when they are too long to be carried. */
export type Position = { readonly values: readonly Cell[] } | { readonly key: string };

export function writeCursor(signature: string, values: readonly Cell[]): string {
  const whole = encode([signature, 0, ...values]);
  return whole.length <= LONGEST ? whole : encode([signature, 1, values.at(-1) ?? null]);
}

/** @throws SearchError when it is not a cursor of this order */
export function readCursor(cursor: unknown, signature: string, columns: number, path: string): Position {
  const [mark, isKey, ...values] = decode(cursor);
  const isWhole = mark === signature && isKey === 0 && values.length === columns && values.every(isCell);
  if (isWhole) return { values };
  if (mark === signature && isKey === 1 && typeof values[0] === 'string') return { key: values[0] };
  throw new SearchError(path, 'is not a cursor of a page with the same sort');
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}

function decode(cursor: unknown): readonly unknown[] {
  if (typeof cursor !== 'string' || cursor.length > LONGEST) return [];
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isCell(value: unknown): value is Cell {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
