import type { Key } from '@vanthu/model';

/** What repositories need from the outside besides the database. */
export interface Surroundings {
  /** epoch ms */
  now(): number;
  /** A new int64 key, greater than those before. */
  nextKey(): Key;
}
