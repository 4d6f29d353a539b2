/** How one attempt ended; the host turns it into the engine's command. Holds no secret. */
export type OperationOutcome =
  | { readonly kind: 'completed'; readonly output: Readonly<Record<string, unknown>> }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly variables: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly retryable: boolean; readonly retryAfterMs?: number };
