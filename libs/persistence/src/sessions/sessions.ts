import { createHash, randomBytes } from 'node:crypto';
import { In, LessThanOrEqual } from 'typeorm';
import type { Database } from '../data-source.js';
import { BatchedRead } from '../database/batched-read.js';
import type { Surroundings } from '../surroundings.js';
import { SessionRow } from './session.entity.js';

export interface OpenedSession {
  /** For the cookie; the database keeps only its hash. */
  readonly token: string;
  readonly csrfToken: string;
  /** epoch ms */
  readonly expiresAt: number;
}

export interface KnownSession {
  readonly username: string;
  readonly csrfToken: string;
  readonly expiresAt: number;
}

export class Sessions {
  private readonly byHash = new BatchedRead((hashes) => this.withHashes(hashes));

  constructor(
    private readonly database: Database,
    private readonly surroundings: Pick<Surroundings, 'now'>,
  ) {}

  async open(username: string, lifetimeMs: number): Promise<OpenedSession> {
    const now = this.surroundings.now();
    const session = { token: secret(), csrfToken: secret(), expiresAt: now + lifetimeMs };
    await this.rows.insert({ tokenHash: hash(session.token), username, csrfToken: session.csrfToken, createdAt: now, expiresAt: session.expiresAt });
    return session;
  }

  /** Null when unknown or expired. */
  async find(token: string): Promise<KnownSession | null> {
    const row = await this.byHash.get(hash(token));
    if (!row || row.expiresAt <= this.surroundings.now()) return null;
    return { username: row.username, csrfToken: row.csrfToken, expiresAt: row.expiresAt };
  }

  async close(token: string): Promise<void> {
    await this.rows.delete({ tokenHash: hash(token) });
  }

  /** Ends every session of the person, e.g. after a change of password. */
  async closeAllOf(username: string): Promise<void> {
    await this.rows.delete({ username });
  }

  async purgeExpired(): Promise<void> {
    await this.rows.delete({ expiresAt: LessThanOrEqual(this.surroundings.now()) });
  }

  private async withHashes(hashes: readonly string[]): Promise<ReadonlyMap<string, SessionRow>> {
    const rows = await this.rows.findBy({ tokenHash: In([...hashes]) });
    return new Map(rows.map((row) => [row.tokenHash, row]));
  }

  private get rows() {
    return this.database.dataSource.getRepository(SessionRow);
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
