import type { Direction } from '@vanthu/model';
import { Entity } from 'typeorm';
import { Chars, Instant, Integer, KeyColumn, PrimaryKeyColumn, nullable } from '../database/entity-columns.js';

@Entity('register_book')
export class RegisterBookRow {
  @PrimaryKeyColumn('id') id!: string;
  @Chars('agency_id', 64) agencyId!: string;
  @Chars('direction', 8) direction!: Direction;
  @Chars('name', 200) name!: string;
  @Integer('year') year!: number;
  @Integer('next_number') nextNumber!: number;
  @Instant('opened_at') openedAt!: number;
  @Instant('closed_at', nullable) closedAt!: number | null;
}

@Entity('register_entry')
export class RegisterEntryRow {
  @PrimaryKeyColumn('id') id!: string;
  @KeyColumn('register_id') registerId!: string;
  @Integer('number') number!: number;
  @KeyColumn('document_id') documentId!: string;
  /** Day of arrival or of issue, yyyy-mm-dd */
  @Chars('date', 10) date!: string;
  @Chars('keeper', 200) keeper!: string;
  @Integer('copies') copies!: number;
  @Chars('forwarded_on', 10, nullable) forwardedOn!: string | null;
  @Chars('note', 500) note!: string;
  @Instant('created_at') createdAt!: number;
}
