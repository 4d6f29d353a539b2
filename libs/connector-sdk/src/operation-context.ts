/** Structured log of one connector. Known secret values are blacked out before anything is written. */
export interface ConnectorLogger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface ConnectorSecrets {
  /** The value of a secret. Throws `SECRET_MISSING` (an incident) when the operator has not set it. */
  get(name: string): Promise<string>;
  /** Blacks out a value derived from a secret (a session token, a signed header) from here on. */
  conceal(value: string): void;
}

export interface StoredFile {
  /** lower-case hex of the content */
  readonly sha256: string;
  /** bytes */
  readonly size: number;
}

/** The file store of the product, reached by content hash. */
export interface ConnectorFiles {
  /** Throws `FILE_MISSING` (an incident) when no such content is stored. */
  read(sha256: string): Promise<Uint8Array>;
  /** Null when no such content is stored; `storedAt` is the time of the first save. */
  stat(sha256: string): Promise<(StoredFile & { readonly storedAt: Date }) | null>;
  /** Saving the same content twice is one file. */
  save(content: Uint8Array, name: string): Promise<StoredFile>;
}

/** All an operation may touch. Nothing of the engine, no clock and no network but these. */
export interface OperationContext {
  readonly secrets: ConnectorSecrets;
  /** Reaches only hosts the operator allows; a network failure arrives as a retryable `NETWORK_FAILED`. */
  readonly fetch: typeof fetch;
  readonly logger: ConnectorLogger;
  /** Aborted at the time limit and when the host stops. The operation should then end soon, with any error. */
  readonly signal: AbortSignal;
  /** The same over all attempts of one job, different between jobs. */
  readonly idempotencyKey: string;
  /** 1 at the first attempt. Above 1 an earlier attempt may have had its effect. */
  readonly attempt: number;
  readonly files: ConnectorFiles;
  now(): Date;
}
