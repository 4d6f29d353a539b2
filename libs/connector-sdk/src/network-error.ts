import type { ConnectorError } from './connector-error.js';
import { runtimeError } from './runtime-errors.js';

const networkCode = /^(UND_ERR_|ECONN|EPIPE|ETIMEDOUT|ESOCKET|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)/;

/** The system's code when an error (or its cause) says that the other side could not be reached or broke off; else null. */
export function networkCodeOf(error: unknown): string | null {
  let at = error as { code?: unknown; cause?: unknown } | null | undefined;
  for (let depth = 0; typeof at === 'object' && at !== null && depth < 4; depth++) {
    const { code, cause } = at;
    if (typeof code === 'string' && networkCode.test(code)) return code;
    at = cause as typeof at;
  }
  return null;
}

/** The retryable error for it. `target` is a host, never a whole URL: those may carry secrets. */
export function networkFailed(target: string, code: string, cause: unknown): ConnectorError {
  return runtimeError('NETWORK_FAILED', { detail: `${target} (${code}).`, cause });
}
