import { createHash } from 'node:crypto';
import type { ReceivedDocument } from '@vanthu/model';
import { secrecyMark } from '../secrecy-mark.js';
import type { Letter } from './letter.js';

/** One message as it lies in the mailbox. */
export interface MailboxMessage {
  readonly raw: Uint8Array;
  /** When the server took it. */
  readonly arrivedAt: Date;
}

export interface Mailbox {
  readonly agencyId: string;
  readonly address: string;
}

/** The letter as the intake knows documents. Facts a mail does not carry stay null; the intake proposes them. A secrecy mark before the subject counts. */
export function receivedMail(letter: Letter, message: MailboxMessage, mailbox: Mailbox): ReceivedDocument {
  return {
    channel: 'mail',
    deduplicationKey: deduplicationKey(letter, message.raw, mailbox),
    agencyId: mailbox.agencyId,
    receivedAt: message.arrivedAt.toISOString(),
    sender: { organId: null, name: letter.from.name !== '' ? letter.from.name : (letter.from.address ?? ''), email: letter.from.address },
    subject: letter.subject,
    text: letter.text,
    notation: null,
    documentDate: null,
    typeName: null,
    urgency: 0,
    secrecy: secrecyMark(letter.subject),
    signer: null,
    dueDate: null,
    externalId: letter.messageId,
    responseTo: letter.answers.map((externalId) => ({ externalId, notation: null })),
    files: letter.files,
    raw: { name: 'thu-goc.eml', claimedType: 'message/rfc822', content: message.raw },
    notes: letter.notes,
  };
}

/**
 * Of the message, not of its place: the same letter delivered twice has it twice, whatever relays wrote into its header, and a server
 * that renumbers its mailbox changes nothing. Two letters that share a Message-ID but not their content differ.
 */
function deduplicationKey(letter: Letter, raw: Uint8Array, mailbox: Mailbox): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = bytes.indexOf('\r\n\r\n');
  const hash = createHash('sha256');
  hash.update(JSON.stringify(['mail', mailbox.address.toLowerCase(), letter.messageId, letter.from.address, letter.subject]));
  return hash.update(end === -1 ? bytes : bytes.subarray(end)).digest('hex');
}
