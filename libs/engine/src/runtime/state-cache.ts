import type { Key } from '@vanthu/model';
import type { ProcessState } from '../execution/process-state.js';

export interface CachedState {
  readonly definitionKey: Key;
  readonly revision: number;
  readonly state: ProcessState;
  /** Length of its snapshot: a measure of what it takes. */
  readonly size: number;
}

/** An instance that rests for longer, or that other processes go on with, is read again when it is needed. */
const UNUSED_MS = 120_000;

/** The states that were used lately, up to a number of bytes; 0 keeps none. Only the revision in the store says whether one is still true. */
export class StateCache {
  private readonly entries = new Map<Key, { readonly cached: CachedState; readonly usedAt: number }>();
  private bytes = 0;

  /** `now`: ms of any clock that only goes forward. */
  constructor(
    private readonly limit: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get(key: Key): CachedState | undefined {
    const entry = this.entries.get(key);
    if (entry) this.append(key, entry.cached);
    return entry?.cached;
  }

  put(key: Key, entry: CachedState): void {
    this.drop(key);
    if (entry.size > this.limit) return;
    this.append(key, entry);
    this.bytes += entry.size;
    const longAgo = this.now() - UNUSED_MS;
    for (const [oldest, { usedAt }] of this.entries) {
      if (this.bytes <= this.limit && usedAt > longAgo) break;
      this.drop(oldest);
    }
  }

  drop(key: Key): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.bytes -= entry.cached.size;
  }

  /** The last used one stands at the end. */
  private append(key: Key, cached: CachedState): void {
    this.entries.delete(key);
    this.entries.set(key, { cached, usedAt: this.now() });
  }
}
