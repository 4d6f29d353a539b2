import type { Channel, Direction, Directive, DocumentStatus, DocumentType, Urgency, VerificationReport } from '@vanthu/model';
import { Entity } from 'typeorm';
import { Chars, Instant, Integer, Json, KeyColumn, LongText, PrimaryKeyColumn, nullable } from '../database/entity-columns.js';

export interface ApprovalRecord {
  readonly by: string;
  readonly title: string;
  /** ISO date-time */
  readonly at: string;
  readonly contentSha256: string;
}

export type DirectiveRecord = Directive & { readonly by: string; readonly at: string };

@Entity('document')
export class DocumentRow {
  @PrimaryKeyColumn('id') id!: string;
  @Integer('revision') revision!: number;
  @Chars('direction', 8) direction!: Direction;
  @Chars('status', 20) status!: DocumentStatus;
  @Chars('agency_id', 64) agencyId!: string;
  /** The drafting unit of an outbound document, the leading unit of an inbound one once directed. */
  @Chars('unit_id', 64, nullable) unitId!: string | null;
  @Chars('drafter', 64, nullable) drafter!: string | null;
  @Chars('type', 8) type!: DocumentType;
  @Chars('notation', 100) notation!: string;
  @Chars('subject', 500) subject!: string;
  @LongText('body') body!: string;
  @Integer('urgency') urgency!: Urgency;
  @Chars('document_date', 10, nullable) documentDate!: string | null;
  @Chars('due_date', 10, nullable) dueDate!: string | null;
  @Chars('counterpart', 200) counterpart!: string;
  @Chars('channel', 8, nullable) channel!: Channel | null;
  @Chars('sender_organ_id', 35, nullable) senderOrganId!: string | null;
  @Chars('sender_email', 254, nullable) senderEmail!: string | null;
  @Chars('signer_name', 200) signerName!: string;
  @Chars('signer_title', 200) signerTitle!: string;
  /** The axis' DocumentId or a mail's Message-ID. */
  @Chars('external_id', 255, nullable) externalId!: string | null;
  /** Of the process step that made it; a step that runs again finds its document. */
  @Chars('once_key', 120, nullable) onceKey!: string | null;
  @Chars('duplicate_key', 400, nullable) duplicateKey!: string | null;
  /** An older document this one seems to repeat. */
  @KeyColumn('duplicate_of_id', nullable) duplicateOfId!: string | null;
  @Integer('arrival_number', nullable) arrivalNumber!: number | null;
  @Chars('arrival_date', 10, nullable) arrivalDate!: string | null;
  @Integer('issue_number', nullable) issueNumber!: number | null;
  @Chars('issue_date', 10, nullable) issueDate!: string | null;
  @Chars('register_name', 200, nullable) registerName!: string | null;
  @Json('approval', nullable) approval!: ApprovalRecord | null;
  @Json('directive', nullable) directive!: DirectiveRecord | null;
  @Json('verification', nullable) verification!: VerificationReport | null;
  @KeyColumn('process_instance_key', nullable) processInstanceKey!: string | null;
  /** Text of the files, unfolded, as far as it could be read. */
  @LongText('file_text') fileText!: string;
  @Instant('created_at') createdAt!: number;
  @Instant('updated_at') updatedAt!: number;
  @Instant('archived_at', nullable) archivedAt!: number | null;
  /** Where the archive keeps it. */
  @Chars('archive_location', 500, nullable) archiveLocation!: string | null;
}
