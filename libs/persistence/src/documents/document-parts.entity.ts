import type { Channel, ErrorCode, FileRole, LinePurpose, RecipientLine } from '@vanthu/model';
import type { TrailAct } from '@vanthu/documents';
import { Entity } from 'typeorm';
import { Chars, Flag, Instant, Integer, Json, KeyColumn, PrimaryChars, PrimaryKeyColumn, nullable } from '../database/entity-columns.js';

@Entity('document_file')
export class DocumentFileRow {
  @PrimaryKeyColumn('id') id!: string;
  @KeyColumn('document_id') documentId!: string;
  @Chars('name', 255) name!: string;
  @Chars('media_type', 100) mediaType!: string;
  @Instant('size') size!: number;
  @Chars('sha256', 64) sha256!: string;
  @Chars('role', 12) role!: FileRole;
  @Integer('version') version!: number;
  @Instant('created_at') createdAt!: number;
}

/** `from` answers `to`. */
@Entity('document_link')
export class DocumentLinkRow {
  @PrimaryKeyColumn('from_id') fromId!: string;
  @PrimaryChars('relation', 20) relation!: 'replyTo';
  @PrimaryKeyColumn('to_id') toId!: string;
}

/** Who may see a document besides those who see the whole agency: `user:<name>` or `unit:<id>`. */
@Entity('document_participant')
export class DocumentParticipantRow {
  @PrimaryChars('principal', 70) principal!: string;
  @PrimaryKeyColumn('document_id') documentId!: string;
}

@Entity('recipient_line')
export class RecipientLineRow {
  @PrimaryKeyColumn('id') id!: string;
  @KeyColumn('document_id') documentId!: string;
  @Integer('ordinal') ordinal!: number;
  @Chars('unit_id', 64, nullable) unitId!: string | null;
  @Chars('organ_id', 35, nullable) organId!: string | null;
  @Chars('name', 200) name!: string;
  @Chars('purpose', 12) purpose!: LinePurpose;
  @Chars('email', 254, nullable) email!: string | null;
  @Json('channels') channels!: Channel[];
  @Chars('policy_rule', 200, nullable) policyRule!: string | null;
  @Flag('no_paper') noPaper!: boolean;
  @Chars('delivery', 8) delivery!: RecipientLine['delivery'];
}

@Entity('recipient_line_status')
export class RecipientLineStatusRow {
  @PrimaryKeyColumn('id') id!: string;
  @KeyColumn('line_id') lineId!: string;
  @Chars('code', 8) code!: string;
  @Chars('description', 1000) description!: string;
  /** ISO date-time as reported */
  @Chars('at', 40) at!: string;
  @Chars('by', 200) by!: string;
  /** SHA-256 of code, time, text and person: the same report twice is one. */
  @Chars('report_hash', 64) reportHash!: string;
}

@Entity('trail_entry')
export class TrailEntryRow {
  @PrimaryKeyColumn('id') id!: string;
  @KeyColumn('document_id') documentId!: string;
  @Instant('at') at!: number;
  @Chars('who', 200) who!: string;
  @Chars('act', 40) act!: TrailAct;
  @Json('facts') facts!: Record<string, string | number | null>;
  @Chars('note', 2000) note!: string;
  /** Given by jobs that may run again: one entry per key and document. */
  @Chars('once_key', 120, nullable) onceKey!: string | null;
}

/** What came in, once per delivery. A refused delivery keeps nothing of its content. */
@Entity('intake')
export class IntakeRow {
  @PrimaryChars('deduplication_key', 255) deduplicationKey!: string;
  @Chars('agency_id', 64) agencyId!: string;
  @Chars('channel', 8) channel!: Channel;
  @KeyColumn('document_id', nullable) documentId!: string | null;
  @Chars('refusal', 40, nullable) refusal!: ErrorCode | null;
  @Instant('received_at') receivedAt!: number;
}
