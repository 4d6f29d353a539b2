import { randomUUID } from 'node:crypto';
import { documentTypes, type NewInbound, type Person, type ReceivedDocument, type ReceivedFile } from '@vanthu/model';
import { InputError } from '../problems/input.js';
import type { UploadedFile } from './uploads.js';

/** A document brought to the counter, as the intake takes every document. `onceKey`: the same one again is the same document. */
export function handedIn(facts: NewInbound, files: readonly UploadedFile[], agencyId: string, now: Date, onceKey: string = randomUUID()): ReceivedDocument {
  return {
    channel: 'paper',
    deduplicationKey: `paper:${onceKey}`,
    agencyId,
    receivedAt: now.toISOString(),
    sender: { organId: null, name: facts.sender, email: null },
    subject: facts.subject,
    text: '',
    notation: facts.notation || null,
    documentDate: facts.documentDate,
    // the form begins with a công văn: what the scan says is better than a choice nobody made
    typeName: facts.type === 'CV' ? null : documentTypes[facts.type],
    urgency: facts.urgency as 0 | 1 | 2 | 3,
    secrecy: facts.secrecy as 0 | 1 | 2 | 3,
    signer: null,
    dueDate: null,
    externalId: null,
    responseTo: [],
    files: files.map(receivedFile),
    raw: { name: '', claimedType: '', content: new Uint8Array() },
  };
}

/** Of one person's `Idempotency-Key`: others may use the same. @throws InputError */
export function onceKeyOf({ username }: Person, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (!/^[\w-]{8,64}$/.test(given)) throw new InputError([{ path: 'Idempotency-Key', code: 'FIELD_INVALID', facts: {} }]);
  return `${username}:${given}`;
}

const MOST_NAME = 255;

/** As it was uploaded; of a path only its last part, and no longer than is kept. */
export function receivedFile({ originalname, mimetype, buffer }: UploadedFile): ReceivedFile {
  const name = originalname.normalize('NFC').toWellFormed().split(/[\\/]/).at(-1) ?? '';
  return { name: shortened(name === '' ? 'tep' : name), claimedType: mimetype, content: buffer };
}

/** The extension stays: it says what the file claims to be. */
function shortened(name: string): string {
  if (name.length <= MOST_NAME) return name;
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, MOST_NAME - extension.length)}${extension}`;
}
