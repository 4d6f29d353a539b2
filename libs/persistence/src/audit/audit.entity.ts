import { Entity } from 'typeorm';
import { Chars, Instant, KeyColumn, LongText, PrimaryKeyColumn, nullable } from '../database/entity-columns.js';

@Entity('audit_entry')
export class AuditEntryRow {
  /** 1, 2, 3 … without gaps */
  @PrimaryKeyColumn('sequence') sequence!: string;
  @Instant('at') at!: number;
  @Chars('actor', 64) actor!: string;
  @Chars('action', 60) action!: string;
  @KeyColumn('document_id', nullable) documentId!: string | null;
  /** Canonical JSON: the bytes that were hashed. */
  @LongText('facts') facts!: string;
  @Chars('previous_hash', 64) previousHash!: string;
  @Chars('hash', 64) hash!: string;
}

/** One row: the end of the chain. Its lock puts writers in order. */
@Entity('audit_head')
export class AuditHeadRow {
  @PrimaryKeyColumn('id') id!: string;
  @KeyColumn('sequence') sequence!: string;
  @Chars('hash', 64) hash!: string;
}
