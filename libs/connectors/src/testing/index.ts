export { Dovecot, dovecotPassword } from '../mail/testing/dovecot.js';
export { SmtpSink } from '../mail/testing/smtp-sink.js';
export type { SunkMessage } from '../mail/testing/smtp-sink.js';
