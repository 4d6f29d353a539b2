import { createHash } from 'node:crypto';
import type { OperationContext } from '@vanthu/connector-sdk';
import { EdxmlError, canonicalText, decode } from '@vanthu/edxml';
import type { EdocMessage } from '@vanthu/edxml';
import { AxisClient } from './axis-client.js';
import type { AxisGateway, SentEntry } from './axis-client.js';
import { axisError } from './axis-errors.js';
import { requireValid } from './valid-edxml.js';

const dayMs = 86_400_000;
/** Days back in which an earlier attempt of the same job is looked for. */
const lookBackDays = 7;

export interface SentDocument {
  /** The axis' id of the message. */
  readonly docId: string;
  readonly documentId: string;
  /** False when an earlier attempt had sent it. */
  readonly sentNow: boolean;
}

/** Sends a message that was built and signed before; at a later attempt first looks whether the axis has it. */
export async function sendDocument(input: { readonly edxmlSha256: string }, context: OperationContext, gateway: AxisGateway): Promise<SentDocument> {
  const bytes = await context.files.read(input.edxmlSha256);
  const message = await signedDocument(bytes);
  const client = new AxisClient({ gateway, secret: await context.secrets.get(gateway.secretName), fetch: context.fetch, now: () => context.now() });
  const earlier = context.attempt > 1 ? await findSent(client, message, context.now()) : null;
  if (earlier !== null) return { docId: earlier, documentId: message.documentId, sentNow: false };
  context.signal.throwIfAborted();
  const docId = await client.send(message.from.organId, 'edoc', bytes, keyFor(context.idempotencyKey, message));
  return { docId, documentId: message.documentId, sentNow: true };
}

/** Nothing leaves that the schema refuses or that nobody signed. */
async function signedDocument(bytes: Uint8Array): Promise<EdocMessage> {
  await requireValid(Buffer.from(bytes).toString('utf8'));
  const decoded = decoding(bytes);
  if (decoded.kind !== 'edoc') throw axisError('EDXML_INVALID', 'đây không phải là thông điệp văn bản.');
  if (decoded.signature !== 'present') throw axisError('EDXML_INVALID', 'thông điệp chưa được ký.');
  return decoded.message;
}

function decoding(bytes: Uint8Array): ReturnType<typeof decode> {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof EdxmlError) throw axisError('EDXML_INVALID', error.message, error);
    throw error;
  }
}

/** The axis' list names no DocumentId: same sender, number, subject and exactly the same receivers in one message are taken for it. */
async function findSent(client: AxisClient, message: EdocMessage, now: Date): Promise<string | null> {
  const since = new Date(now.getTime() - lookBackDays * dayMs).toISOString().slice(0, 10).replaceAll('-', '/');
  const wanted = new Set(message.to.map((organisation) => organisation.organId));
  const sent = Map.groupBy(await client.sentSince(since), (entry: SentEntry) => entry.senderDocId);
  for (const [docId, entries] of sent) {
    const receivers = new Set(entries.map((entry) => entry.toCode));
    const isSame = entries.every(
      (entry) => entry.messageType === 'edoc' && entry.fromCode === message.from.organId && entry.notation === codeOf(message) && entry.title === canonicalText(message.subject),
    );
    if (isSame && receivers.size === wanted.size && [...wanted].every((organId) => receivers.has(organId))) return docId;
  }
  return null;
}

/** Another key as soon as the receivers are corrected, so that the axis does not answer with what it sent before. */
function keyFor(idempotencyKey: string, message: EdocMessage): string {
  const receivers = message.to.map((organisation) => organisation.organId).toSorted();
  return createHash('sha256').update(JSON.stringify([idempotencyKey, message.documentId, receivers])).digest('hex');
}

function codeOf({ code }: EdocMessage): string {
  return `${code.number}/${code.notation}`;
}
