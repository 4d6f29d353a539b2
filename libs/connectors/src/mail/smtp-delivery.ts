import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { ConnectorError } from '@vanthu/connector-sdk';
import { tlsOptionsOf } from './mail-server-settings.js';
import type { MailServer } from './mail-server-settings.js';
import { recipientError, smtpError } from './smtp-error.js';
import type { SmtpFailure } from './smtp-error.js';

export interface SmtpDelivery {
  readonly server: MailServer;
  readonly password: string | null;
  readonly from: string;
  readonly recipients: readonly string[];
  readonly message: Buffer;
  /** Awaited before the server is given the message: from then on it may have accepted it, whatever becomes of us. */
  beforeHandingOver(): Promise<unknown>;
  readonly signal: AbortSignal;
}

/** nodemailer keeps its findings in the envelope object it was handed. */
interface Envelope {
  from: string;
  to: string[];
  size: number;
  rejectedErrors?: SmtpFailure[];
}

/**
 * Hands a message to the server in one transaction, to all recipients or to none: when one of them is refused, the connection is
 * dropped before the message is complete, which obliges the server to forget it. Resolves with the server's words of acceptance.
 * Throws `ConnectorError`.
 */
export async function deliver(delivery: SmtpDelivery): Promise<string> {
  const { server, signal } = delivery;
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: tlsOptionsOf(server),
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    logger: false,
  });
  const failed = new Promise<never>((_, reject) => {
    connection.once('error', reject);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  failed.catch(() => undefined);
  try {
    await Promise.race([connected(connection), failed]);
    if (server.user !== null) await Promise.race([loggedIn(connection, server.user, delivery.password), failed]);
    return await Promise.race([accepted(connection, delivery), failed]);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof ConnectorError ? error : smtpError(error, server.host);
  } finally {
    connection.on('error', () => undefined);
    connection.close();
  }
}

function connected(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
}

function loggedIn(connection: SMTPConnection, user: string, password: string | null): Promise<void> {
  return new Promise((resolve, reject) => connection.login({ user, pass: password ?? '' }, (error) => (error ? reject(error) : resolve())));
}

function accepted(connection: SMTPConnection, { from, recipients, message, beforeHandingOver }: SmtpDelivery): Promise<string> {
  return new Promise((resolve, reject) => {
    const envelope: Envelope = { from, to: [...recipients], size: message.byteLength };
    const whenAllAreAccepted = new Readable({
      read() {
        const refused = envelope.rejectedErrors ?? [];
        if (refused.length > 0) {
          reject(recipientError(refused));
          connection.close();
          return;
        }
        beforeHandingOver().then(
          () => {
            this.push(message);
            this.push(null);
          },
          (error: unknown) => {
            reject(error as Error);
            connection.close();
          },
        );
      },
    });
    connection.send(envelope, whenAllAreAccepted, (error, info) => {
      if (!error) resolve(info.response);
      else reject(envelope.rejectedErrors?.length ? recipientError(envelope.rejectedErrors) : error);
    });
  });
}
