import { randomBytes } from 'node:crypto';
import { VanthuError } from '@vanthu/model';
import { LessThanOrEqual } from 'typeorm';
import type { Database } from '../data-source.js';
import { forUpdate } from '../database/row-lock.js';
import type { Surroundings } from '../surroundings.js';
import { SigningSessionRow } from './session.entity.js';

export interface NewSigningSession {
  readonly taskKey: string;
  readonly documentId: string;
  readonly username: string;
  /** Whatever is needed to finish: JSON; no key, no PIN. */
  readonly state: object;
  readonly lifetimeMs: number;
}

export interface SigningSession {
  readonly id: string;
  readonly taskKey: string;
  readonly documentId: string;
  readonly state: object;
}

/** Between "prepare" and "finish" of a signature: of one person, for a short time, used once. */
export class SigningSessions {
  constructor(
    private readonly database: Database,
    private readonly surroundings: Pick<Surroundings, 'now'>,
  ) {}

  async open({ lifetimeMs, ...session }: NewSigningSession): Promise<string> {
    const id = randomBytes(24).toString('base64url');
    await this.rows.insert({ ...session, id, expiresAt: this.surroundings.now() + lifetimeMs, usedAt: null });
    return id;
  }

  /** Without using it up. @throws VanthuError SIGNING_EXPIRED when unknown, someone else's, expired or used */
  async find(id: string, username: string): Promise<SigningSession> {
    return this.valid(await this.rows.findOneBy({ id, username }));
  }

  /** Takes it, once. @throws VanthuError SIGNING_EXPIRED */
  use(id: string, username: string): Promise<SigningSession> {
    return this.database.transaction(async (manager) => {
      const session = this.valid(await manager.findOne(SigningSessionRow, { where: { id, username }, ...forUpdate(manager) }));
      await manager.update(SigningSessionRow, { id }, { usedAt: this.surroundings.now() });
      return session;
    });
  }

  async purgeExpired(): Promise<void> {
    await this.rows.delete({ expiresAt: LessThanOrEqual(this.surroundings.now()) });
  }

  private valid(row: SigningSessionRow | null): SigningSession {
    if (!row || row.usedAt !== null || row.expiresAt <= this.surroundings.now()) throw new VanthuError('SIGNING_EXPIRED');
    const { id, taskKey, documentId, state } = row;
    return { id, taskKey, documentId, state };
  }

  private get rows() {
    return this.database.dataSource.getRepository(SigningSessionRow);
  }
}
