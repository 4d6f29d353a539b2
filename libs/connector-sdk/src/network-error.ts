import { ConnectorError } from './connector-error.js';

const networkCode = /^(UND_ERR_|ECONN|EPIPE|ETIMEDOUT|ESOCKET|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)/;

/** The system's code when an error (or its cause) says that the other side could not be reached or broke off; else null. */
export function networkCodeOf(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string' && networkCode.test(code)) return code;
  }
  return null;
}

/** The retryable error for it. `target` is a host, never a whole URL: those may carry secrets. */
export function networkFailed(target: string, code: string, cause: unknown): ConnectorError {
  return new ConnectorError('NETWORK_FAILED', `${target} could not be reached or broke off (${code}).`, { retryable: true, cause });
}
