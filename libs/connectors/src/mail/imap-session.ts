import { ImapFlow } from 'imapflow';
import { ConnectorError } from '@vanthu/connector-sdk';
import { mailError } from './mail-errors.js';
import { tlsOptionsOf } from './mail-server-settings.js';
import type { MailServer } from './mail-server-settings.js';

/** How soon an idle connection starts to listen (IDLE), in ms. */
const listenAfterMs = 300;

/** Connects and signs in. The caller closes it. Throws `IMAP_SIGN_IN_REFUSED` (final) or `IMAP_UNREACHABLE` (retryable). */
export async function openImap(server: MailServer, password: string | null, signal: AbortSignal): Promise<ImapFlow> {
  signal.throwIfAborted();
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    doSTARTTLS: server.security === 'starttls',
    tls: tlsOptionsOf(server),
    auth: { user: server.user ?? '', pass: password ?? '' },
    logger: false,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 120_000,
    autoIdleDelay: listenAfterMs,
  });
  // errors after the connection is up also end the pending command, which reports them
  client.on('error', () => undefined);
  const onAbort = (): void => client.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw imapError(error, server.host);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

export function imapError(cause: unknown, host: string): ConnectorError {
  if (cause instanceof ConnectorError) return cause;
  const failure = cause as { authenticationFailed?: boolean; serverResponseCode?: string; responseText?: string; code?: string; message?: string };
  if (failure.authenticationFailed === true && failure.serverResponseCode !== 'UNAVAILABLE') {
    return mailError('IMAP_SIGN_IN_REFUSED', { detail: `${host}: ${failure.responseText ?? ''}`, cause });
  }
  const words = failure.responseText ?? failure.code ?? failure.message ?? '';
  return mailError('IMAP_UNREACHABLE', { detail: `${host}: ${words}`, cause });
}
