import { createHash } from 'node:crypto';
import { MoreThan, type EntityManager } from 'typeorm';
import type { Database } from '../data-source.js';
import { forUpdate } from '../database/row-lock.js';
import type { Surroundings } from '../surroundings.js';
import { AuditEntryRow, AuditHeadRow } from './audit.entity.js';

export interface AuditFact {
  /** User name; `system` for the server itself. */
  readonly actor: string;
  /** `register.opened`, `session.failed`, … */
  readonly action: string;
  readonly documentId?: string | null;
  /** Never a secret, never a content. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

export type AuditVerdict =
  | { readonly isIntact: true; readonly entries: number }
  | { readonly isIntact: false; readonly entries: number; readonly brokenAt: string; readonly reason: 'changed' | 'missing' | 'end' };

const HEAD = '1';
const PAGE = 1000;

/** Append-only; every entry holds the hash of the one before, so that a change, a gap or a cut end shows. */
export class AuditLog {
  constructor(
    private readonly database: Database,
    private readonly surroundings: Pick<Surroundings, 'now'>,
  ) {}

  async append(fact: AuditFact): Promise<void> {
    await this.database.transaction((manager) => this.appendIn(manager, fact));
  }

  /** As the last step of the caller's transaction: it holds the end of the chain until the commit. */
  async appendIn(manager: EntityManager, fact: AuditFact): Promise<void> {
    const head = await manager.findOneOrFail(AuditHeadRow, { where: { id: HEAD }, ...forUpdate(manager) });
    const entry = {
      sequence: String(BigInt(head.sequence) + 1n),
      at: this.surroundings.now(),
      actor: fact.actor.slice(0, 64),
      action: fact.action,
      documentId: fact.documentId ?? null,
      facts: canonicalJson(fact.facts ?? {}),
      previousHash: head.hash,
    };
    const hash = hashOf(entry);
    await manager.insert(AuditEntryRow, { ...entry, hash });
    await manager.update(AuditHeadRow, { id: HEAD }, { sequence: entry.sequence, hash });
  }

  /** Reads the whole chain and says whether it is as it was written. */
  async verify(): Promise<AuditVerdict> {
    const rows = this.database.dataSource.getRepository(AuditEntryRow);
    let [sequence, hash] = ['0', '0'.repeat(64)];
    for (;;) {
      const page = await rows.find({ where: { sequence: MoreThan(sequence) }, order: { sequence: 'ASC' }, take: PAGE });
      for (const row of page) {
        const reason = faultOf(row, sequence, hash);
        if (reason) return { isIntact: false, entries: Number(sequence), brokenAt: row.sequence, reason };
        [sequence, hash] = [row.sequence, row.hash];
      }
      if (page.length < PAGE) break;
    }
    const head = await this.database.dataSource.getRepository(AuditHeadRow).findOneByOrFail({ id: HEAD });
    if (head.sequence !== sequence || head.hash !== hash) return { isIntact: false, entries: Number(sequence), brokenAt: head.sequence, reason: 'end' };
    return { isIntact: true, entries: Number(sequence) };
  }
}

function faultOf(row: AuditEntryRow, previous: string, previousHash: string): 'missing' | 'changed' | null {
  if (BigInt(row.sequence) !== BigInt(previous) + 1n) return 'missing';
  return row.previousHash === previousHash && hashOf(row) === row.hash ? null : 'changed';
}

function hashOf(entry: Omit<AuditEntryRow, 'hash'>): string {
  const { sequence, at, actor, action, documentId, facts, previousHash } = entry;
  return createHash('sha256').update(JSON.stringify([sequence, at, actor, action, documentId, facts, previousHash])).digest('hex');
}

function canonicalJson(facts: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(facts).sort(([one], [other]) => (one < other ? -1 : 1))));
}
