import type { Key } from '@vanthu/model';
import type { ProcessState } from '../execution/process-state.js';

export interface CachedState {
  readonly definitionKey: Key;
  readonly revision: number;
  readonly state: ProcessState;
  /** Length of its snapshot: a measure of what it takes. */
  readonly size: number;
}

/** The states that were used last, up to a number of bytes; 0 keeps none. Only the revision in the store says whether one is still true. */
export class StateCache {
  private readonly entries = new Map<Key, CachedState>();
  private bytes = 0;

  constructor(private readonly limit: number) {}

  get(key: Key): CachedState | undefined {
    const entry = this.entries.get(key);
    if (entry) {
      this.entries.delete(key);
      this.entries.set(key, entry);
    }
    return entry;
  }

  put(key: Key, entry: CachedState): void {
    this.drop(key);
    if (entry.size > this.limit) return;
    this.entries.set(key, entry);
    this.bytes += entry.size;
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.limit) break;
      this.drop(oldest);
    }
  }

  drop(key: Key): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.bytes -= entry.size;
  }
}
