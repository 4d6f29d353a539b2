import type { ReceivedDocument, ReceivedStatus } from '@vanthu/model';
import type { z } from 'zod';
import type { LocalText } from './local-text.js';
import type { ConnectorFiles, ConnectorLogger, ConnectorSecrets } from './operation-context.js';

/** `accepted` and `duplicate` both mean: it is on disk, take it off the channel. */
export type DocumentReceipt = 'accepted' | 'duplicate' | { readonly refused: string };
export type StatusReceipt = 'accepted' | 'duplicate' | 'unknownDocument';

/** `degraded`: works, but an operator should look. `down`: nothing comes in; it goes on trying by itself. */
export interface ConnectorHealth {
  readonly state: 'up' | 'degraded' | 'down';
  /** What is wrong and what to do; empty when up. */
  readonly message: string;
}

export interface InboundContext<Properties = unknown> {
  readonly properties: Properties;
  readonly secrets: ConnectorSecrets;
  readonly fetch: typeof fetch;
  readonly logger: ConnectorLogger;
  /** For what cannot be handed over as a document and must not be lost. */
  readonly files: ConnectorFiles;
  /** Aborted when the host stops; then nothing more may be handed over. */
  readonly signal: AbortSignal;
  /**
   * Hands a document over, durably. When it throws, nothing is known: the message stays where it is and is handed
   * over again later; the deduplication key makes that safe.
   */
  receiveDocument(document: ReceivedDocument): Promise<DocumentReceipt>;
  receiveStatus(status: ReceivedStatus): Promise<StatusReceipt>;
  reportHealth(health: ConnectorHealth): void;
  now(): Date;
}

export interface ActiveConnector {
  /** Ends cleanly: when it resolves, nothing is in the hands of the connector. */
  deactivate(): Promise<void>;
}

/** Listens on a channel for as long as it is active. Delivery is at least once; the host removes duplicates. */
export interface InboundConnector<Properties extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly version: number;
  readonly name: LocalText;
  readonly properties: Properties;
  /** Resolves when listening has begun, or will begin by itself once the other side answers. */
  activate(context: InboundContext<z.output<Properties>>): Promise<ActiveConnector>;
}

export function defineInboundConnector<Properties extends z.ZodType>(connector: InboundConnector<Properties>): InboundConnector<Properties> {
  return Object.freeze(connector);
}
