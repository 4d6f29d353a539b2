import type { Channel } from './document.js';

/** A file as it came, its claims unchecked. */
export interface ReceivedFile {
  readonly name: string;
  /** The media type the sender claims; the content decides. */
  readonly claimedType: string;
  readonly content: Uint8Array;
}

/** What an inbound connector hands over, whatever the channel. Facts the channel does not carry stay null; the intake proposes them from the text. */
export interface ReceivedDocument {
  readonly channel: Channel;
  /** The same delivery always has the same key; accepting it again changes nothing. */
  readonly deduplicationKey: string;
  /** The hosted agency it was sent to. */
  readonly agencyId: string;
  /** ISO date-time */
  readonly receivedAt: string;
  readonly sender: { readonly organId: string | null; readonly name: string; readonly email: string | null };
  readonly subject: string;
  /** Text of the message itself (mail body); empty for the axis. */
  readonly text: string;
  /** "2700/SGDĐT-VP" */
  readonly notation: string | null;
  /** yyyy-mm-dd */
  readonly documentDate: string | null;
  readonly typeName: string | null;
  readonly urgency: 0 | 1 | 2 | 3;
  readonly secrecy: 0 | 1 | 2 | 3;
  readonly signer: { readonly name: string; readonly title: string } | null;
  /** yyyy-mm-dd */
  readonly dueDate: string | null;
  /** The axis' DocumentId, or the mail's Message-ID. */
  readonly externalId: string | null;
  /** Documents it answers, by their external id or notation. */
  readonly responseTo: readonly { readonly externalId: string | null; readonly notation: string | null }[];
  readonly files: readonly ReceivedFile[];
  /** The message as it came (.eml, .edxml), kept as evidence. */
  readonly raw: ReceivedFile;
  /** What the connector left out or could not read, in Vietnamese, for the clerk. */
  readonly notes?: readonly string[];
}

/** A business status of the axis about a document we issued (or, code 13, one we received). */
export interface ReceivedStatus {
  readonly deduplicationKey: string;
  readonly agencyId: string;
  /** Who reports. */
  readonly fromOrganId: string;
  readonly fromName: string;
  /** The document it speaks of. */
  readonly documentExternalId: string | null;
  readonly notation: string | null;
  readonly documentDate: string | null;
  readonly code: string;
  readonly description: string;
  readonly staff: string;
  /** ISO date-time */
  readonly at: string;
}
