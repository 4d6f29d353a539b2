import type { ConnectorError } from '@vanthu/connector-sdk';
import { mailError } from './mail-errors.js';

/** What nodemailer's errors carry. */
export interface SmtpFailure {
  readonly message: string;
  readonly code?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly recipient?: string | undefined;
}

/** `RECIPIENT_REFUSED` when one is refused for good, else `RECIPIENT_DEFERRED`; in the server's words. */
export function recipientError(failures: readonly SmtpFailure[]): ConnectorError {
  const detail = failures.map((failure) => `${failure.recipient ?? '?'}: ${wordsOf(failure)}`).join('; ');
  const isFinal = failures.some((failure) => (failure.responseCode ?? 0) >= 500);
  return mailError(isFinal ? 'RECIPIENT_REFUSED' : 'RECIPIENT_DEFERRED', { detail });
}

/** Names what an SMTP attempt failed of: sign-in, refusal for good, refusal for now, no connection. */
export function smtpError(cause: unknown, host: string): ConnectorError {
  const failure = cause as SmtpFailure;
  const status = failure.responseCode ?? 0;
  // 503 says that the session was in the wrong state, not that the message is refused
  const isFinal = status >= 500 && status !== 503;
  const facts = { detail: `${host}: ${wordsOf(failure)}`, cause };
  if (['EAUTH', 'ENOAUTH', 'EOAUTH2'].includes(failure.code ?? '')) return mailError(isFinal || status === 0 ? 'SMTP_SIGN_IN_REFUSED' : 'SMTP_DEFERRED', facts);
  if (status !== 0) return mailError(isFinal ? 'SMTP_REFUSED' : 'SMTP_DEFERRED', facts);
  return mailError(failure.code === 'EMESSAGE' || failure.code === 'EENVELOPE' ? 'SMTP_REFUSED' : 'SMTP_UNREACHABLE', facts);
}

function wordsOf(failure: SmtpFailure): string {
  return (failure.response ?? failure.message).slice(0, 500);
}
