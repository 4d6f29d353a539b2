import type { ConnectorFiles, ConnectorLogger } from './operation-context.js';

/** Where secrets come from: environment, a vault. Asked at every use, so a rotated secret serves at once. */
export interface SecretProvider {
  /** null when there is no such secret or `connectorId` may not use it. */
  find(name: string, connectorId: string): Promise<string | null>;
}

/** What the host of connectors supplies for one attempt of one job. */
export interface HostContext {
  readonly secrets: SecretProvider;
  readonly fetch: typeof fetch;
  readonly logger: ConnectorLogger;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
  readonly attempt: number;
  readonly files: ConnectorFiles;
  now(): Date;
  /** Overrides the operation's own limit. */
  readonly timeoutMs?: number;
  /** How long an aborted operation may take to end by itself; default 2000. */
  readonly graceMs?: number;
}
