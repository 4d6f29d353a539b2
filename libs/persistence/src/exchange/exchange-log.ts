import type { Channel } from '@vanthu/model';
import type { Database } from '../data-source.js';
import { isUniqueViolation } from '../database/database-error.js';
import { forUpdate } from '../database/row-lock.js';
import type { Surroundings } from '../surroundings.js';
import { ExchangeMessageRow } from './exchange-message.entity.js';

export interface ExchangeMessage {
  readonly id: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly channel: Channel;
  readonly kind: 'document' | 'status';
  readonly idempotencyKey: string;
  readonly documentId: string | null;
  readonly lineId: string | null;
  /** Who it is from or to. */
  readonly counterpart: string;
  readonly externalId: string | null;
  /** Of the message in the file store. */
  readonly sha256: string | null;
  /** `begun`: it may or may not have left; `done`: it has. */
  readonly state: 'begun' | 'done' | 'failed';
  readonly attempts: number;
  readonly lastError: string;
  /** epoch ms */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type NewExchange = Pick<ExchangeMessage, 'direction' | 'channel' | 'kind' | 'idempotencyKey' | 'counterpart'> & Partial<Pick<ExchangeMessage, 'documentId' | 'lineId' | 'externalId' | 'sha256'>>;

/** What went out and came in. A sender asks `begin` first and sends nothing when the answer is `done`. */
export class ExchangeLog {
  constructor(
    private readonly database: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** Notes an attempt; answers the message as it stands, one per direction and idempotency key. */
  async begin(message: NewExchange): Promise<ExchangeMessage> {
    try {
      return await this.tryAgain(message) ?? (await this.insert(message));
    } catch (error) {
      const other = isUniqueViolation(error) ? await this.tryAgain(message) : null;
      if (!other) throw error;
      return other;
    }
  }

  /** It has left (or was taken in) for good. */
  async finish(id: string, facts: { readonly externalId?: string | null; readonly sha256?: string | null } = {}): Promise<void> {
    const known = { ...(facts.externalId && { externalId: facts.externalId.slice(0, 255) }), ...(facts.sha256 && { sha256: facts.sha256 }) };
    await this.rows.update({ id }, { state: 'done', lastError: '', updatedAt: this.surroundings.now(), ...known });
  }

  /** `error`: what an operator needs to know; no secret, no content. */
  async fail(id: string, error: string): Promise<void> {
    await this.rows.update({ id }, { state: 'failed', lastError: error.slice(0, 1000), updatedAt: this.surroundings.now() });
  }

  async find(direction: 'incoming' | 'outgoing', idempotencyKey: string): Promise<ExchangeMessage | null> {
    return this.rows.findOneBy({ direction, idempotencyKey });
  }

  /** Oldest first. */
  async ofDocument(documentId: string): Promise<ExchangeMessage[]> {
    return this.rows.find({ where: { documentId }, order: { id: 'ASC' } });
  }

  private tryAgain({ direction, idempotencyKey }: NewExchange): Promise<ExchangeMessage | null> {
    return this.database.transaction(async (manager) => {
      const row = await manager.findOne(ExchangeMessageRow, { where: { direction, idempotencyKey }, ...forUpdate(manager) });
      if (!row || row.state === 'done') return row;
      const again = { state: 'begun' as const, attempts: row.attempts + 1, updatedAt: this.surroundings.now() };
      await manager.update(ExchangeMessageRow, { id: row.id }, again);
      return { ...row, ...again };
    });
  }

  private insert(message: NewExchange): Promise<ExchangeMessage> {
    const now = this.surroundings.now();
    const row: ExchangeMessageRow = {
      documentId: null, lineId: null, externalId: null, sha256: null,
      ...message,
      id: this.surroundings.nextKey(),
      counterpart: message.counterpart.slice(0, 254),
      state: 'begun',
      attempts: 1,
      lastError: '',
      createdAt: now,
      updatedAt: now,
    };
    return this.database.transaction(async (manager) => {
      await manager.insert(ExchangeMessageRow, row);
      return row;
    });
  }

  private get rows() {
    return this.database.dataSource.getRepository(ExchangeMessageRow);
  }
}
