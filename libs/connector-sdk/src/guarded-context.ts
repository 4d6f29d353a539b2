import type { SecretProvider } from './host-context.js';
import { networkCodeOf, networkFailed } from './network-error.js';
import type { ConnectorLogger, ConnectorSecrets } from './operation-context.js';
import type { Redactor } from './redactor.js';
import { runtimeError } from './runtime-errors.js';

/** Secrets of a connector; every value handed out is known to the redactor first. */
export function concealedSecrets(provider: SecretProvider, connectorId: string, redactor: Redactor): ConnectorSecrets {
  return {
    async get(name) {
      const value = await provider.find(name, connectorId);
      if (value === null) {
        throw runtimeError('SECRET_MISSING', { detail: `${name} (${connectorId}).` });
      }
      redactor.add(value, name);
      return value;
    },
    conceal: (value) => redactor.add(value),
  };
}

export function redactingLogger(logger: ConnectorLogger, redactor: Redactor): ConnectorLogger {
  const write = (level: keyof ConnectorLogger): ConnectorLogger[typeof level] => (message, fields) => {
    const line = redactor.text(message);
    if (fields === undefined) logger[level](line);
    else logger[level](line, redactor.value(fields));
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** `fetch` that ends with the operation, and whose network failures are retryable instead of bugs. */
export function reachableFetch(hostFetch: typeof fetch, signal: AbortSignal): typeof fetch {
  return async (input, init) => {
    const own = init?.signal ?? (input instanceof Request ? input.signal : null);
    try {
      return await hostFetch(input, { ...init, signal: own ? AbortSignal.any([own, signal]) : signal });
    } catch (error) {
      const code = networkCodeOf(error);
      if (code === null || signal.aborted) throw error;
      throw networkFailed(new URL(input instanceof Request ? input.url : input).host, code, error);
    }
  };
}
