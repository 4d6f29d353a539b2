import { Entity } from 'typeorm';
import { Chars, Instant, Json, KeyColumn, PrimaryChars, nullable } from '../database/entity-columns.js';

@Entity('session')
export class SessionRow {
  /** SHA-256 of the cookie's token: a copy of the table opens no session. */
  @PrimaryChars('token_hash', 64) tokenHash!: string;
  @Chars('username', 64) username!: string;
  @Chars('csrf_token', 64) csrfToken!: string;
  @Instant('created_at') createdAt!: number;
  @Instant('expires_at') expiresAt!: number;
}

@Entity('signing_session')
export class SigningSessionRow {
  @PrimaryChars('id', 64) id!: string;
  @KeyColumn('task_key') taskKey!: string;
  @KeyColumn('document_id') documentId!: string;
  @Chars('username', 64) username!: string;
  @Json('state') state!: object;
  @Instant('expires_at') expiresAt!: number;
  @Instant('used_at', nullable) usedAt!: number | null;
}
