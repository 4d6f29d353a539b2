import { localIso, trailText, type TrailAct } from '@vanthu/documents';
import type { TrailEntry } from '@vanthu/model';
import type { EntityManager } from 'typeorm';
import type { Database } from '../data-source.js';
import { isUniqueViolation } from '../database/database-error.js';
import type { Surroundings } from '../surroundings.js';
import { TrailEntryRow } from './document-parts.entity.js';

export interface TrailNote {
  readonly documentId: string;
  readonly act: TrailAct;
  readonly facts?: Readonly<Record<string, string | number | null>>;
  /** Display name; empty for the system. */
  readonly who?: string;
  readonly note?: string;
  /** epoch ms; now when absent */
  readonly at?: number;
  /** For work that may be done again: a second entry with the same key is left out. */
  readonly onceKey?: string;
}

/** The timeline of a document: who did what, in words. */
export class Trail {
  constructor(
    private readonly database: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** False when an entry with this `onceKey` is there already. */
  async append(note: TrailNote): Promise<boolean> {
    try {
      return await this.database.transaction((manager) => this.appendIn(manager, note));
    } catch (error) {
      if (note.onceKey !== undefined && isUniqueViolation(error)) return false;
      throw error;
    }
  }

  /** The same inside a transaction of the caller. */
  async appendIn(manager: EntityManager, note: TrailNote): Promise<boolean> {
    const onceKey = note.onceKey ?? null;
    if (onceKey !== null && (await manager.existsBy(TrailEntryRow, { documentId: note.documentId, onceKey }))) return false;
    await manager.insert(TrailEntryRow, {
      id: this.surroundings.nextKey(),
      documentId: note.documentId,
      at: note.at ?? this.surroundings.now(),
      who: note.who ?? '',
      act: note.act,
      facts: { ...note.facts },
      note: (note.note ?? '').slice(0, 2000),
      onceKey,
    });
    return true;
  }

  /** The `onceKey`s of the entries that have one. */
  async onceKeys(documentId: string): Promise<Set<string>> {
    const rows = await this.database.dataSource.getRepository(TrailEntryRow).find({ select: { onceKey: true }, where: { documentId } });
    return new Set(rows.flatMap((row) => row.onceKey ?? []));
  }

  /** Oldest first. */
  async list(documentId: string): Promise<TrailEntry[]> {
    const rows = await this.database.dataSource.getRepository(TrailEntryRow).find({ where: { documentId }, order: { at: 'ASC', id: 'ASC' } });
    return rows.map(({ at, who, act, facts, note }) => ({ at: localIso(at), who, act, text: trailText({ act, facts }), note }));
  }
}
