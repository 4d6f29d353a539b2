const brand = Symbol.for('vanthu.ConnectorError');

export interface ConnectorErrorOptions {
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** Earliest next attempt, in ms from now; the host may wait longer. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * A technical failure. Retryable: the host tries again with the same idempotency key; otherwise it becomes an incident.
 * `code` is SCREAMING_SNAKE and stable, `message` tells an operator what happened and what to do.
 */
export class ConnectorError extends Error {
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly [brand] = true;

  constructor(
    readonly code: string,
    message: string,
    options: ConnectorErrorOptions,
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ConnectorError';
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Like `instanceof`, and also true for an error made by another copy of the SDK (a plugin's own). */
export function isConnectorError(error: unknown): error is ConnectorError {
  return typeof error === 'object' && error !== null && brand in error;
}
