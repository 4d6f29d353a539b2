import type { Channel } from '@vanthu/model';
import { Entity } from 'typeorm';
import { Chars, Instant, Integer, KeyColumn, PrimaryKeyColumn, nullable } from '../database/entity-columns.js';

/** A message to or from the outside, for operators and for not sending twice. The message itself is in the file store. */
@Entity('exchange_message')
export class ExchangeMessageRow {
  @PrimaryKeyColumn('id') id!: string;
  @Chars('direction', 8) direction!: 'incoming' | 'outgoing';
  @Chars('channel', 8) channel!: Channel;
  /** `document` or `status` */
  @Chars('kind', 12) kind!: 'document' | 'status';
  @Chars('idempotency_key', 255) idempotencyKey!: string;
  @KeyColumn('document_id', nullable) documentId!: string | null;
  @KeyColumn('line_id', nullable) lineId!: string | null;
  @Chars('counterpart', 254) counterpart!: string;
  /** What the other side calls it. */
  @Chars('external_id', 255, nullable) externalId!: string | null;
  @Chars('sha256', 64, nullable) sha256!: string | null;
  @Chars('state', 8) state!: 'begun' | 'done' | 'failed';
  @Integer('attempts') attempts!: number;
  @Chars('last_error', 1000) lastError!: string;
  @Instant('created_at') createdAt!: number;
  @Instant('updated_at') updatedAt!: number;
}
