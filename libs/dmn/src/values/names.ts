import type { NameTree } from '../syntax/names.js';
import { isContext, isList } from './value.js';
import type { FeelValue } from './value.js';

const DEEPEST = 6;

/** The names of the entries of a value, for parsing texts that hold names with signs or keywords. */
export function namesOfValue(value: FeelValue, depth = 0): NameTree | 1 {
  if (isList(value)) return value.length > 0 ? namesOfValue(value.find(isContext) ?? null, depth) : 1;
  if (!isContext(value) || depth > DEEPEST) return 1;
  return Object.fromEntries(Array.from(value, ([name, entry]) => [name, namesOfValue(entry, depth + 1)]));
}
