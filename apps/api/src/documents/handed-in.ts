import { randomUUID } from 'node:crypto';
import type { NewInbound, ReceivedDocument } from '@vanthu/model';

/** A file of a multipart request, held in memory. */
export interface UploadedFile {
  readonly originalname: string;
  readonly mimetype: string;
  readonly buffer: Buffer;
}

/** A document brought to the counter, as the intake takes every document. */
export function handedIn(facts: NewInbound, files: readonly UploadedFile[], agencyId: string, now: Date): ReceivedDocument {
  return {
    channel: 'paper',
    deduplicationKey: `paper:${randomUUID()}`,
    agencyId,
    receivedAt: now.toISOString(),
    sender: { organId: null, name: facts.sender, email: null },
    subject: facts.subject,
    text: '',
    notation: facts.notation || null,
    documentDate: facts.documentDate,
    typeName: null,
    urgency: facts.urgency as 0 | 1 | 2 | 3,
    secrecy: facts.secrecy as 0 | 1 | 2 | 3,
    signer: null,
    dueDate: null,
    externalId: null,
    responseTo: [],
    files: files.map((file) => ({ name: decodeUploadName(file.originalname), claimedType: file.mimetype, content: file.buffer })),
    raw: { name: '', claimedType: '', content: new Uint8Array() },
  };
}

/** Multipart headers reach us as Latin-1; the names in them are UTF-8. */
export function decodeUploadName(name: string): string {
  const bytes = Buffer.from(name, 'latin1');
  const decoded = bytes.toString('utf8');
  return Buffer.from(decoded, 'utf8').equals(bytes) ? decoded.normalize('NFC') : name;
}
