import type { JsonObject } from '@vanthu/engine';
import { z } from 'zod';

/** Deeper nesting is a mistake or an attack: what walks over variables does so by recursion. */
const DEEPEST = 200;

/** Variables: any JSON object. */
export const variablesSchema = z
  .custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'must be a JSON object')
  .refine((value) => !isDeeperThan(value, DEEPEST), `must not be nested deeper than ${DEEPEST} levels`);

/** int64 as a number or as text. */
export const int64Schema = z.union([z.int(), z.string().regex(/^-?\d{1,19}$/, 'must be a whole number').transform(Number)]);

export const keySchema = z.string().regex(/^\d{1,19}$/, 'must be a key: int64 as text');

/** Accepted for clients that send it; nothing is kept of it. */
export const operationReferenceSchema = int64Schema.optional();

function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : [])).filter((each) => typeof each === 'object' && each !== null);
  }
  return false;
}
