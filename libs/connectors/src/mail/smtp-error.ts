import { ConnectorError } from '@vanthu/connector-sdk';

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
  const words = failures.map((failure) => `${failure.recipient ?? '?'}: ${wordsOf(failure)}`).join('; ');
  const isFinal = failures.some((failure) => (failure.responseCode ?? 0) >= 500);
  return isFinal
    ? new ConnectorError('RECIPIENT_REFUSED', `The mail server refuses a recipient, so nothing was sent to anyone. ${words}`, { retryable: false })
    : new ConnectorError('RECIPIENT_DEFERRED', `The mail server cannot take a recipient now; nothing was sent, it is tried again. ${words}`, { retryable: true });
}

/** Names what an SMTP attempt failed of: sign-in, refusal for good, refusal for now, no connection. */
export function smtpError(cause: unknown, host: string): ConnectorError {
  const failure = cause as SmtpFailure;
  const status = failure.responseCode ?? 0;
  const isFinal = status >= 500 && status !== 503;
  if (['EAUTH', 'ENOAUTH', 'EOAUTH2'].includes(failure.code ?? '')) {
    return isFinal || status === 0
      ? new ConnectorError('SMTP_SIGN_IN_REFUSED', `${host} refuses the mailbox's user or password. Correct the secret, then retry. ${wordsOf(failure)}`, { retryable: false, cause })
      : new ConnectorError('SMTP_DEFERRED', `${host} cannot sign the mailbox in now. ${wordsOf(failure)}`, { retryable: true, cause });
  }
  if (status !== 0) {
    return isFinal
      ? new ConnectorError('SMTP_REFUSED', `${host} refuses the message: ${wordsOf(failure)}`, { retryable: false, cause })
      : new ConnectorError('SMTP_DEFERRED', `${host} cannot take the message now: ${wordsOf(failure)}`, { retryable: true, cause });
  }
  if (failure.code === 'EMESSAGE' || failure.code === 'EENVELOPE') {
    return new ConnectorError('SMTP_REFUSED', `${host} would not take the message: ${failure.message}`, { retryable: false, cause });
  }
  return new ConnectorError('SMTP_UNREACHABLE', `${host} could not be reached or broke off (${failure.code ?? failure.message}).`, { retryable: true, cause });
}

function wordsOf(failure: SmtpFailure): string {
  return (failure.response ?? failure.message).slice(0, 500);
}
