/** How one attempt ended; the host turns it into the engine's command. Holds no secret. */
export type OperationOutcome =
  | { readonly kind: 'completed'; readonly output: Readonly<Record<string, unknown>> }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly variables: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly retryable: boolean; readonly retryAfterMs?: number };

/** Codes that `runOperation` itself gives; connectors add their own. */
export const runtimeErrorCodes = {
  OPERATION_UNKNOWN: 'The connector has no such operation.',
  INPUT_INVALID: 'The input does not fit the schema; correct the diagram or the variables.',
  OUTPUT_INVALID: 'The connector answered with something its own schema refuses: a bug of the connector.',
  SECRET_MISSING: 'A secret is not set, or not for this connector.',
  SECRET_TOO_SHORT: 'A secret is too short to be kept out of logs.',
  FILE_MISSING: 'No file with this content is stored.',
  NETWORK_FAILED: 'The other side could not be reached.',
  EGRESS_REFUSED: 'The operator does not allow connections to this host.',
  TIMEOUT: 'The operation took longer than its limit.',
  ABORTED: 'The host stopped while the operation ran.',
  UNRESPONSIVE: 'The operation did not end when it was told to; it may still be acting.',
  TOO_MANY_REDIRECTS: 'The other side redirects without end.',
  CONNECTOR_BUG: 'The connector threw something it does not declare.',
} as const;
