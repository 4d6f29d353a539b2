import { fromJson, toJson, type FeelValue } from '@vanthu/dmn';
import type { JsonValue } from '../execution/json.js';

const converted = new WeakMap<object, FeelValue>();

/** JSON to FEEL; lists and contexts are converted once, because values are never changed in place. */
export function feelOf(value: JsonValue): FeelValue {
  if (typeof value !== 'object' || value === null) return fromJson(value);
  const known = converted.get(value);
  if (known !== undefined) return known;
  const feel = fromJson(value);
  converted.set(value, feel);
  return feel;
}

export function jsonOf(value: FeelValue): JsonValue {
  return toJson(value) as JsonValue;
}

const sizeLimit = 64 * 1024;

/** Whether a value is over 64 KB as JSON text: files belong in the file store, variables hold their references. */
export function isTooLarge(value: JsonValue): boolean {
  return measure(value, sizeLimit) < 0;
}

function measure(value: JsonValue, budget: number): number {
  if (typeof value === 'string') return budget - value.length - 2;
  if (typeof value !== 'object' || value === null) return budget - 8;
  let left = budget - 2;
  for (const [name, entry] of Object.entries(value)) {
    left = measure(entry as JsonValue, left - (Array.isArray(value) ? 1 : name.length + 4));
    if (left < 0) return left;
  }
  return left;
}
