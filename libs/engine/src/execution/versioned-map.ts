import type { Key } from '@vanthu/model';

/**
 * A map of which each version stays readable while the next one is written in place: `fork` hands the entries on and
 * keeps just what the next version changes. So a command costs what it changes, not what lives. Reading an older
 * version copies it; `discard` gives the entries back. Iterates in the order of the keys' creation.
 */
export class VersionedMap<V> implements ReadonlyMap<Key, V> {
  /** Null while a later version holds the entries. */
  private entriesHere: Map<Key, V> | null;
  private next: VersionedMap<V> | null = null;
  /** What the next version has changed: the values here; undefined where there was none. */
  private readonly undo = new Map<Key, V | undefined>();
  /** The version before, while this one is being written. */
  private previous: VersionedMap<V> | null = null;

  constructor(entries: Iterable<readonly [Key, V]> = []) {
    this.entriesHere = new Map(entries);
  }

  fork(): VersionedMap<V> {
    const fork = new VersionedMap<V>();
    fork.entriesHere = this.content();
    fork.previous = this;
    this.entriesHere = null;
    this.next = fork;
    return fork;
  }

  /** Nothing is written any more; the version before may be forgotten. */
  seal(): this {
    this.previous = null;
    return this;
  }

  /** Takes back what was written since the fork; the version before is as if it had not been. */
  discard(): void {
    const { previous } = this;
    if (previous?.next !== this) return;
    previous.entriesHere = undone(this.content(), previous.undo);
    previous.undo.clear();
    previous.next = null;
    this.previous = null;
    this.entriesHere = new Map();
  }

  set(key: Key, value: V): void {
    const entries = this.content();
    this.note(key, entries);
    entries.set(key, value);
  }

  delete(key: Key): void {
    const entries = this.content();
    this.note(key, entries);
    entries.delete(key);
  }

  get size(): number {
    return this.content().size;
  }

  get(key: Key): V | undefined {
    return this.content().get(key);
  }

  has(key: Key): boolean {
    return this.content().has(key);
  }

  keys(): MapIterator<Key> {
    return this.content().keys();
  }

  values(): MapIterator<V> {
    return this.content().values();
  }

  entries(): MapIterator<[Key, V]> {
    return this.content().entries();
  }

  [Symbol.iterator](): MapIterator<[Key, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: Key, map: ReadonlyMap<Key, V>) => void): void {
    for (const [key, value] of this.content()) visit(value, key, this);
  }

  private content(): Map<Key, V> {
    if (this.entriesHere !== null) return this.entriesHere;
    this.entriesHere = undone(new Map(this.next?.content()), this.undo);
    this.undo.clear();
    this.next = null;
    return this.entriesHere;
  }

  private note(key: Key, entries: Map<Key, V>): void {
    const undo = this.previous?.undo;
    if (undo !== undefined && this.previous?.next === this && !undo.has(key)) undo.set(key, entries.get(key));
  }
}

function undone<V>(entries: Map<Key, V>, undo: ReadonlyMap<Key, V | undefined>): Map<Key, V> {
  let isReordered = false;
  for (const [key, value] of undo) {
    if (value === undefined) {
      entries.delete(key);
    } else {
      isReordered ||= !entries.has(key);
      entries.set(key, value);
    }
  }
  return isReordered ? new Map([...entries].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))) : entries;
}
